import { admissionTests } from "../support/admission";
import { networkTests } from "./network";
import { separate } from "./shapes";
import { suite } from "./suite";

suite(separate, (fixture) => {
  admissionTests(fixture);
  networkTests(fixture);
});
