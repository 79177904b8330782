import assert from "node:assert/strict";
import type { z } from "zod";
import { check, report } from "../../components/parse";
import { rules } from "../../components/rabbitmq/rules";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";
import type { RabbitMQSettings } from "../../components/rabbitmq/settings";

type Flat<T> = { [K in keyof T]: T[K] };
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;

describe("RabbitMQ settings", () => {
  it("have an interface and a schema of the same shape", () => {
    const inStep: Same<RabbitMQSettings, z.input<typeof rabbitMQSettings>> = true;
    assert.ok(inStep);
  });

  it("are three nodes of 4.3 apart from each other when nothing is said", () => {
    const { version, replicas, storage, resources, antiAffinity, zones } = rabbitMQSettings.parse({});
    assert.deepEqual(
      { version, replicas, storage, resources, antiAffinity, zones },
      {
        version: "4.3",
        replicas: 3,
        storage: { size: "10Gi" },
        resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } },
        antiAffinity: "required",
        zones: "preferred",
      },
    );
  });

  it("come with every problem at once, those of single fields and those of several", () => {
    const { problems } = check(
      rabbitMQSettings,
      { replicas: 2, storge: {}, resources: { limits: { memory: "1Gi" } } },
      rules("rabbitmq", "messaging"),
    );
    assert.equal(
      report("RabbitMQCluster", problems).replace(/(allowed: the settings).*/, "$1 …"),
      [
        "RabbitMQCluster: 3 problems",
        "  storge: {}",
        "    allowed: the settings …",
        "    remedy: write storage",
        '  resources.limits.memory: "1Gi"',
        "    allowed: the memory request, 2Gi",
        "    remedy: make the memory request and limit equal, so that a node under pressure never evicts a broker",
        "  replicas: 2",
        "    allowed: an odd number: 1, 3, 5, 7 or 9",
        "    remedy: use 3; 2 nodes survive no more losses than 1, since quorum queues need a majority",
      ].join("\n"),
    );
  });
});
