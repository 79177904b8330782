import assert from "node:assert/strict";
import { Probe } from "../support/probe";
import type { Fixture } from "./fixture";

interface Policy {
  name: string;
  definition: string;
}

const vhost = "live";
const limit = (deliveryLimit: number): object => ({
  name: "limits",
  vhost,
  pattern: ".*",
  definition: { "delivery-limit": deliveryLimit },
});

/** Declared topology that changes while the broker runs. */
export function topologyTests(fixture: Fixture): void {
  const definitionOf = async (name: string): Promise<unknown> => {
    const policies = await fixture.broker.ask<Policy[]>("rabbitmqctl", "list_policies", "--vhost", vhost);
    return JSON.parse(policies.find((policy) => policy.name === name)?.definition ?? "null");
  };

  it("gets a new vhost, user, queue and policy without a restart", async () => {
    const pods = (await fixture.broker.pods()).map(({ metadata }) => metadata.uid);
    fixture.stack.edit((config) => {
      config.vhosts = [...(config.vhosts ?? []), vhost];
      config.queues = [...(config.queues ?? []), { name: "incoming", vhost }];
      config.policies = [...(config.policies ?? []), limit(20)];
      config.users = [...(config.users ?? []), { name: "live-app", permissions: [{ vhost, write: ".*", read: ".*" }] }];
    });
    await fixture.redeploy();
    assert.deepEqual(await definitionOf("limits"), { "delivery-limit": 20 });
    assert.deepEqual(
      (await fixture.broker.pods()).map(({ metadata }) => metadata.uid),
      pods,
    );
  });

  it("gives the new user a Secret that works", async () => {
    const probe = await Probe.start(fixture.namespace, "probe-user", { role: "consumer" }, "rabbitmq-user-live-app");
    assert.equal((await probe.exec(["python3", "/scripts/roundtrip.py", "incoming"])).trim(), "round trip");
  });

  it("gets the new definition of a policy that it has", async () => {
    fixture.stack.edit((config) => {
      config.policies = [...(config.policies ?? []).slice(0, -1), limit(30)];
    });
    await fixture.redeploy();
    assert.deepEqual(await definitionOf("limits"), { "delivery-limit": 30 });
  });
}
