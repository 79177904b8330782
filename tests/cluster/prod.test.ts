import assert from "node:assert/strict";
import { admissionTests } from "./support/admission";
import { deployer } from "./support/deployer";
import { release, reserve } from "./support/namespaces";
import { isReady, type Pod } from "./support/objects";
import { repeatTests } from "./support/repeat";
import { secrecyTests } from "./support/secrecy";
import { Stack } from "./support/stack";

describe(`The prod stack as it is committed, deployed by ${deployer.name}`, () => {
  const namespace = reserve("whole");
  const stack = new Stack("prod", namespace);
  const fixture = { namespace, said: "", redeploy: () => deployer.up(stack) };
  before(async () => {
    fixture.said = await deployer.up(stack);
  });
  after(() => release(namespace));

  it("comes Ready with all of its systems in one namespace", async () => {
    const servers = await namespace.list<Pod>("pods", "app.kubernetes.io/component=server");
    const names = ["kafka", "kafka-controller", "rabbitmq"].flatMap((set) => [0, 1, 2].map((i) => `${set}-${i}`));
    assert.deepEqual(
      servers
        .filter(isReady)
        .map(({ metadata }) => metadata.name)
        .toSorted(),
      names.toSorted(),
    );
  });

  admissionTests(fixture);
  secrecyTests(namespace);
  repeatTests(fixture);
});
