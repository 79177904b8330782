import assert from "node:assert/strict";
import { contextOf } from "../../components/rabbitmq/config-maps";
import { importJob } from "../../components/rabbitmq/import-job";
import { statefulSet } from "../../components/rabbitmq/manifests";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";
import type { Plain } from "../support/plain";

const context = (settings: object = {}) => contextOf("rabbitmq", "messaging", rabbitMQSettings.parse(settings));
const set = (settings: object = {}) => statefulSet(context(settings)) as Plain;
const pod = (settings: object = {}) => set(settings)["spec"].template as Plain;
const broker = (settings: object = {}) => pod(settings)["spec"].containers[0] as Plain;

const serverLabels = {
  "app.kubernetes.io/name": "rabbitmq",
  "app.kubernetes.io/instance": "rabbitmq",
  "app.kubernetes.io/component": "server",
};

describe("the pods of RabbitMQ", () => {
  it("start together, since after a full stop the node that the others wait for need not be the first", () => {
    assert.equal(set()["spec"].podManagementPolicy, "Parallel");
  });

  it("keep their volumes when the StatefulSet goes or shrinks", () => {
    assert.deepEqual(set()["spec"].persistentVolumeClaimRetentionPolicy, {
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
  });

  it("are selected by labels that no version changes", () => {
    assert.deepEqual(set({ version: "4.2" })["spec"].selector.matchLabels, serverLabels);
    assert.equal(pod({ version: "4.2" })["metadata"].labels["app.kubernetes.io/version"], "4.2");
  });

  it("are kept apart by node, and spread over zones, with a selector of their own labels", () => {
    const { affinity, topologySpreadConstraints } = pod()["spec"] as Plain;
    assert.deepEqual(affinity, {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: serverLabels } },
        ],
      },
    });
    assert.deepEqual(topologySpreadConstraints, [
      {
        topologyKey: "topology.kubernetes.io/zone",
        maxSkew: 1,
        labelSelector: { matchLabels: serverLabels },
        whenUnsatisfiable: "ScheduleAnyway",
      },
    ]);
  });

  it("take three zones when zones are required, since of two the fuller one has the majority", () => {
    const [constraint] = pod({ zones: "required", replicas: 5 })["spec"].topologySpreadConstraints as Plain[];
    assert.deepEqual([constraint?.["whenUnsatisfiable"], constraint?.["minDomains"]], ["DoNotSchedule", 3]);
  });

  it("go to dedicated nodes only, and tolerate their taint", () => {
    const spec = pod({ dedicatedNodes: { label: "node-role.kubernetes.io/messaging" } })["spec"] as Plain;
    assert.deepEqual(spec["affinity"].nodeAffinity, {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "node-role.kubernetes.io/messaging", operator: "Exists" }] }],
      },
    });
    assert.deepEqual(spec["tolerations"], [{ key: "node-role.kubernetes.io/messaging", operator: "Exists" }]);
  });

  it("keep to Pod Security restricted, init container and Job included", () => {
    const job = importJob(context()) as Plain;
    for (const spec of [pod()["spec"], job["spec"].template.spec] as Plain[]) {
      assert.deepEqual(spec["securityContext"], {
        runAsNonRoot: true,
        runAsUser: 999,
        runAsGroup: 999,
        fsGroup: 999,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      });
      assert.equal(spec["automountServiceAccountToken"], false);
      for (const { securityContext, resources } of [...spec["initContainers"], ...spec["containers"]] as Plain[]) {
        assert.deepEqual(securityContext, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        for (const bound of [resources.requests, resources.limits] as Plain[])
          assert.ok(bound["cpu"] && bound["memory"]);
        assert.equal(resources.requests.memory, resources.limits.memory);
      }
    }
  });

  it("are up when all members have joined, asked without credentials where the version can", () => {
    const probe = (version: string) => broker({ version })["startupProbe"] as Plain;
    assert.deepEqual(probe("4.3")["httpGet"], {
      path: "/api/health/checks/reached-target-cluster-size",
      port: "management",
      scheme: "HTTPS",
    });
    assert.deepEqual(probe("4.1")["tcpSocket"], { port: "amqps" });
  });

  it("are ready while the listener is open, and have no liveness probe that kills a busy broker", () => {
    assert.deepEqual(broker()["readinessProbe"].tcpSocket, { port: "amqps" });
    assert.equal(broker()["livenessProbe"], undefined);
  });

  it("wait for a majority without them and drain before they stop, within the grace period", () => {
    const command = broker({ terminationGracePeriodSeconds: 300 })["lifecycle"].preStop.exec.command as string[];
    assert.deepEqual(command, [
      "sh",
      "-c",
      "timeout 190 rabbitmq-upgrade await_online_quorum_plus_one -t 180; timeout 60 rabbitmq-upgrade drain",
    ]);
    assert.equal(pod()["spec"].terminationGracePeriodSeconds, 300);
  });

  it("find definitions as single files, since the broker would take a volume's ..data for one", () => {
    const mounts = (broker()["volumeMounts"] as Plain[]).filter(({ mountPath }) =>
      String(mountPath).startsWith("/etc/rabbitmq-definitions"),
    );
    assert.deepEqual(
      mounts.map(({ mountPath, subPath }) => [mountPath as string, subPath as string]),
      [
        ["/etc/rabbitmq-definitions/10-topology.json", "topology.json"],
        ["/etc/rabbitmq-definitions/20-users.json", "users.json"],
      ],
    );
  });

  it("are scraped one by one, by annotation unless a PodMonitor does", () => {
    const { annotations } = pod()["metadata"] as Plain;
    assert.deepEqual([annotations["prometheus.io/port"], annotations["prometheus.io/scheme"]], ["15691", "https"]);
    assert.equal(pod({ metrics: { podMonitor: true } })["metadata"].annotations, undefined);
  });

  it("take arguments of the Erlang VM", () => {
    const { env } = broker({ erlangArguments: "+P 1048576", tls: { enabled: false } }) as { env: Plain[] };
    assert.deepEqual(env.at(-1), { name: "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", value: "+P 1048576" });
  });
});

describe("the Job that imports definitions", () => {
  const name = (settings: object) => (importJob(context(settings)) as Plain)["metadata"].name as string;

  it("has a name of its own for whatever it does or imports", () => {
    const variants: object[] = [
      {},
      { vhosts: [{ name: "a" }] },
      { users: [{ name: "a" }] },
      { rotation: { admin: "2" } },
      { replicas: 5 },
      { version: "4.2" },
    ];
    assert.equal(new Set(variants.map(name)).size, variants.length);
  });

  it("has the same name for the same settings, and for those that it has nothing to do with", () => {
    assert.equal(name({}), name({ config: { heartbeat: "30" }, metrics: { intervalSeconds: 30 } }));
  });
});
