import assert from "node:assert/strict";
import { claim, configMap, container, resources, statefulSet, volumes } from "./fixtures";
import { foundInStack } from "./questions";
import { encodings } from "./rabbitmq";
import { unknown } from "./support";

const policy = "rabbitmq-thresholds";
const gibi = 2 ** 30;
const file = 'ConfigMap/rabbitmq-config.data["rabbitmq.conf"]';
const disk = "disk_free_limit.absolute = 2GB";
const override = (bytes: number | string = 2 * gibi) => `total_memory_available_override_value = ${bytes}`;

const ask = (lines: string[], spec: object = {}, settings: object = {}, given: object = {}) =>
  foundInStack(
    policy,
    [
      statefulSet({ containers: [{ ...container, ...given }], volumes }, spec),
      configMap({ "rabbitmq.conf": lines.join("\n") }),
    ],
    settings,
  );
const share = (percent: number, most = 90) =>
  `RabbitMQ blocks publishers at ${percent} % of the memory limit (${file}); above ${most} % the kernel may end it first.`;
const ofNode = (where: string) =>
  `vm_memory_high_watermark ${where} is a share of the node's memory, not of the container's limit, of which RabbitMQ knows nothing.`;

describe("policy rabbitmq-thresholds", () => {
  describe("memory", () => {
    it("is a share of the limit when RabbitMQ is told the limit", async () => {
      assert.deepEqual(await ask([disk, override()]), []);
      assert.deepEqual(await ask([disk, override(), "vm_memory_high_watermark.relative = 0.9"]), []);
      assert.deepEqual(await ask([disk, override(), "vm_memory_high_watermark.relative = 0.91"]), [share(91)]);
    });

    it("is a share of the node's otherwise, whatever is said or not", async () => {
      assert.deepEqual(await ask([disk]), [ofNode("that is not set")]);
      assert.deepEqual(await ask([disk, "vm_memory_high_watermark.relative = 0.4"]), [ofNode(`in ${file}`)]);
    });

    it("may be an amount", async () => {
      assert.deepEqual(await ask([disk, "vm_memory_high_watermark.absolute = 1GiB"]), []);
      assert.deepEqual(await ask([disk, "vm_memory_high_watermark.absolute = 2GB"]), [share(94)]);
    });

    it("counts what RabbitMQ is told, though it is more than the limit", async () => {
      assert.deepEqual(await ask([disk, override("4Gi")]), [share(120)]);
    });

    it("has its limit in the configuration", async () => {
      assert.deepEqual(await ask([disk, override()], {}, { maxWatermarkPercent: 50 }), [share(60, 50)]);
    });

    it("is left to container-resources without a limit", async () => {
      assert.deepEqual(await ask([disk], {}, {}, { resources: { requests: resources.requests } }), []);
    });
  });

  describe("disk", () => {
    it("needs a limit of its own", async () => {
      const missing = "disk_free_limit is not set, so publishers are blocked only when 50 MB are left of the disk.";
      assert.deepEqual(await ask([override()]), [missing]);
    });

    it("is not as good as none", async () => {
      const low = `disk_free_limit in ${file} blocks publishers only when 50000000 are left of the disk.`;
      assert.deepEqual(await ask([override(), "disk_free_limit.absolute = 50MB"]), [low]);
      assert.deepEqual(await ask([override(), "disk_free_limit.absolute = 51MB"]), []);
    });

    it("is below the volume", async () => {
      const small = { volumeClaimTemplates: [{ ...claim, spec: { resources: { requests: { storage: "2Gi" } } } }] };
      const blocked = `disk_free_limit in ${file} is 2Gi, and the volume has 2Gi: publishers are blocked from the start.`;
      assert.deepEqual(await ask([override(), "disk_free_limit.absolute = 2GiB"], small), [blocked]);
      assert.deepEqual(await ask([override(), "disk_free_limit.relative = 1.0"], small), [blocked]);
      assert.deepEqual(await ask([override(), "disk_free_limit.relative = 0.9"], small), []);
    });
  });

  const terms = `{vm_memory_high_watermark, {absolute, "2000MiB"}}, {disk_free_limit, "1MB"}`;
  const lines = ["vm_memory_high_watermark.absolute = 2000MiB", "disk_free_limit.absolute = 1MB"];
  const variables = [
    { name: "RABBITMQ_VM_MEMORY_HIGH_WATERMARK", value: "2000MiB" },
    { name: "RABBITMQ_DISK_FREE_ABSOLUTE_LIMIT", value: "1MB" },
  ];
  for (const [how, stack] of encodings(lines, terms, variables)) {
    it(`finds both in ${how}`, async () => assert.equal((await foundInStack(policy, stack)).length, 2));
  }

  it("finds the arguments of the Erlang VM", async () => {
    const value = "-rabbit vm_memory_high_watermark 0.95 -rabbit total_memory_available_override_value 2147483648";
    const env = [{ name: "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", value }];
    const found = await ask([disk], {}, {}, { env });
    assert.deepEqual(found, [share(95).replace(file, "spec.template.spec.containers[0].env[0].value")]);
  });

  it("judges a broker whose ConfigMap is not there, beside a second container, and no init container", async () => {
    const init = { name: "init", image: "rabbitmq:4.3", command: ["rabbitmqctl", "version"] };
    const pod = { initContainers: [init], containers: [{ name: "logs", image: "fluent-bit" }, container], volumes };
    assert.equal((await foundInStack(policy, [statefulSet(pod)])).length, 2);
    assert.deepEqual(
      await foundInStack(policy, [statefulSet({ containers: [{ name: "db", image: "postgres:17" }] })]),
      [],
    );
  });

  it("fails closed on an unknown file, and on what is no size", async () => {
    const stack = [statefulSet({ volumes }), configMap({ "rabbitmq.conf": unknown.text })];
    const cannot = `${file} is unknown before the deployment, so it cannot be judged.`;
    assert.deepEqual([...new Set(await foundInStack(policy, stack))], [cannot]);
    assert.deepEqual(await ask([override(), "disk_free_limit.absolute = plenty"]), [
      `${file} is not a literal size such as 2GB.`,
    ]);
  });
});
