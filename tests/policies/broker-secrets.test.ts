import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes, workload } from "./fixtures";
import { at } from "./kafka";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "broker-secrets";
const pod = "spec.template.spec";
const canary = "xk29vbQ77pLmT4rWz1Yd";
const ask = (stack: Resource[], settings: object = {}) => foundInStack(policy, stack, settings);
const env = (...list: object[]) => [statefulSet({ containers: [{ ...container, env: list }] })];
const command = (...words: string[]) => [statefulSet({ containers: [{ ...container, command: words }] })];
const mounted = (name: string, text: string) => [statefulSet({ volumes }), configMap({ [name]: text })];
const plain = (path: string, what = "a password") =>
  `${path} has ${what} in plain text, for everybody who may read the object.`;
const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE";
const jaas = `org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="${canary}";`;

describe("policy broker-secrets", () => {
  it("accepts secrets that are somewhere else", async () => {
    const reference = { name: "RABBITMQ_DEFAULT_PASS", valueFrom: { secretKeyRef: { name: "a", key: "b" } } };
    const values = {
      RABBITMQ_PASSWORD_FILE: "/run/p",
      KAFKA_X_PASSWORD: "${file:/a:b}",
      DB_PASS: "$(OTHER)",
      ALLOW_EMPTY_PASSWORD: "yes",
    };
    const list = Object.entries(values).map(([name, value]) => ({ name, value }));
    assert.deepEqual(await ask(env(reference, ...list)), []);
  });

  for (const name of [
    "RABBITMQ_DEFAULT_PASS",
    "RABBITMQ_PASSWORD",
    "KAFKA_SSL_KEYSTORE_PASSWORD",
    "ZOO_CLIENT_PASSWORD",
    "API_TOKEN",
    "CLIENT_SECRET",
  ]) {
    it(`refuses a literal ${name}`, async () => {
      assert.deepEqual(await ask(env({ name, value: canary })), [plain(`${at}.env[0].value`)]);
    });
  }

  const variables: [what: string, name: string, value: string, kind?: string][] = [
    ["a JAAS configuration", "KAFKA_SASL_JAAS_CONFIG", jaas],
    ["an address with a password", "UPSTREAM", `amqps://shop:${canary}@rabbitmq:5671/orders`],
    ["a private key", "TLS", key, "a private key"],
    [
      "a cookie among the arguments of the Erlang VM",
      "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
      `-setcookie ${canary}`,
      "an Erlang cookie",
    ],
  ];
  for (const [what, name, value, kind] of variables) {
    it(`finds ${what} in a variable`, async () => {
      assert.deepEqual(await ask(env({ name, value })), [plain(`${at}.env[0].value`, kind)]);
    });
  }

  it("accepts a JAAS configuration whose password is somewhere else", async () => {
    assert.deepEqual(
      await ask(env({ name: "KAFKA_SASL_JAAS_CONFIG", value: jaas.replace(canary, "${env:PASSWORD}") })),
      [],
    );
  });

  const commands: [what: string, words: string[], path: string, kind?: string][] = [
    ["an option", ["rabbitmqadmin", `--password=${canary}`], "command[1]"],
    ["an option of two words", ["rabbitmqadmin", "--password", canary], "command[2]"],
    ["a user that a script makes", ["sh", "-c", `rabbitmqctl add_user shop ${canary}`], "command[2]"],
    [
      "SCRAM credentials",
      ["sh", "-c", `kafka-configs.sh --add-config 'SCRAM-SHA-512=[password=${canary}]'`],
      "command[2]",
    ],
    ["a variable that a script sets", ["sh", "-c", `export ZOO_PASSWORD="${canary}"\nrun`], "command[2]"],
    ["a file that a script writes", ["sh", "-c", `cat > a <<E\nssl.key.password=${canary}\nE`], "command[2]"],
    [
      "a cookie that a script writes",
      ["sh", "-c", `echo '${canary}' > /var/lib/rabbitmq/.erlang.cookie`],
      "command[2]",
      "an Erlang cookie",
    ],
    ["a cookie's flag", ["rabbitmq-server", "-setcookie", canary], "command[2]", "an Erlang cookie"],
  ];
  for (const [what, words, path, kind] of commands) {
    it(`finds ${what} in a command`, async () =>
      assert.deepEqual(await ask(command(...words)), [plain(`${at}.${path}`, kind)]));
  }

  const files: [name: string, text: string, kind?: string][] = [
    ["rabbitmq.conf", `default_pass = ${canary}`],
    ["advanced.config", `[{rabbit, [{default_pass, <<"${canary}">>}]}].`],
    ["definitions.json", `{"users":[{"name":"a","password":"${canary}","tags":[]}]}`],
    ["server.properties", `ssl.keystore.password=${canary}`],
    ["jaas.conf", `Server { x.DigestLoginModule required\n  user_super="${canary}"; };`],
    ["tls.key", key, "a private key"],
    ["password", canary],
    [".erlang.cookie", canary, "an Erlang cookie"],
  ];
  for (const [name, text, kind] of files) {
    it(`finds a secret in ${name} of a ConfigMap that a broker mounts`, async () => {
      const path = name === "password" ? "data.password" : `data["${name}"]`;
      assert.deepEqual(await ask(mounted(name, text)), [plain(path, kind)]);
    });
  }

  it("accepts files without a secret, such as hashes and places of passwords", async () => {
    const definitions = {
      users: [{ name: "a", password_hash: canary, hashing_algorithm: "rabbit_password_hashing_sha256" }],
    };
    const texts = {
      "rabbitmq.conf": "ssl_options.password = $(PASSWORD)\ncredentials_obfuscation = x\n# default_pass = later",
      "definitions.json": JSON.stringify(definitions),
      "zoo.cfg": "ssl.keyStore.passwordPath=/run/secrets/password",
      "server.properties": "ssl.key.password=${file:/run/a:b}",
    };
    assert.deepEqual(await ask([statefulSet({ volumes }), configMap(texts)]), []);
  });

  it("judges a ConfigMap alone by the files that only a broker reads, and leaves others alone", async () => {
    assert.equal((await ask([configMap({ "rabbitmq.conf": `default_pass = ${canary}` })])).length, 1);
    assert.deepEqual(await ask([configMap({ "app.yaml": `password: ${canary}` })]), []);
  });

  it("finds a variable that a ConfigMap gives", async () => {
    const from = [{ configMapRef: { name: "rabbitmq-config" } }];
    const stack = [
      statefulSet({ containers: [{ ...container, envFrom: from }] }),
      configMap({ RABBITMQ_DEFAULT_PASS: canary }),
    ];
    assert.deepEqual(await ask(stack), [plain("ConfigMap/rabbitmq-config.data.RABBITMQ_DEFAULT_PASS")]);
  });

  it("looks into init containers, second containers, and Jobs with a broker's image", async () => {
    const other = { name: "other", image: "busybox", env: [{ name: "PASSWORD", value: canary }] };
    const two = statefulSet({ containers: [container, other], initContainers: [other] });
    assert.deepEqual(await ask([two]), [
      plain(`${pod}.containers[1].env[0].value`),
      plain(`${pod}.initContainers[0].env[0].value`),
    ]);
    const job = workload("Job", { containers: [{ ...other, image: "rabbitmq:4.3" }] });
    assert.deepEqual(await ask([job]), [plain(`${at}.env[0].value`)]);
  });

  it("leaves other workloads alone", async () => {
    const other = { name: "app", image: "postgres:17", env: [{ name: "POSTGRES_PASSWORD", value: canary }] };
    assert.deepEqual(await ask([workload("Deployment", { containers: [other] })]), []);
  });

  it("refuses a generated secret in plain text, though its value is not known yet, and no other unknown value", async () => {
    const list = [
      { name: "RABBITMQ_DEFAULT_PASS", value: unknown.text },
      { name: "RABBITMQ_ERLANG_COOKIE", value: unknown.text },
      { name: "RABBITMQ_NODENAME", value: unknown.text },
    ];
    assert.deepEqual(await ask(env(...list)), [
      plain(`${at}.env[0].value`),
      plain(`${at}.env[1].value`, "an Erlang cookie"),
    ]);
  });

  it("fails closed on unknown data of a ConfigMap, and on an unknown file", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await ask([statefulSet({ volumes }), configMap(unknown.map)]), [`data ${cannot}`]);
    assert.deepEqual(await ask(mounted("rabbitmq.conf", unknown.text)), [`data["rabbitmq.conf"] ${cannot}`]);
  });
});
