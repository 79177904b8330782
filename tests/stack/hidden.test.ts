import assert from "node:assert/strict";
import { kafkaSettings } from "../../components/kafka/schema";
import { rules as kafkaRules } from "../../components/kafka/rules";
import { parse } from "../../components/parse";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";
import { rules as rabbitMQRules } from "../../components/rabbitmq/rules";

const secret = "tr0ub4dor-and-3";

/** What somebody writes who does not know where passwords go. */
const misplaced = {
  rabbitmq: [
    { users: [{ name: "shop", password: secret }] },
    { erlangCookie: secret },
    { erlangArguments: ["-setcookie", secret] },
    { erlangArguments: `-setcookie ${secret}\n` },
    { config: { default_pass: secret } },
    { config: { "auth_ldap.dn_lookup_bind.password": secret } },
    { advancedConfig: { password: secret } },
  ],
  kafka: [
    { users: [{ name: "shop", password: secret }] },
    { config: { "ssl.keystore.pasword": "x", "my.password": secret } },
    { config: { "sasl.jaas.confg": `o.a.k.PlainLoginModule required username="a" password="${secret}";` } },
    { tls: { key: `-----BEGIN PRIVATE KEY-----\n${secret}\n` } },
  ],
};

function said(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return assert.fail("accepted");
}

describe("a secret in the wrong place", () => {
  for (const settings of misplaced.rabbitmq) {
    it(`is not told by the refusal of RabbitMQ's ${JSON.stringify(settings).replaceAll(secret, "…")}`, () => {
      const text = said(() => parse("mq", rabbitMQSettings, settings, rabbitMQRules("mq", "messaging")));
      assert.ok(!text.includes(secret), text);
    });
  }

  for (const settings of misplaced.kafka) {
    it(`is not told by the refusal of Kafka's ${JSON.stringify(settings).replaceAll(secret, "…")}`, () => {
      const text = said(() => parse("kafka", kafkaSettings, settings, kafkaRules("kafka", "messaging")));
      assert.ok(!text.includes(secret), text);
    });
  }

  it("is named by its path, and what is none is still told", () => {
    const settings = { users: [{ name: "shop", password: secret, rotation: -1 }] };
    const text = said(() => parse("kafka", kafkaSettings, settings));
    assert.match(text, /^ {2}users\[0\]\.password: "\[hidden\]"$/m);
    assert.match(text, /^ {2}users\[0\]\.rotation: -1$/m);
  });
});
