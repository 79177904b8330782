import assert from "node:assert/strict";
import { container, statefulSet } from "./fixtures";
import { at } from "./kafka";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const pod = "spec.template.spec";
const canary = "xk29vbQ77pLmT4rWz1Yd";
const ask = (stack: Resource[], settings: object = {}) => foundInStack("broker-secrets", stack, settings);
const env = (...list: object[]) => [statefulSet({ containers: [{ ...container, env: list }] })];
const plain = (path: string) => `${path} has an Erlang cookie in plain text, for everybody who may read the object.`;
const secret = (name: string, stringData: object | string) => ({
  type: "kubernetes:core/v1:Secret",
  props: { metadata: { name, namespace: "messaging" }, stringData },
});

describe("policy broker-secrets, the Erlang cookie", () => {
  const name = "RABBITMQ_ERLANG_COOKIE";
  const short = (path: string) =>
    `The Erlang cookie in ${path} has 8 of at least 20 characters: it can be guessed, and gives command of the node.`;

  it("is refused as a literal, and when it is short", async () => {
    const path = `${at}.env[0].value`;
    assert.deepEqual(await ask(env({ name, value: canary })), [plain(path)]);
    assert.deepEqual(await ask(env({ name, value: "mycookie" })), [plain(path), short(path)]);
  });

  for (const variable of [name, "RABBITMQ_ERL_COOKIE"]) {
    it(`is refused as ${variable} from a Secret, unless that is configured`, async () => {
      const reference = { name: variable, valueFrom: { secretKeyRef: { name: "a", key: "b" } } };
      const message = `${at}.env[0] gives the Erlang cookie by a variable, which every command in the container can read.`;
      assert.deepEqual(await ask(env(reference)), [message]);
      assert.deepEqual(await ask(env(reference), { cookieInEnvironment: "accepted" }), []);
    });
  }

  const file = (volume: object) => [
    statefulSet({ volumes: [{ name: "erlang-cookie", secret: { secretName: "mq", ...volume } }] }),
  ];
  it("is a file that others cannot read", async () => {
    const message = `${pod}.volumes[0].secret gives the Erlang cookie to every user of the container.`;
    assert.deepEqual(await ask(file({ defaultMode: 0o440 })), []);
    assert.deepEqual(await ask(file({ defaultMode: 0o400 })), []);
    assert.deepEqual(await ask(file({ defaultMode: 0o444 })), [message]);
    assert.deepEqual(await ask(file({})), [message]);
    assert.deepEqual(await ask(file({ items: [{ key: "cookie", path: "c", mode: 0o400 }] })), []);
  });

  it("is long enough where its Secret can be seen, and is not asked for where it cannot", async () => {
    const [broker] = file({ defaultMode: 0o400 });
    const see = (stringData: object | string) => ask([broker, secret("mq", stringData)] as Resource[]);
    assert.deepEqual(await see({ cookie: "x".repeat(20) }), []);
    assert.deepEqual(await see({ cookie: "x".repeat(8) }), [short("Secret/mq.stringData.cookie")]);
    assert.deepEqual(await see({ cookie: unknown.text }), []);
    assert.deepEqual(await see(unknown.map), []);
    assert.deepEqual(await ask([broker] as Resource[]), []);
  });
});
