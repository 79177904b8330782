import assert from "node:assert/strict";
import { budget, configMap, container, statefulSet, volumes, workload } from "./fixtures";
import { pack, secret, type Resource } from "./support";

const canary = "hunter2";

/** A copy in which every string but the names is the canary, one place at a time, so that each rule meets it alone. */
function* planted(value: unknown, path: string[] = []): Generator<[string, unknown]> {
  if (typeof value === "string") yield [path.join("."), canary];
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    // Names of resources are told, as is their kind.
    if (key === "name" && path.at(-1) === "metadata") continue;
    for (const [place, changed] of planted(inner, [...path, key])) {
      const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      (copy as Record<string, unknown>)[key] = changed;
      yield [place, copy];
    }
  }
}

const kafka = statefulSet({
  containers: [
    {
      ...container,
      image: "apache/kafka:4.1.0",
      command: ["kafka-server-start.sh"],
      args: ["--override a=b"],
      env: [
        { name: "KAFKA_DEFAULT_REPLICATION_FACTOR", value: "1" },
        { name: "KAFKA_SASL", value: "x" },
      ],
    },
  ],
  topologySpreadConstraints: [{ topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", maxSkew: 1 }],
});
const rabbitmq = statefulSet({ volumes, initContainers: [{ name: "init", image: "rabbitmq:4.2" }] });
const config = configMap({
  "rabbitmq.conf":
    "default_queue_type = quorum\ndefault_pass = hunter2\nhunter2 = a\ndefault_policies.operator.hunter2.ha_mode = all",
  "definitions.json": JSON.stringify({
    users: [{ name: "hunter2", password: "hunter2" }],
    vhosts: [{ name: "hunter2", default_queue_type: "hunter2" }],
    queues: [{ name: "hunter2", arguments: { "x-queue-type": "hunter2" } }, "hunter2"],
    policies: [{ name: "hunter2", definition: { "ha-mode": "hunter2" } }, { definition: "hunter2" }],
  }),
  "broken.json": '{"password": hunter2}',
});

async function everyMessage(stack: Resource[]): Promise<string[]> {
  const shared = await pack();
  const answers = await Promise.all([...stack.map((one) => shared.analyze(one)), shared.analyzeStack(stack)]);
  return answers.flat().map(({ message }) => message);
}

describe("messages of the policies", () => {
  before(async () => (await pack()).configure({}));

  it("hold no word of a broker's configuration", async () => {
    const messages = await everyMessage([rabbitmq, config]);
    assert.ok(messages.length >= 6, messages.join("\n"));
    for (const message of messages) assert.ok(!message.includes(canary), message);
  });

  const stacks: [string, Resource[]][] = [
    ["a broker", [rabbitmq]],
    ["a Kafka broker", [kafka]],
    ["a Deployment", [workload("Deployment", { containers: [{ ...container, env: [{ name: "A", value: "x" }] }] })]],
    ["a budget", [budget({ maxUnavailable: "50%" }), rabbitmq]],
    ["a ConfigMap", [configMap({ "rabbitmq.conf": "default_queue_type = quorum" })]],
  ];
  for (const [what, [judged, ...others]] of stacks) {
    it(`hold no string of ${what}, wherever it stands`, async () => {
      for (const [place, props] of planted(judged?.props)) {
        const messages = await everyMessage([{ type: judged?.type ?? "", props: props as object }, ...others]);
        for (const message of messages) assert.ok(!message.includes(canary), `${place}: ${message}`);
      }
    });
  }

  it("hold no value that the engine marks as a secret", async () => {
    const resources = { requests: { memory: secret(canary) }, limits: { memory: secret("2Gi") } };
    const messages = await everyMessage([statefulSet({ containers: [{ ...container, resources }] })]);
    assert.ok(messages.some((message) => message.includes("is not a quantity")));
    for (const message of messages) assert.ok(!message.includes(canary), message);
  });
});
