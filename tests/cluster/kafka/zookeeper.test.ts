import { admissionTests } from "../support/admission";
import { onEnsemble } from "./shapes";
import { suite } from "./suite";

suite(onEnsemble, admissionTests);
