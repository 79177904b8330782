import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { filesIn, TestProject } from "./support";

type Object = Record<string, Record<string, string>>;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

describe("rendered YAML", () => {
  let project: TestProject;
  before(() => (project = new TestProject()));
  after(() => project.remove());

  const rendered = (stack = "case"): Record<string, string> => filesIn(project.path("rendered", stack));
  const object = (name: string): Object => parse(rendered()[name] ?? "") as Object;

  it("is numbered in apply order, an explicit dependency before its kind, and loses what an earlier plan left", () => {
    project.planWith({ probe: "order" });
    const dir = project.path("rendered/case");
    assert.deepEqual(Object.keys(rendered()), [
      "001-namespace-sample.yaml",
      "002-secret-broker.yaml",
      "003-configmap-broker.yaml",
      "004-statefulset-broker.yaml",
      "005-serviceaccount-late.yaml",
    ]);
    writeFileSync(join(dir, "006-mine.yaml"), "kind: Mine\n");
    writeFileSync(join(dir, "notes.txt"), "mine\n");
    project.planWith({});
    const names = Object.keys(rendered());
    assert.ok(!names.includes("005-serviceaccount-late.yaml"));
    assert.deepEqual(names.slice(-2), ["006-mine.yaml", "notes.txt"]);
  });

  it("is the same to the byte for the same input, and shows which keys a Secret has by values that are no base64", () => {
    const [first, again] = ["first", "again"].map((name) => {
      project.planWith({}, "--out", project.path(name));
      return filesIn(project.path(name));
    });
    assert.deepEqual(again, first);
    const secret = parse(first?.["002-secret-broker.yaml"] ?? "") as Object;
    assert.deepEqual(Object.keys(secret["data"] ?? {}), ["cookie", "password", "uri", "username"]);
    for (const value of Object.values(secret["data"] ?? {})) assert.doesNotMatch(value, base64);
    assert.equal(secret["stringData"], undefined);
  });

  it("hides a value made of a secret that the program calls none, in an object that no API server takes", () => {
    project.planWith({ probe: "unmarked secret" });
    const { metadata } = object("004-statefulset-broker.yaml") as unknown as Record<string, Object>;
    assert.deepEqual(metadata?.["annotations"], { leak: "[redacted]" });
    assert.equal(metadata?.["labels"]?.["incomplete"], "[redacted]");
  });

  it("needs no decrypted value of the stack file", () => {
    const users = [{ name: "shop", password: { secure: "v1:CCCC:DDDD" } }];
    const { code, stdout } = project.planWith({ rotation: { secure: "v1:AAAA:BBBB" }, users });
    assert.equal(code, 0);
    assert.doesNotMatch(JSON.stringify(rendered()) + stdout, /v1:|AAAA|DDDD/);
  });

  describe("with --secrets", () => {
    const file = (): string => project.path("secrets.json");
    const values = (): string[] =>
      Object.values(
        (JSON.parse(readFileSync(file(), "utf8")) as { resources: Record<string, { outputs: object }> }).resources,
      ).flatMap(({ outputs }) => Object.values(outputs) as string[]);

    let first: Record<string, string>;
    before(() => {
      project.planWith({}, "--secrets", file());
      first = rendered();
    });
    const firstSecret = () => parse(first["002-secret-broker.yaml"] ?? "") as Object;

    it("is complete and holds the values of the file", () => {
      const secret = firstSecret();
      const [base64Cookie, , password] = values();
      assert.deepEqual(secret["data"], { cookie: base64Cookie });
      assert.deepEqual(secret["stringData"], {
        password,
        uri: `amqp://admin:${password ?? ""}@broker`,
        username: "admin",
      });
    });

    it("stays the same in the next run", () => {
      project.planWith({}, "--secrets", file());
      assert.deepEqual(rendered(), first);
    });

    it("gets a new password by a new rotation, and no new cookie", () => {
      project.planWith({ rotation: "2" }, "--secrets", file());
      const after = object("002-secret-broker.yaml");
      assert.equal(after["data"]?.["cookie"], firstSecret()["data"]?.["cookie"]);
      assert.notEqual(after["stringData"]?.["password"], firstSecret()["stringData"]?.["password"]);
    });

    it("is for its owner alone", () => {
      const dir = project.path("private");
      project.planWith({}, "--out", dir);
      project.planWith({}, "--out", dir, "--secrets", file());
      const names = Object.keys(filesIn(dir));
      assert.equal(names.length, 4);
      const modes = [dir, file(), ...names.map((name) => join(dir, name))].map((path) => statSync(path).mode & 0o777);
      assert.deepEqual(modes, [0o700, ...modes.slice(1).map(() => 0o600)]);
    });

    it("tells no secret to a reader of text or JSON, even when the program prints it", () => {
      for (const args of [[], ["--json"]]) {
        const { stdout, stderr } = project.planWith(
          { probe: "unmarked secret", warn: true },
          "--secrets",
          file(),
          ...args,
        );
        const secrets = values();
        assert.equal(secrets.length, 3);
        for (const value of secrets) assert.ok(!(stdout + stderr).includes(value));
      }
    });

    it("is not written when a mandatory policy is violated", () => {
      const args = ["--secrets", project.path("none.json"), "--out", project.path("none")];
      const { code, stdout } = project.planWith({ replicas: 2 }, ...args);
      assert.equal(code, 1);
      assert.match(
        stdout,
        /Written\n {2}nothing: a set with secrets is written only when no mandatory policy is violated\n/,
      );
      assert.deepEqual([existsSync(project.path("none.json")), existsSync(project.path("none"))], [false, false]);
    });

    it("is refused for a stack with encrypted values", () => {
      const { code, stdout } = project.planWith({ key: { secure: "v1:A:B" } }, "--secrets", file());
      assert.equal(code, 1);
      assert.match(stdout, /nothing: only `pulumi up` can decrypt the stack's sample:key\n/);
    });

    it("leaves a file alone that it did not write", () => {
      project.write("other.json", "precious");
      const { code } = project.planWith({}, "--secrets", project.path("other.json"));
      assert.equal(code, 1);
      assert.equal(readFileSync(project.path("other.json"), "utf8"), "precious");
    });

    it("gives no value to the rendering without it", () => {
      project.planWith({});
      for (const value of values()) assert.ok(!JSON.stringify(rendered()).includes(value));
    });
  });
});
