import type { Namespace } from "./kubectl";
import type { Members } from "./members";

/** A system that a fixture deployed, as far as tests of any system look at it. */
export interface Deployment {
  readonly namespace: Namespace;
  /** What the first deployment said on its error output. */
  readonly said: string;
  readonly members: Members;
  /** Deploys the stack's present config. */
  redeploy(): Promise<string>;
}
