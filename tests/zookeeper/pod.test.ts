import assert from "node:assert/strict";
import { contextOf } from "../../components/zookeeper/config-map";
import { statefulSet } from "../../components/zookeeper/manifests";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import { prepare, start } from "../../components/zookeeper/scripts";
import type { Plain } from "../support/plain";

const set = (settings: object = {}) =>
  statefulSet(contextOf("zookeeper", "messaging", zooKeeperSettings.parse(settings))) as Plain;
const pod = (settings: object = {}) => set(settings)["spec"].template.spec as Plain;
const server = (settings: object = {}) => pod(settings)["containers"][0] as Plain;

const restricted = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
const srvr = [
  "bash",
  "-c",
  "exec 3<>/dev/tcp/127.0.0.1/2181 && printf srvr >&3 && grep -Eq '^Mode: (leader|follower|standalone)' <&3",
];

describe("the pods of ZooKeeper", () => {
  it("have exactly this server", () => {
    assert.deepEqual(server(), {
      name: "zookeeper",
      image: "zookeeper:3.9",
      imagePullPolicy: "IfNotPresent",
      command: ["bash", "-c", start({ replicas: 3, tls: zooKeeperSettings.parse({}).tls })],
      env: [
        { name: "ZK_SERVER_HEAP", value: "512" },
        {
          name: "SERVER_JVMFLAGS",
          value:
            "-Xms512m -Dsun.net.inetaddr.ttl=5 -Dsun.net.inetaddr.stale.ttl=86400 -Dsun.net.inetaddr.negative.ttl=0",
        },
        { name: "JMXDISABLE", value: "true" },
        { name: "ZOO_LOG_DIR", value: "/tmp" },
      ],
      ports: [
        { name: "client", containerPort: 2181 },
        { name: "quorum", containerPort: 2888 },
        { name: "election", containerPort: 3888 },
        { name: "metrics", containerPort: 7000 },
        { name: "secure", containerPort: 2281 },
      ],
      readinessProbe: { exec: { command: srvr }, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 },
      startupProbe: { exec: { command: srvr }, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 900 },
      securityContext: restricted,
      resources: {
        requests: { cpu: "250m", memory: "1Gi", "ephemeral-storage": "256Mi" },
        limits: { cpu: "1", memory: "1Gi", "ephemeral-storage": "2Gi" },
      },
      volumeMounts: [
        { name: "data", mountPath: "/data" },
        { name: "conf", mountPath: "/conf", readOnly: true },
        { name: "tmp", mountPath: "/tmp" },
        { name: "tls", mountPath: "/run/secrets/tls", readOnly: true },
        { name: "stores", mountPath: "/run/zookeeper-tls" },
      ],
    });
  });

  it("have exactly this init container", () => {
    const [container, ...more] = pod()["initContainers"] as Plain[];
    assert.deepEqual(more, []);
    assert.deepEqual(container, {
      name: "prepare",
      image: "zookeeper:3.9",
      imagePullPolicy: "IfNotPresent",
      command: ["bash", "-c", prepare({ replicas: 3, tls: zooKeeperSettings.parse({}).tls })],
      securityContext: restricted,
      resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { cpu: "500m", memory: "64Mi" } },
      volumeMounts: [
        { name: "data", mountPath: "/data" },
        { name: "conf", mountPath: "/conf" },
        { name: "rendered", mountPath: "/config", readOnly: true },
        { name: "tls", mountPath: "/run/secrets/tls", readOnly: true },
      ],
    });
  });

  it("keep to Pod Security restricted", () => {
    const { securityContext, automountServiceAccountToken, serviceAccountName, enableServiceLinks } = pod();
    assert.deepEqual(securityContext, {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    });
    // A Service named zookeeper would put ZOOKEEPER_PORT and the like into the environment.
    assert.deepEqual(
      [automountServiceAccountToken, serviceAccountName, enableServiceLinks],
      [false, "zookeeper", false],
    );
  });

  it("start together and keep their volumes when the StatefulSet goes or shrinks", () => {
    const { podManagementPolicy, persistentVolumeClaimRetentionPolicy } = set()["spec"] as Plain;
    assert.equal(podManagementPolicy, "Parallel");
    assert.deepEqual(persistentVolumeClaimRetentionPolicy, { whenDeleted: "Retain", whenScaled: "Retain" });
  });

  it("are ready when they say that they lead, follow or stand alone, and not by ruok, which a member without a quorum answers", () => {
    assert.equal(JSON.stringify(pod()).includes("ruok"), false);
  });

  it("are not killed for what a restart does not cure, and stop at once", () => {
    assert.deepEqual([server()["livenessProbe"], server()["lifecycle"]], [undefined, undefined]);
  });

  it("have a volume for transaction logs where one is asked for", () => {
    const settings = { dataLog: { size: "2Gi", storageClassName: "ssd" } };
    const claims = set(settings)["spec"].volumeClaimTemplates as Plain[];
    assert.deepEqual(
      claims.map(({ metadata, spec }) => [metadata.name, spec.resources.requests.storage, spec.storageClassName]),
      [
        ["data", "5Gi", undefined],
        ["datalog", "2Gi", "ssd"],
      ],
    );
    assert.deepEqual(server(settings)["volumeMounts"][1], { name: "datalog", mountPath: "/datalog" });
  });

  it("are kept apart by node, and spread over zones", () => {
    const matchLabels = {
      "app.kubernetes.io/name": "zookeeper",
      "app.kubernetes.io/instance": "zookeeper",
      "app.kubernetes.io/component": "server",
    };
    const { affinity, topologySpreadConstraints } = pod();
    assert.deepEqual(affinity, {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } },
        ],
      },
    });
    assert.equal(topologySpreadConstraints[0].whenUnsatisfiable, "ScheduleAnyway");
  });

  it("are scraped one by one, by annotation unless a PodMonitor does", () => {
    const annotations = (settings: object) => set(settings)["spec"].template.metadata.annotations as unknown;
    assert.deepEqual(annotations({}), {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "7000",
      "prometheus.io/path": "/metrics",
      "prometheus.io/interval": "15s",
    });
    assert.equal(annotations({ metrics: { podMonitor: true } }), undefined);
  });

  it("take a heap and options of the Java VM", () => {
    const { env } = server({ heap: "600Mi", serverJvmFlags: "-XX:+UseG1GC" }) as { env: Plain[] };
    assert.deepEqual(
      env.slice(0, 2).map(({ value }) => value as string),
      [
        "600",
        "-Xms600m -Dsun.net.inetaddr.ttl=5 -Dsun.net.inetaddr.stale.ttl=86400 -Dsun.net.inetaddr.negative.ttl=0 -XX:+UseG1GC",
      ],
    );
  });
});
