import type { types } from "@pulumi/kubernetes";
import { hash } from "../kubernetes/hash";
import { labels } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import { containerSecurity, podSecurity } from "../kubernetes/security";
import { importComponent } from "./access";
import { topology } from "./definitions";
import type { Context } from "./manifests";
import { optfile } from "./distribution";
import { cookieContainer, home, rabbitmqId, tlsMounts, tlsVolumes, toolEnvironment } from "./pod";
import { definitionsPath } from "./rabbitmq-conf";

/**
 * Imports the definitions into the running cluster, so that a new queue restarts nothing. It adds and updates what is declared and
 * touches nothing else, so it may run again at any time. A Job's template never changes: its name has the hash of all that it
 * does and imports, of secrets what makes them change, so that any change is a new Job.
 */
export function importJob(context: Context): types.input.batch.v1.Job {
  const { names, settings } = context;
  const spec = jobSpec(context);
  const name = `${names.main}-import-${hash([spec, topology(settings), settings.users, settings.rotation])}`;
  return { metadata: metadata(context, name, importComponent), spec };
}

function jobSpec(context: Context): types.input.batch.v1.JobSpec {
  const { names, identity, settings } = context;
  return {
    backoffLimit: 10,
    template: {
      metadata: { labels: labels(identity, importComponent) },
      spec: {
        restartPolicy: "OnFailure",
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurity(rabbitmqId),
        initContainers: [cookieContainer(context.image)],
        containers: [container(context)],
        volumes: [
          { name: "home", emptyDir: { sizeLimit: "64Mi" } },
          { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
          { name: "definitions", configMap: { name: names.definitions } },
          { name: "users", secret: { secretName: names.users, defaultMode: 0o440 } },
          { name: "erlang-cookie", secret: { secretName: names.cookie, defaultMode: 0o440 } },
          ...tlsVolumes(names, settings),
        ],
        // A Job that waits for a node to come up goes where the nodes may go, and nowhere it was told not to.
        ...(settings.dedicatedNodes && {
          tolerations: [{ key: settings.dedicatedNodes.label, operator: "Exists" }],
        }),
      },
    },
  };
}

function container({ names, settings, image }: Context): types.input.core.v1.Container {
  const node = `rabbit@${names.main}-0.${names.headless}.$(POD_NAMESPACE).svc.${settings.clusterDomain}`;
  return {
    name: "import",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["sh", "-ec", script(settings.replicas)],
    env: [
      { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
      { name: "RABBITMQ_USE_LONGNAME", value: "true" },
      { name: "RABBITMQ_NODENAME", value: node },
      ...toolEnvironment(settings.tls),
    ],
    securityContext: containerSecurity,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "256Mi" } },
    volumeMounts: [
      { name: "home", mountPath: home },
      { name: "tmp", mountPath: "/tmp" },
      {
        name: "definitions",
        mountPath: `${definitionsPath}/10-topology.json`,
        subPath: "topology.json",
        readOnly: true,
      },
      { name: "users", mountPath: `${definitionsPath}/20-users.json`, subPath: "users.json", readOnly: true },
      ...(settings.tls.enabled
        ? [{ name: "definitions", mountPath: optfile.path, subPath: optfile.name, readOnly: true }]
        : []),
      ...tlsMounts(settings),
    ],
  };
}

/** Waits for all nodes first: a queue imported earlier would have fewer replicas. Users come last, since they need the virtual hosts. */
function script(replicas: number): string {
  return [
    "until rabbitmq-diagnostics --silent ping; do sleep 5; done",
    `rabbitmqctl await_online_nodes ${replicas} -t 1800`,
    `rabbitmqctl import_definitions ${definitionsPath}/10-topology.json`,
    `rabbitmqctl import_definitions ${definitionsPath}/20-users.json`,
  ].join("\n");
}
