import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes, workload } from "./fixtures";
import { at } from "./kafka";
import { foundInStack } from "./questions";
import { encodings } from "./rabbitmq";
import { type Resource } from "./support";

const policy = "default-users";
const conf = 'ConfigMap/rabbitmq-config.data["rabbitmq.conf"]';
const volumeMounts = [{ name: "config", mountPath: "/etc/rabbitmq" }];
const ask = (stack: Resource[]) => foundInStack(policy, stack);
const broker = (given: object = {}) => statefulSet({ containers: [{ ...container, volumeMounts, ...given }], volumes });
const known = (path: string) => `The password in ${path} is one that everybody knows.`;
const lets = (where: string) => `${where} lets guest, whose password everybody knows, connect from anywhere.`;
const file = (...lines: string[]) => configMap({ "rabbitmq.conf": lines.join("\n") });

describe("policy default-users", () => {
  describe("guest", () => {
    it("stays on its own machine by itself", async () => assert.deepEqual(await ask([broker(), file()]), []));

    for (const [how, stack] of encodings(["loopback_users = none"], "{loopback_users, []}")) {
      it(`is found to come from anywhere by ${how}`, async () => {
        assert.deepEqual(
          (await ask(stack)).map((message) => message.replace(/^\S+/, "it")),
          [lets("it")],
        );
      });
    }

    it("is found to come from anywhere by its own key", async () => {
      assert.deepEqual(await ask([broker(), file("loopback_users.guest = false")]), [lets(conf)]);
      assert.deepEqual(await ask([broker(), file("loopback_users.guest = true")]), []);
    });

    it("comes from anywhere in the official image, whose configuration is not hidden", async () => {
      const message = lets("The image's own configuration");
      assert.deepEqual(await ask([statefulSet()]), [message]);
      assert.deepEqual(await ask([broker({ image: "docker.io/library/rabbitmq:4.3", volumeMounts: [] })]), [message]);
      assert.deepEqual(await ask([broker({ image: "registry.example/rabbitmq:4.3", volumeMounts: [] })]), []);
    });

    const open = "loopback_users = none";
    it("is not there when another user is, or definitions are imported", async () => {
      const from = { valueFrom: { secretKeyRef: { name: "a", key: "b" } } };
      assert.deepEqual(await ask([broker(), file(open, "default_user = shop")]), []);
      assert.deepEqual(await ask([broker({ env: [{ name: "RABBITMQ_DEFAULT_USER", ...from }] }), file(open)]), []);
      assert.deepEqual(await ask([broker(), file(open, "load_definitions = /etc/definitions.json")]), []);
    });

    it("is there when definitions have it, or only its password is said", async () => {
      const data = {
        "rabbitmq.conf": `${open}\nload_definitions = /d.json`,
        "d.json": '{"users":[{"name":"guest","password_hash":"x"}]}',
      };
      assert.deepEqual(await ask([broker(), configMap(data)]), [lets(conf)]);
      const found = await ask([broker(), file(open, "default_pass = guest")]);
      assert.deepEqual(found, [known(conf), lets(conf)]);
    });

    it("may have a password that nobody knows", async () => {
      const env = [{ name: "RABBITMQ_DEFAULT_PASS", valueFrom: { secretKeyRef: { name: "a", key: "b" } } }];
      assert.deepEqual(await ask([broker({ env }), file(open)]), []);
    });
  });

  describe("a password", () => {
    for (const value of [
      "guest",
      "Admin",
      "changeme",
      "CHANGE_ME_NOW",
      "change-it",
      "password123",
      "kafka",
      "replace-me",
    ]) {
      it(`is not ${value}`, async () => {
        const env = [{ name: "KAFKA_CLIENT_PASSWORD", value }];
        assert.deepEqual(await ask([broker({ image: "bitnami/kafka:4.0", env })]), [known(`${at}.env[0].value`)]);
      });
    }

    it("may be any other, which broker-secrets judges", async () => {
      const env = [{ name: "KAFKA_CLIENT_PASSWORD", value: "adminer-7731-xyz" }];
      assert.deepEqual(await ask([broker({ image: "bitnami/kafka:4.0", env })]), []);
    });

    it("is not an example's in a Secret that the broker takes", async () => {
      const data = { password: Buffer.from("changeme").toString("base64") };
      const secret = {
        type: "kubernetes:core/v1:Secret",
        props: { metadata: { name: "mq", namespace: "messaging" }, data },
      };
      const env = [{ name: "RABBITMQ_DEFAULT_PASS", valueFrom: { secretKeyRef: { name: "mq", key: "password" } } }];
      assert.deepEqual(await ask([broker({ env }), secret]), [known("Secret/mq.data.password")]);
      assert.deepEqual(await ask([broker(), secret]), []);
    });

    for (const [name, text] of [
      ["rabbitmq.conf", "default_user = shop\ndefault_pass = rabbitmq"],
      ["advanced.config", '[{rabbit, [{default_user, <<"shop">>}, {default_pass, <<"rabbitmq">>}]}].'],
      ["definitions.json", '{"users": [{"name": "shop", "password": "rabbitmq"}]}'],
    ] as const) {
      it(`is not an example's in ${name}`, async () => {
        const path = `ConfigMap/rabbitmq-config.data["${name}"]`;
        assert.deepEqual(await ask([broker(), configMap({ [name]: text })]), [known(path)]);
      });
    }
  });

  it("looks into init containers, second containers and Jobs, and leaves other workloads alone", async () => {
    const other = { name: "other", image: "busybox", env: [{ name: "PASSWORD", value: "changeme" }] };
    const two = statefulSet({ containers: [{ ...container, volumeMounts }, other], initContainers: [other] });
    assert.equal((await ask([two])).length, 2);
    assert.equal((await ask([workload("Job", { containers: [{ ...other, image: "bitnami/kafka:4.0" }] })])).length, 1);
    assert.deepEqual(await ask([workload("Deployment", { containers: [other] })]), []);
  });
});
