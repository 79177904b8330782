import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { found } from "./questions";

/** Pods of Kubernetes' own tests of its admission, in Go's module cache: `go mod download k8s.io/pod-security-admission@v0.36.3`. */
const modules = process.env["GOMODCACHE"] ?? join(homedir(), "go/pkg/mod");
const pods = join(modules, "k8s.io/pod-security-admission@v0.36.3/test/testdata");
const version = "v1.35"; // The newest there: 1.36 changed no control.

function folder(...path: string[]): [name: string, pod: object][] {
  const directory = join(pods, ...path);
  return readdirSync(directory).map((file) => [file, parse(readFileSync(join(directory, file), "utf8")) as object]);
}

const verdict = async (pod: object) =>
  (await found("pod-security", { type: "kubernetes:core/v1:Pod", props: pod })).length === 0 ? "pass" : "fail";

describe("policy pod-security beside Kubernetes' own admission", () => {
  before(function () {
    if (!existsSync(pods)) this.skip();
  });

  for (const expected of ["pass", "fail"]) {
    it(`gives every pod for which restricted says ${expected} the same verdict`, async () => {
      const given = folder("restricted", version, expected);
      assert.ok(given.length > 20);
      const other: string[] = [];
      for (const [name, pod] of given) if ((await verdict(pod)) !== expected) other.push(name);
      assert.deepEqual(other, []);
    });
  }

  it("refuses what even the baseline refuses", async () => {
    const passed: string[] = [];
    for (const [name, pod] of folder("baseline", version, "fail"))
      if ((await verdict(pod)) === "pass") passed.push(name);
    assert.deepEqual(passed, []);
  });
});
