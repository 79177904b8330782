import assert from "node:assert/strict";
import { container, securityContext, statefulSet, workload } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const policy = "read-only-root";
const path = (place: string) => `spec.template.spec.${place}.securityContext.readOnlyRootFilesystem`;
const writable = (place: string) =>
  `${path(place)} is not true, so what breaks into the container can put its tools there.`;
const ask = (readOnlyRootFilesystem: unknown) => {
  const given = { ...container, securityContext: { ...securityContext, readOnlyRootFilesystem } };
  return found(policy, statefulSet({ containers: [given] }));
};

describe("policy read-only-root", () => {
  it("accepts a read-only root", async () => assert.deepEqual(await ask(true), []));

  it("refuses a writable root, said or not", async () => {
    assert.deepEqual(await ask(false), [writable("containers[0]")]);
    assert.deepEqual(await ask(undefined), [writable("containers[0]")]);
  });

  it("judges init containers and each of two containers, of any workload", async () => {
    const bad = { name: "a", image: "a" };
    const spec = { containers: [container, bad], initContainers: [bad] };
    const expected = [writable("containers[1]"), writable("initContainers[0]")];
    assert.deepEqual(await found(policy, workload("Deployment", spec)), expected);
  });

  it("leaves pods for Windows alone", async () => {
    const spec = { os: { name: "windows" }, containers: [{ name: "a", image: "a" }] };
    assert.deepEqual(await found(policy, workload("Deployment", spec)), []);
  });

  it("fails closed on an unknown value", async () => {
    const cannot = `${path("containers[0]")} is unknown before the deployment, so it cannot be judged.`;
    assert.deepEqual(await ask(unknown.text), [cannot]);
  });
});
