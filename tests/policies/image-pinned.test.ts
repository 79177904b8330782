import assert from "node:assert/strict";
import { container, statefulSet, workload } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const policy = "image-pinned";
const path = "spec.template.spec.containers[0].image";
const digest = `@sha256:${"0123456789abcdef".repeat(4)}`;
const ask = (image: unknown, settings: object = {}) =>
  found(policy, statefulSet({ containers: [{ ...container, image }] }), settings);
const latest = `${path} is tagged latest, so a restarted pod may run another version than its peers.`;
const none = `${path} has no tag, so a restarted pod may run another version than its peers.`;
const floating = `${path} has no digest, so what runs tomorrow may not be what was tested today.`;

describe("policy image-pinned", () => {
  for (const image of [
    "rabbitmq:4.3-management",
    "registry:5000/team/rabbitmq:4",
    `rabbitmq${digest}`,
    `a:latest${digest}`,
  ]) {
    it(`accepts ${image.slice(0, 40)}`, async () => assert.deepEqual(await ask(image), []));
  }

  for (const [image, message] of [
    ["rabbitmq", none],
    ["registry:5000/rabbitmq", none],
    ["rabbitmq:", none],
    ["rabbitmq@sha256:0123", none],
    ["rabbitmq:latest", latest],
  ] as const) {
    it(`refuses ${image}`, async () => assert.deepEqual(await ask(image), [message]));
  }

  it("asks for a digest where it is required", async () => {
    assert.deepEqual(await ask("rabbitmq:4.3", { digest: "required" }), [floating]);
    assert.deepEqual(await ask(`rabbitmq:4.3${digest}`, { digest: "required" }), []);
  });

  it("takes images of the registries that are allowed, if any are named", async () => {
    const registries = "docker.io,registry.example:5000";
    const foreign = `${path} is of a registry that is not among those allowed (docker.io, registry.example:5000).`;
    for (const image of ["rabbitmq:4.3", "bitnami/rabbitmq:4", "docker.io/rabbitmq:4", "registry.example:5000/mq:4"]) {
      assert.deepEqual(await ask(image, { registries }), []);
    }
    for (const image of ["ghcr.io/a/rabbitmq:4", "registry.example/mq:4", "localhost/rabbitmq:4"]) {
      assert.deepEqual(await ask(image, { registries }), [foreign]);
    }
  });

  it("judges init containers and each of two containers, of any workload", async () => {
    const bad = { name: "a", image: "a" };
    const spec = { containers: [container, bad], initContainers: [bad] };
    const places = ["containers[1]", "initContainers[0]"].map((place) => none.replace("containers[0]", place));
    assert.deepEqual(await found(policy, workload("Deployment", spec)), places);
    assert.deepEqual(await found(policy, workload("Job", spec)), places);
  });

  it("fails closed on an unknown image", async () => {
    assert.deepEqual(await ask(unknown.text), [`${path} is unknown before the deployment, so it cannot be judged.`]);
  });

  it("leaves a container without an image to the API server", async () => assert.deepEqual(await ask(undefined), []));
});
