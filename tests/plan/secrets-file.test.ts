import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeholderValues, SecretsFile } from "../../plan/secrets-file";

const password = "random:index/randomPassword:RandomPassword";
const inputs = { length: 20, special: false };

describe("secrets file", () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "secrets-"));
    file = join(dir, "deep/secrets.json");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const made = async (urn: string, from: Record<string, unknown> = inputs): Promise<unknown> => {
    const secrets = new SecretsFile(file);
    const { outputs } = await secrets.get(urn, password, from);
    secrets.save();
    return outputs["result"];
  };

  it("keeps a value for its resource", async () => {
    assert.equal(await made("urn:a"), await made("urn:a"));
  });

  it("gives every resource its own value", async () => {
    assert.notEqual(await made("urn:a"), await made("urn:b"));
  });

  it("makes one new when its keepers change, and only that one", async () => {
    const [a, b] = [await made("urn:a"), await made("urn:b")];
    assert.notEqual(await made("urn:a", { ...inputs, keepers: { rotation: "2" } }), a);
    assert.equal(await made("urn:b"), b);
  });

  it("is for its owner alone, even if it was not", async () => {
    await made("urn:a");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    chmodSync(file, 0o644);
    await made("urn:a");
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("is written whole: nothing else is left in its folder", async () => {
    await made("urn:a");
    assert.deepEqual(readdirSync(join(dir, "deep")), ["secrets.json"]);
  });

  it("does not exist before it is saved", async () => {
    await new SecretsFile(file).get("urn:a", password, inputs);
    assert.deepEqual(readdirSync(dir), []);
  });

  for (const content of ["", "{", "[]", "null", '{"version":2,"resources":{}}', '{"version":1,"resources":null}']) {
    it(`leaves a file alone that is none of its own: ${content || "empty"}`, () => {
      const other = join(dir, "other.json");
      writeFileSync(other, content);
      assert.throws(() => new SecretsFile(other), {
        message: `--secrets ${other} is no file of generated secrets; name another one, it is left as it is`,
      });
      assert.equal(readFileSync(other, "utf8"), content);
    });
  }

  it("says that it cannot be read", () => {
    assert.throws(() => new SecretsFile(dir), { message: new RegExp(`^--secrets ${dir} cannot be read: EISDIR`) });
  });

  it("says that it cannot be written", async () => {
    const secrets = new SecretsFile(join("/dev/null", "secrets.json"));
    await secrets.get("urn:a", password, inputs);
    assert.throws(() => secrets.save(), { message: /^--secrets \/dev\/null\/secrets.json cannot be written: / });
  });

  it("takes its values out of a text", async () => {
    const secrets = new SecretsFile(file);
    const value = String((await secrets.get("urn:a", password, inputs)).outputs["result"]);
    assert.equal(secrets.hide(`a ${value} b ${value}`), "a [secret] b [secret]");
  });
});

describe("placeholder values", () => {
  it("are the same in every run and differ from resource to resource", async () => {
    const of = async (urn: string): Promise<unknown> =>
      (await placeholderValues.get(urn, password, inputs)).outputs["result"];
    assert.equal(await of("urn:a"), await of("urn:a"));
    assert.notEqual(await of("urn:a"), await of("urn:b"));
  });
});
