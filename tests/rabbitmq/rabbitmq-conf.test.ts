import assert from "node:assert/strict";
import fc from "fast-check";
import { configuration, plugins, render } from "../../components/rabbitmq/rabbitmq-conf";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";

const conf = (settings: object) => configuration(rabbitMQSettings.parse(settings), "rabbitmq-headless");

const pem = (prefix: string): string[] => [
  `${prefix}.cacertfile = /run/secrets/tls/ca.crt`,
  `${prefix}.certfile = /run/secrets/tls/tls.crt`,
  `${prefix}.keyfile = /run/secrets/tls/tls.key`,
  `${prefix}.versions.1 = tlsv1.3`,
  `${prefix}.versions.2 = tlsv1.2`,
];

describe("rabbitmq.conf", () => {
  it("is exactly this for three nodes of 4.3", () => {
    assert.equal(
      render(conf({})),
      [
        "cluster_formation.peer_discovery_backend = kubernetes",
        "cluster_formation.target_cluster_size_hint = 3",
        "cluster_formation.node_cleanup.only_log_warning = true",
        "definitions.import_backend = local_filesystem",
        "definitions.local.path = /etc/rabbitmq-definitions",
        "default_queue_type = quorum",
        "queue_leader_locator = balanced",
        "quorum_queue.continuous_membership_reconciliation.enabled = true",
        "quorum_queue.continuous_membership_reconciliation.auto_remove = false",
        "quorum_queue.continuous_membership_reconciliation.target_group_size = 3",
        "total_memory_available_override_value = 2147483648",
        "vm_memory_high_watermark.relative = 0.6",
        "disk_free_limit.absolute = 2GB",
        "listeners.tcp = none",
        "listeners.ssl.default = 5671",
        ...pem("ssl_options"),
        "ssl_options.verify = verify_peer",
        "ssl_options.fail_if_no_peer_cert = false",
        "management.ssl.port = 15671",
        ...pem("management.ssl"),
        "prometheus.tcp.listener = none",
        "prometheus.ssl.port = 15691",
        ...pem("prometheus.ssl"),
        "tcp_listen_options.nodelay = true",
        "tcp_listen_options.backlog = 4096",
        "auth_mechanisms.1 = PLAIN",
        "auth_mechanisms.2 = AMQPLAIN",
        "log.console = true",
        "log.console.level = info",
        "log.file = false",
        "",
      ].join("\n"),
    );
  });

  it("asks the Kubernetes API for the members up to 4.0, and never after", () => {
    const discovery = (version: string) =>
      [...conf({ version })].filter(([key]) => key.startsWith("cluster_formation.k8s."));
    const asked = [
      ["cluster_formation.k8s.host", "kubernetes.default.svc"],
      ["cluster_formation.k8s.address_type", "hostname"],
      ["cluster_formation.k8s.service_name", "rabbitmq-headless"],
    ];
    assert.deepEqual(["3.13", "4.0", "4.1", "4.2", "4.3"].map(discovery), [asked, asked, [], [], []]);
  });

  it("pauses a minority in versions that have partition handling, and only in clusters", () => {
    const handling = (settings: object) => conf(settings).get("cluster_partition_handling");
    assert.equal(handling({ version: "4.2" }), "pause_minority");
    assert.equal(handling({ version: "4.2", replicas: 1 }), undefined);
    assert.equal(handling({ version: "4.3" }), undefined);
  });

  it("has the limit of the container as the memory that the watermark is a part of", () => {
    const resources = { requests: { memory: "512Mi" }, limits: { memory: "512Mi" } };
    assert.equal(conf({ resources }).get("total_memory_available_override_value"), String(512 * 2 ** 20));
  });

  it("has a user's key in the place of our default, and once", () => {
    const lines = render(conf({ config: { "vm_memory_high_watermark.relative": "0.5" } })).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.startsWith("vm_memory_high_watermark")),
      ["vm_memory_high_watermark.relative = 0.5"],
    );
  });

  it("has each key of the user's on a line of its own, whatever the keys are", () => {
    const key = fc.stringMatching(/^[a-z][a-z_.]{0,20}[a-z]$/);
    const value = fc.stringMatching(/^[a-zA-Z0-9%.]{1,12}$/);
    fc.assert(
      fc.property(fc.dictionary(key, value), (config) => {
        const lines = render(conf({ config })).split("\n");
        for (const [name, text] of Object.entries(config)) {
          assert.deepEqual(
            lines.filter((line) => line.startsWith(`${name} = `)),
            [`${name} = ${text}`],
          );
        }
      }),
    );
  });

  it("enables the plugins of every node once, and those asked for after them", () => {
    assert.deepEqual(plugins(rabbitMQSettings.parse({ plugins: ["rabbitmq_stream", "rabbitmq_management"] })), [
      "rabbitmq_management",
      "rabbitmq_prometheus",
      "rabbitmq_peer_discovery_k8s",
      "rabbitmq_stream",
    ]);
  });
});
