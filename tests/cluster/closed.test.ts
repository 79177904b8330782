import { readFileSync } from "node:fs";
import { join } from "node:path";
import { closedTests } from "./support/closed";
import { create, release, reserve } from "./support/namespaces";

/** The policy that closes prod's namespace, as the plan renders it. */
const policy = join(__dirname, "../golden/prod/004-networkpolicy-default-deny.yaml");

describe("A namespace that is closed as prod's is", () => {
  const namespace = reserve("closed");
  before(async () => {
    await create(namespace);
    const text = readFileSync(policy, "utf8");
    await namespace.apply(text.replaceAll("namespace: messaging", `namespace: ${namespace.name}`));
  });
  after(() => release(namespace));

  closedTests(namespace);
});
