import assert from "node:assert/strict";
import { statefulSet } from "../../components/kafka/manifests";
import { onZooKeeper, roleContext, separate } from "./support";
import type { Plain } from "../support/plain";

const set = (settings: object = {}, name?: string) => statefulSet(roleContext(settings, name)) as Plain;
const pod = (settings: object = {}, name?: string) => set(settings, name)["spec"].template as Plain;
const server = (settings: object = {}, name?: string) => pod(settings, name)["spec"].containers[0] as Plain;
const variable = (settings: object, name: string, role?: string) =>
  server(settings, role)["env"].find((one: Plain) => one["name"] === name)?.value as string | undefined;

describe("the pods of Kafka", () => {
  it("start together and keep their volumes when the StatefulSet goes or shrinks", () => {
    const { podManagementPolicy, persistentVolumeClaimRetentionPolicy } = set()["spec"];
    assert.equal(podManagementPolicy, "Parallel");
    assert.deepEqual(persistentVolumeClaimRetentionPolicy, { whenDeleted: "Retain", whenScaled: "Retain" });
  });

  it("keep to Pod Security restricted", () => {
    assert.deepEqual(pod()["spec"].securityContext, {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(server()["securityContext"], {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    assert.equal(pod()["spec"].automountServiceAccountToken, false);
  });

  it("have exactly these probes, guards and places to write to", () => {
    const { startupProbe, readinessProbe, livenessProbe, lifecycle, volumeMounts, command } = server();
    const guard = (question: string) => ({ command: ["bash", "/etc/kafka-config/guard.sh", question] });
    assert.deepEqual(command, ["bash", "/etc/kafka-config/start.sh"]);
    assert.deepEqual(startupProbe, { exec: guard("up"), periodSeconds: 2, timeoutSeconds: 10, failureThreshold: 1800 });
    assert.deepEqual(readinessProbe, {
      tcpSocket: { port: "client" },
      periodSeconds: 2,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    assert.equal(livenessProbe, undefined);
    assert.deepEqual(lifecycle, { preStop: { exec: guard("stop") } });
    assert.deepEqual(volumeMounts, [
      { name: "data-0", mountPath: "/var/lib/kafka/data-0" },
      { name: "config", mountPath: "/etc/kafka-config", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ]);
    assert.equal(pod()["spec"].terminationGracePeriodSeconds, 120);
  });

  it("are ready by the port that their role has", () => {
    assert.equal(server(separate, "kafka-controller")["readinessProbe"].tcpSocket.port, "controller");
    assert.equal(server(separate)["readinessProbe"].tcpSocket.port, "client");
    const ports = (settings: object, name?: string) =>
      server(settings, name)["ports"].map((port: Plain) => `${port["name"]} ${port["containerPort"]}`);
    assert.deepEqual(ports(separate, "kafka-controller"), ["controller 9093"]);
    assert.deepEqual(ports({ ...separate, metrics: { jmxExporter: {} } }), [
      "client 9092",
      "replication 9091",
      "metrics 9404",
    ]);
  });

  it("have ids from the state, and on ZooKeeper none", () => {
    const ids = (settings: object) =>
      server(settings)["env"].flatMap((one: Plain) => one["valueFrom"]?.configMapKeyRef?.key ?? []) as string[];
    assert.deepEqual(ids({}), ["cluster.id", "directory.ids"]);
    assert.deepEqual(ids(onZooKeeper), []);
  });

  it("of brokers know the zone that Kubernetes writes on them, where racks are asked for", () => {
    const zone = (settings: object, name?: string) =>
      server(settings, name)["env"].find((one: Plain) => one["name"] === "ZONE")?.valueFrom.fieldRef
        .fieldPath as string;
    assert.equal(zone({ rack: "podLabel" }), "metadata.labels['topology.kubernetes.io/zone']");
    assert.deepEqual([zone({}), zone({ ...separate, rack: "podLabel" }, "kafka-controller")], [undefined, undefined]);
  });

  it("have a heap of half the memory limit up to 5 GiB, or what is said, from the start", () => {
    const heap = (brokers: object) => variable({ brokers }, "KAFKA_HEAP_OPTS");
    const memory = (size: string) => ({ resources: { requests: { memory: size }, limits: { memory: size } } });
    assert.deepEqual(
      [heap(memory("4Gi")), heap(memory("32Gi")), heap({ heap: "768Mi" })],
      ["-Xms2048m -Xmx2048m", "-Xms5120m -Xmx5120m", "-Xms768m -Xmx768m"],
    );
  });

  it("have the collector's options, large regions only in a large heap", () => {
    const options = (memory: string) => {
      const quantities = { requests: { memory }, limits: { memory } };
      return variable({ brokers: { resources: quantities } }, "KAFKA_JVM_PERFORMANCE_OPTS");
    };
    assert.equal(
      options("4Gi"),
      "-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:+ExplicitGCInvokesConcurrent " +
        "-XX:G1HeapRegionSize=16M -XX:MetaspaceSize=96m -XX:MinMetaspaceFreeRatio=50 -XX:MaxMetaspaceFreeRatio=80 " +
        "-XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true",
    );
    assert.equal(options("2Gi")?.includes("G1HeapRegionSize"), false);
  });

  it("log by what their version logs by, with the user's options of the Java VM after ours", () => {
    assert.equal(variable({}, "KAFKA_LOG4J_OPTS"), "-Dlog4j2.configurationFile=/etc/kafka-config/log4j2.yaml");
    assert.equal(
      variable(onZooKeeper, "KAFKA_LOG4J_OPTS"),
      "-Dlog4j.configuration=file:/etc/kafka-config/log4j.properties",
    );
    assert.equal(
      variable({ jvmOptions: "-Dx=y" }, "KAFKA_OPTS"),
      "-Dsun.net.inetaddr.ttl=5 -Dsun.net.inetaddr.stale.ttl=86400 -Dsun.net.inetaddr.negative.ttl=0 -Dx=y",
    );
  });

  it("have a volume for each log directory, of the class asked for", () => {
    const storage = { size: "100Gi", storageClassName: "ssd", logDirs: 2 };
    const claims = set({ brokers: { storage } })["spec"].volumeClaimTemplates as Plain[];
    assert.deepEqual(
      claims.map(({ metadata, spec }) => [metadata.name, spec.resources.requests.storage, spec.storageClassName]),
      [
        ["data-0", "100Gi", "ssd"],
        ["data-1", "100Gi", "ssd"],
      ],
    );
  });

  it("take the JMX exporter's jar from another image where one is said", () => {
    const { spec } = pod({ metrics: { jmxExporter: { image: "example.org/jmx-exporter:1", jar: "/agent.jar" } } });
    assert.deepEqual(spec.initContainers[0].command, ["cp", "/agent.jar", "/jmx-exporter/agent.jar"]);
    assert.equal(spec.initContainers[0].image, "example.org/jmx-exporter:1");
  });

  it("are scraped one by one, where they have metrics", () => {
    assert.deepEqual(pod({ metrics: { jmxExporter: {} } })["metadata"].annotations, {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "9404",
      "prometheus.io/path": "/metrics",
      "prometheus.io/interval": "15s",
    });
    assert.equal(pod()["metadata"].annotations, undefined);
  });

  it("of controllers are kept apart from each other, not from brokers", () => {
    const { podAntiAffinity } = pod(separate, "kafka-controller")["spec"].affinity;
    const [term] = podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    assert.equal(term.labelSelector.matchLabels["app.kubernetes.io/instance"], "kafka-controller");
  });
});
