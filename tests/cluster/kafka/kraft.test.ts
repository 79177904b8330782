import { admissionTests } from "../support/admission";
import { networkTests } from "./network";
import { separate } from "./shapes";
import { suite } from "./suite";
import { upgradeTests } from "./upgrade";

suite(separate, (fixture) => {
  admissionTests(fixture);
  networkTests(fixture);
  upgradeTests(fixture);
});
