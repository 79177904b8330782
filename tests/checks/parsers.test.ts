import assert from "node:assert/strict";
import fc from "fast-check";
import { Field } from "../../checks/field";
import { isBefore, parseImage, parseVersion } from "../../checks/image";
import { settingsOf } from "../../checks/kafka/environment";
import { parseOverrides, parseProperties } from "../../checks/kafka/properties";
import { parseConf } from "../../checks/rabbitmq/conf";
import { parseDefinitions } from "../../checks/rabbitmq/definitions";

const key = fc.stringMatching(/^[a-z][a-z0-9._]{0,20}$/);
const value = fc.stringMatching(/^[a-zA-Z0-9./:_-]{0,20}$/);

describe("rabbitmq.conf", () => {
  it("has a key and a value in a line, with space around both", () => {
    assert.deepEqual(
      [...parseConf("a.b=1\n  c.d   =  two words  \r\n")],
      [
        ["a.b", "1"],
        ["c.d", "two words"],
      ],
    );
  });

  it("has comments, also behind a value", () => {
    assert.deepEqual([...parseConf("# a = 1\n## b = 2\nc = 3 # why\n\n")], [["c", "3"]]);
  });

  it("takes quotes off, keeps an equals sign in a value, and the last of two", () => {
    assert.deepEqual(
      [...parseConf("a = 'x y'\nb = c=d\na = 2")],
      [
        ["a", "2"],
        ["b", "c=d"],
      ],
    );
  });

  it("reads whatever is written in its format", () => {
    fc.assert(
      fc.property(fc.dictionary(key, value), (settings) => {
        const text = Object.entries(settings)
          .map(([name, content]) => `${name} = ${content}\n`)
          .join("");
        assert.deepEqual(Object.fromEntries(parseConf(text)), { ...settings });
      }),
    );
  });
});

describe("definitions", () => {
  const at = (text: unknown) => parseDefinitions(new Field({ data: { "d.json": text } }).get("data", "d.json"));

  it("keep the place of the file in their paths", () => {
    assert.equal(at('{"queues":[{"name":"a"}]}').get("queues").items()[0]?.path, 'data["d.json"].queues[0]');
  });

  it("are empty when the file is absent", () => assert.deepEqual(at(undefined).get("queues").items(), []));

  it("are refused without a word of the text when they are no JSON", () => {
    assert.throws(() => at('{"password": hunter2}'), {
      path: 'data["d.json"]',
      expected: "valid JSON",
      message: /^(?!.*hunter2)/,
    });
  });
});

describe("server.properties", () => {
  it("has a key and a value with an equals sign, a colon or a space between", () => {
    assert.deepEqual(
      [...parseProperties("a.b=1\nc: 2\nd 3\n e = f=g ")],
      [
        ["a.b", "1"],
        ["c", "2"],
        ["d", "3"],
        ["e", "f=g"],
      ],
    );
  });

  it("has comments of two kinds and lines that go on", () => {
    assert.deepEqual([...parseProperties("#a=1\n! b=2\nc=d,\\\n   e\n")], [["c", "d,e"]]);
  });

  it("reads whatever is written in its format", () => {
    fc.assert(
      fc.property(fc.dictionary(key, value), (settings) => {
        const text = Object.entries(settings)
          .map(([name, content]) => `${name}=${content}\n`)
          .join("");
        assert.deepEqual(Object.fromEntries(parseProperties(text)), { ...settings });
      }),
    );
  });

  it("has overrides on the command line", () => {
    const command = 'exec start.sh a.properties --override a.b=1 --override "c.d=2" --other e=3';
    assert.deepEqual(
      [...parseOverrides(command)],
      [
        ["a.b", "1"],
        ["c.d", "2"],
      ],
    );
  });
});

describe("Kafka's environment", () => {
  it("spells a dot _, an underscore __ and a dash ___", () => {
    const names = ["KAFKA_MIN_INSYNC_REPLICAS", "KAFKA_CFG_LOG_DIRS", "KAFKA_A__B_C___D", "PATH"];
    const variables = names.map((name) => ({ name, field: new Field("1") }));
    const keys = (prefix: "KAFKA_" | "KAFKA_CFG_") => settingsOf(variables, prefix).map(({ key }) => key);
    assert.deepEqual(keys("KAFKA_"), ["min.insync.replicas", "cfg.log.dirs", "a_b.c-d"]);
    assert.deepEqual(keys("KAFKA_CFG_"), ["log.dirs"]);
  });
});

describe("an image's version", () => {
  it("is what the tag begins with", () => {
    const tags = ["4.3.1-management", "v2.8", "4", "4-management", "3.9.3-debian-12-r0", "4.3_1"];
    assert.deepEqual(tags.map(parseVersion), [
      { major: 4, minor: 3 },
      { major: 2, minor: 8 },
      { major: 4 },
      { major: 4 },
      { major: 3, minor: 9 },
      { major: 4, minor: 3 },
    ]);
    assert.deepEqual(["latest", "management", "", "2024abc", "x4.3"].map(parseVersion), Array(5).fill(undefined));
  });

  it("is not confused by a registry's port or a digest", () => {
    assert.deepEqual(parseImage("host:5000/a/b:1.2@sha256:00"), { name: "b", version: { major: 1, minor: 2 } });
    assert.deepEqual(parseImage("host:5000/a/b"), { name: "b" });
  });

  it("is before another by major, then by minor; a floating one never", () => {
    const before = (text: string) => isBefore(parseVersion(text), 4, 3);
    assert.deepEqual(["3.13", "4.2", "4.3", "5.0", "4", "3", "latest"].map(before), [
      true,
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
  });
});
