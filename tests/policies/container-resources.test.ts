import assert from "node:assert/strict";
import { container, resources, statefulSet, workload } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const policy = "container-resources";
const path = "spec.template.spec.containers[0].resources";
const ask = (given: object, settings: object = {}) =>
  found(policy, statefulSet({ containers: [{ ...container, resources: given }] }), settings);
const quantity = (bound: "requests" | "limits", resource: "cpu" | "memory", value: unknown) =>
  ask({ ...resources, [bound]: { ...resources[bound], [resource]: value } });

describe("policy container-resources", () => {
  it("accepts requests and limits of CPU and memory", async () => assert.deepEqual(await ask(resources), []));

  it("accepts quantities that are written as numbers", async () => {
    assert.deepEqual(await ask({ requests: { cpu: 1, memory: 4194304 }, limits: { cpu: 1, memory: 4194304 } }), []);
  });

  it("names all that a container lacks at once", async () => {
    assert.deepEqual(await ask({}), [`${path} has no requests.cpu, limits.cpu, requests.memory, limits.memory.`]);
  });

  it("refuses a container without resources", async () => {
    const bare = statefulSet({ containers: [{ name: "a", image: "a" }] });
    assert.deepEqual(await found(policy, bare), [
      `${path} has no requests.cpu, limits.cpu, requests.memory, limits.memory.`,
    ]);
  });

  for (const [bound, resource] of [
    ["requests", "cpu"],
    ["limits", "cpu"],
    ["requests", "memory"],
    ["limits", "memory"],
  ] as const) {
    it(`refuses a container without ${bound}.${resource}`, async () => {
      assert.deepEqual(await quantity(bound, resource, undefined), [`${path} has no ${bound}.${resource}.`]);
    });
  }

  it("does not ask for a CPU limit where it is optional, but for the other three", async () => {
    const missing = await ask({}, { cpuLimit: "optional" });
    assert.deepEqual(missing, [`${path} has no requests.cpu, requests.memory, limits.memory.`]);
  });

  const insane: [string, "cpu" | "memory", unknown, string][] = [
    ["512m of memory, which is half a byte", "memory", "512m", "is in fractions of a byte"],
    ["512 of memory, which is bytes", "memory", "512", "is 512 bytes"],
    ["a byte less than 4Mi", "memory", "4194303", "is 4194303 bytes"],
    ["no memory", "memory", "0", "is not above zero"],
    ["a negative amount", "memory", "-1Gi", "is not above zero"],
    ["a word", "memory", "plenty", "is not a quantity"],
    ["an unknown suffix", "memory", "2GB", "is not a quantity"],
    ["no CPU", "cpu", 0, "is not above zero"],
  ];
  for (const [what, resource, value, message] of insane) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await quantity("requests", resource, value), [`${path}.requests.${resource} ${message}.`]);
    });
  }

  it("refuses 257 cores, which is a forgotten m", async () => {
    assert.deepEqual(await quantity("limits", "cpu", "257"), [`${path}.limits.cpu is 257 cores.`]);
  });

  it("accepts 4Mi and 256 cores, the bounds of what is sane", async () => {
    assert.deepEqual(await ask({ requests: { cpu: "1m", memory: "4Mi" }, limits: { cpu: "256", memory: "4Mi" } }), []);
  });

  it("refuses a request above the limit", async () => {
    assert.deepEqual(await quantity("requests", "memory", "2049Mi"), [
      `${path}.requests.memory is above the limit, which the API server refuses.`,
    ]);
  });

  it("judges init containers", async () => {
    const initContainers = [{ name: "cookie", image: "rabbitmq:4.3", resources: { ...resources, limits: {} } }];
    assert.deepEqual(await found(policy, statefulSet({ initContainers })), [
      "spec.template.spec.initContainers[0].resources has no limits.cpu, limits.memory.",
    ]);
  });

  it("judges each of two containers by itself", async () => {
    const containers = [container, { name: "sidecar", image: "exporter", resources: { requests: resources.requests } }];
    assert.deepEqual(await found(policy, statefulSet({ containers })), [
      "spec.template.spec.containers[1].resources has no limits.cpu, limits.memory.",
    ]);
  });

  it("fails closed on an unknown quantity, and still names what else is wrong", async () => {
    assert.deepEqual(await ask({ requests: { cpu: "1", memory: unknown.text }, limits: { memory: "2Gi" } }), [
      `${path} has no limits.cpu.`,
      `${path}.requests.memory is unknown before the deployment, so it cannot be judged.`,
    ]);
  });

  it("says once that the whole of a container's resources is unknown", async () => {
    const containers = [{ ...container, resources: unknown.map }];
    assert.deepEqual(await found(policy, statefulSet({ containers })), [
      `${path} is unknown before the deployment, so it cannot be judged.`,
    ]);
  });

  it("fails closed on an unknown list of containers", async () => {
    assert.deepEqual(await found(policy, statefulSet({ containers: unknown.list })), [
      "spec.template.spec.containers is unknown before the deployment, so it cannot be judged.",
    ]);
  });

  it("says where a value has another type than the API's", async () => {
    assert.deepEqual(await quantity("requests", "cpu", { cores: 1 }), [
      `${path}.requests.cpu is not a string or a number.`,
    ]);
  });

  for (const kind of ["Deployment", "DaemonSet", "ReplicaSet", "Job"]) {
    it(`judges a ${kind}`, async () => {
      const containers = [{ name: "a", image: "a", resources: {} }];
      assert.equal((await found(policy, workload(kind, { containers }))).length, 1);
    });
  }

  it("judges the pods of a CronJob", async () => {
    const template = { spec: { containers: [{ name: "a", image: "a" }] } };
    const cronJob = { type: "kubernetes:batch/v1:CronJob", props: { spec: { jobTemplate: { spec: { template } } } } };
    assert.deepEqual(await found(policy, cronJob), [
      "spec.jobTemplate.spec.template.spec.containers[0].resources has no requests.cpu, limits.cpu, requests.memory, limits.memory.",
    ]);
  });

  it("judges a Pod", async () => {
    const pod = { type: "kubernetes:core/v1:Pod", props: { spec: { containers: [{ name: "a", image: "a" }] } } };
    assert.equal((await found(policy, pod)).length, 1);
  });

  it("judges the resources of our own component when they are given", async () => {
    const type = "messaging:index:RabbitMQCluster";
    assert.deepEqual(await found(policy, { type, props: { resources: { requests: resources.requests } } }), [
      "resources has no limits.cpu, limits.memory.",
    ]);
    assert.deepEqual(await found(policy, { type, props: {} }), []);
  });
});
