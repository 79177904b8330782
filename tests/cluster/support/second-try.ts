import { report } from "./report";

/** Tells of each test that passed at its second try only, so that nobody takes it for one that always does. */
export const mochaHooks = {
  afterEach(this: Mocha.Context): void {
    const test = this.currentTest as (Mocha.Test & { currentRetry(): number }) | undefined;
    if (test?.state === "passed" && test.currentRetry() > 0) report(`at the second try: ${test.title}`);
  },
};
