import assert from "node:assert/strict";
import { checkKey, typeOf } from "../../components/kafka/keys";
import { accepts, describe as inWords } from "../../components/kafka/key-values";
import { files } from "../../components/kafka/files";
import { parseProperties } from "../../checks/kafka/properties";
import { context, onZooKeeper, separate } from "./support";

describe("keys of Kafka", () => {
  it("are known of each version for all that the component sets", () => {
    for (const settings of [{}, separate, { version: "3.9" }, onZooKeeper]) {
      const { roles, settings: whole } = context(settings);
      for (const role of roles) {
        const set = parseProperties(files(whole, role, roles)["server.properties"] ?? "");
        const unknown = [...set].filter(([key, value]) => checkKey(whole.version, "broker", key, value) !== undefined);
        assert.deepEqual(unknown, [], `${whole.version} ${role.name}`);
      }
    }
  });

  it("differ by version", () => {
    assert.equal(typeOf("4.3", "broker", "zookeeper.connect"), undefined);
    assert.equal(typeOf("3.9", "broker", "zookeeper.connect"), "<text>");
    assert.equal(typeOf("3.9", "topic", "segment.bytes"), "<integer 14..2147483647>");
    assert.equal(typeOf("4.3", "topic", "segment.bytes"), "<integer 1048576..2147483647>");
  });

  it("may be those of one listener", () => {
    assert.equal(checkKey("4.3", "broker", "listener.name.client.ssl.client.auth", "required"), undefined);
    assert.equal(checkKey("4.3", "broker", "listener.name.client.scram-sha-512.sasl.jaas.config", "x"), undefined);
    assert.equal(checkKey("4.3", "broker", "listener.name.client.nothing", "x")?.remedy, "remove it");
  });

  it("are not what every object has", () => {
    assert.equal(checkKey("4.3", "broker", "constructor", "x")?.allowed, "keys of brokers of Kafka 4.3");
  });
});

describe("values of Kafka's keys", () => {
  it("are whole numbers and numbers within their limits", () => {
    const takes = (type: string, ...values: string[]) => values.map((value) => accepts(type, value));
    assert.deepEqual(takes("<integer 1..9>|-1", "1", "9", "-1", "0", "10", "1.5", ""), [
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    assert.deepEqual(takes("<number 0.5..1.0>", "0.5", ".75", "1", "0.4", "1.1", "half"), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("are lists of words, or of anything", () => {
    assert.equal(accepts("<list of compact|delete>", "compact, delete"), true);
    assert.equal(accepts("<list of compact|delete>", "compact,drop"), false);
    assert.equal(accepts("<list>", "a,b"), true);
  });

  it("are told in words", () => {
    assert.equal(inWords("<integer 1..9>|-1"), "an integer from 1 to 9 or -1");
    assert.equal(inWords("<number 0..1>"), "a number from 0 to 1");
    assert.equal(inWords("a|b|c"), "a, b or c");
    assert.equal(inWords("<list of compact|delete>"), "a list of compact, delete");
  });
});
