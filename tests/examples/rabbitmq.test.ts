import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { types } from "@pulumi/kubernetes";
import { deploy, only, type Registered } from "../support/deploy";
import { refusals } from "../support/judged";

type StatefulSet = types.output.apps.v1.StatefulSet;
type ConfigMap = types.output.core.v1.ConfigMap;

const load = createRequire(__filename);
const example = (name: string): Promise<Registered[]> =>
  // Resources register when the program loads, so it loads under the mocks.
  deploy(() => load(join(__dirname, "../../examples", name, "index.ts")));
const statefulSet = (resources: Registered[]) =>
  only(resources, "kubernetes:apps/v1:StatefulSet").inputs as StatefulSet;
const configMap = (resources: Registered[], name: string) =>
  only(resources, "kubernetes:core/v1:ConfigMap", name).inputs as ConfigMap;
const server = (set: StatefulSet) => set.spec.template.spec.containers[0];
const claim = (set: StatefulSet) => set.spec.volumeClaimTemplates[0]?.spec;

describe("examples/dedicated-nodes", () => {
  let resources: Registered[];
  let set: StatefulSet;
  before(async () => (set = statefulSet((resources = await example("dedicated-nodes")))));

  it("breaks no mandatory policy of prod", () => assert.deepEqual(refusals(resources, "prod"), []));

  it("goes only to nodes with the label", () => {
    assert.deepEqual(set.spec.template.spec.affinity.nodeAffinity, {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "node-role.kubernetes.io/messaging", operator: "Exists" }] }],
      },
    });
  });
  it("tolerates the taint of that key", () => {
    assert.deepEqual(set.spec.template.spec.tolerations, [
      { key: "node-role.kubernetes.io/messaging", operator: "Exists" },
    ]);
  });
  it("never puts two nodes on one machine", () => {
    assert.deepEqual(set.spec.template.spec.affinity.podAntiAffinity, {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: "kubernetes.io/hostname",
          labelSelector: { matchLabels: set.spec.selector.matchLabels },
        },
      ],
    });
  });
  it("keeps its data on the SSD class", () => {
    assert.deepEqual(claim(set), {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "50Gi" } },
      storageClassName: "ssd",
    });
  });
});

describe("examples/rabbitmq-single-node", () => {
  let resources: Registered[];
  before(async () => (resources = await example("rabbitmq-single-node")));

  it("breaks no mandatory policy of dev, where one node will do", () => {
    assert.deepEqual(refusals(resources, "dev"), []);
    assert.notDeepEqual(refusals(resources, "prod"), []);
  });

  it("is one node with 5Gi of the standard class, 1Gi of memory and half a core", () => {
    const set = statefulSet(resources);
    assert.equal(set.spec.replicas, 1);
    assert.equal(claim(set)?.storageClassName, "standard");
    assert.deepEqual(claim(set)?.resources.requests, { storage: "5Gi" });
    assert.deepEqual(server(set)?.resources, {
      requests: { cpu: "300m", memory: "1Gi", "ephemeral-storage": "256Mi" },
      limits: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "2Gi" },
    });
  });
  it("has the watermark and the disk limit it was given, in rabbitmq.conf, once", () => {
    const lines = (configMap(resources, "rabbitmq-config").data["rabbitmq.conf"] ?? "").split("\n");
    assert.deepEqual(
      lines.filter((line) => /^(vm_memory_high_watermark|disk_free_limit|total_memory)/.test(line)).sort(),
      [
        "disk_free_limit.absolute = 2GB",
        "total_memory_available_override_value = 1073741824",
        "vm_memory_high_watermark.relative = 0.7",
      ],
    );
  });
});

describe("examples/rabbitmq-cluster", () => {
  let resources: Registered[];
  before(async () => (resources = await example("rabbitmq-cluster")));

  it("breaks no mandatory policy of prod", () => assert.deepEqual(refusals(resources, "prod"), []));

  it("is three nodes with 10Gi each that all start at once", () => {
    const set = statefulSet(resources);
    assert.equal(set.spec.replicas, 3);
    assert.equal(set.spec.podManagementPolicy, "Parallel");
    assert.deepEqual(claim(set)?.resources.requests, { storage: "10Gi" });
  });
  it("hands the arguments to the Erlang VM, after those of TLS between nodes", () => {
    assert.deepEqual(
      server(statefulSet(resources))?.env.find(({ name }) => name === "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"),
      {
        name: "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        value:
          "-proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/inter_node_tls.config +P 1048576 -kernel inet_default_connect_options [{nodelay,true}]",
      },
    );
  });
  it("replicates its queues, and sets aside what fails twenty times", () => {
    const topology = JSON.parse(configMap(resources, "rabbitmq-definitions").data["topology.json"] ?? "") as {
      queues: { name: string; arguments: Record<string, unknown> }[];
      policies: { definition: unknown }[];
    };
    assert.deepEqual(
      topology.queues.map((queue) => [queue.name, queue.arguments["x-queue-type"]]),
      [
        ["incoming", "quorum"],
        ["failed", "quorum"],
      ],
    );
    assert.deepEqual(
      topology.policies.map(({ definition }) => definition),
      [{ "delivery-limit": 20, "dead-letter-exchange": "", "dead-letter-routing-key": "failed" }],
    );
  });
});
