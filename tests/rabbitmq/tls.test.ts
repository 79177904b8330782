import assert from "node:assert/strict";
import { configMap, contextOf, definitionsConfigMap } from "../../components/rabbitmq/config-maps";
import { checkKey } from "../../components/rabbitmq/keys";
import { importJob } from "../../components/rabbitmq/import-job";
import { listenerKeys, pluginPorts } from "../../components/rabbitmq/listeners";
import { clientService, statefulSet } from "../../components/rabbitmq/manifests";
import { endpoints } from "../../components/rabbitmq/pod-monitor";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";
import images from "../../components/images.json";
import type { Plain } from "../support/plain";

const parse = (settings: object = {}) => rabbitMQSettings.parse(settings);
const context = (settings: object = {}) => contextOf("rabbitmq", "messaging", parse(settings));
const pod = (settings: object = {}) => (statefulSet(context(settings)) as Plain)["spec"].template.spec as Plain;
const off = { tls: { enabled: false } };
const everything = ["rabbitmq_stream", "rabbitmq_mqtt", "rabbitmq_stomp", "rabbitmq_web_mqtt", "rabbitmq_web_stomp"];

describe("TLS of RabbitMQ", () => {
  it("leaves no listener without, of the broker or of a plugin", () => {
    const keys = listenerKeys(parse({ plugins: everything }));
    const listeners = Object.entries(keys).filter(([key]) => /tcp/.test(key));
    assert.deepEqual(Object.fromEntries(listeners), {
      "listeners.tcp": "none",
      "prometheus.tcp.listener": "none",
      "stream.listeners.tcp": "none",
      "mqtt.listeners.tcp": "none",
      "stomp.listeners.tcp": "none",
      "web_mqtt.tcp.listener": "none",
      "web_stomp.tcp.listener": "none",
    });
  });

  it("knows the listeners that a plugin brings along", () => {
    assert.equal(listenerKeys(parse({ plugins: ["rabbitmq_web_mqtt"] }))["mqtt.listeners.tcp"], "none");
    assert.deepEqual(pluginPorts(parse({ plugins: ["rabbitmq_web_mqtt"] })), [8883, 15676]);
    assert.deepEqual(pluginPorts(parse({ plugins: ["rabbitmq_web_mqtt"], ...off })), [1883, 15675]);
  });

  for (const version of Object.keys(images.rabbitmq.versions)) {
    it(`has keys that RabbitMQ ${version} knows`, () => {
      const plugins = [...everything, "rabbitmq_management", "rabbitmq_prometheus"];
      for (const [key, value] of Object.entries(listenerKeys(parse({ version, plugins })))) {
        assert.equal(checkKey(version, key, value, plugins), undefined, key);
      }
    });
  }

  it("is spoken between nodes, which verify each other, and by all tools", () => {
    const data = configMap(context()).data as Record<string, string>;
    const optfile = data["inter_node_tls.config"] ?? "";
    assert.equal(optfile.match(/\{verify, verify_peer\}/g)?.length, 2);
    assert.match(optfile, /\{fail_if_no_peer_cert, true\}/);
    const job = (importJob(context()) as Plain)["spec"].template.spec as Plain;
    const args = "-proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/inter_node_tls.config";
    const value = ({ env }: Plain, name: string) =>
      (env as Plain[]).find((one) => one["name"] === name)?.["value"] as string;
    assert.equal(value(pod()["containers"][0] as Plain, "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"), args);
    assert.equal(value(pod()["containers"][0] as Plain, "RABBITMQ_CTL_ERL_ARGS"), args);
    assert.equal(value(job["containers"][0] as Plain, "RABBITMQ_CTL_ERL_ARGS"), args);
    assert.equal(definitionsConfigMap(context()).data?.["inter_node_tls.config" as never], optfile);
  });

  it("goes before the user's own arguments of the Erlang VM", () => {
    const { env } = pod({ erlangArguments: "+P 1048576" })["containers"][0] as { env: Plain[] };
    const server = env.find(({ name }) => name === "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS");
    assert.match(server?.["value"] as string, /^-proto_dist inet_tls .* \+P 1048576$/);
  });

  it("has its certificates as a whole volume, which changes under a running node", () => {
    const mount = (pod()["containers"][0].volumeMounts as Plain[]).find(({ name }) => name === "tls");
    assert.deepEqual(mount, { name: "tls", mountPath: "/run/secrets/tls", readOnly: true });
    const volume = (pod({ tls: { secretName: "own" } })["volumes"] as Plain[]).find(({ name }) => name === "tls");
    assert.deepEqual(volume, { name: "tls", secret: { secretName: "own", defaultMode: 0o440 } });
  });

  it("names the port of AMQP by its protocol", () => {
    const ports = (settings: object) => (clientService(context(settings)).spec as Plain)["ports"][0] as Plain;
    assert.deepEqual(ports({}), { name: "amqps", port: 5671, targetPort: "amqps" });
    assert.deepEqual(ports(off), { name: "amqp", port: 5672, targetPort: "amqp" });
  });

  it("is what a PodMonitor scrapes by, with the authority and a name of the certificate", () => {
    const ca = { secret: { name: "rabbitmq-tls", key: "ca.crt" } };
    for (const { scheme, tlsConfig } of endpoints("rabbitmq", parse())) {
      assert.deepEqual([scheme, tlsConfig], ["https", { ca, serverName: "rabbitmq" }]);
    }
    assert.deepEqual(endpoints("rabbitmq", parse(off))[0], { port: "prometheus", path: "/metrics" });
  });

  it("leaves nothing behind when it is off", () => {
    assert.doesNotMatch(JSON.stringify([pod(off), configMap(context(off)), importJob(context(off))]), /tls|ssl|5671/);
  });
});
