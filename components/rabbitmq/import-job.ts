import type { types } from "@pulumi/kubernetes";
import { hash } from "../kubernetes/hash";
import { labels } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import { containerSecurity, podSecurity } from "../kubernetes/security";
import { importComponent } from "./access";
import { accountsOf, administrator, generatedAccounts } from "./accounts";
import { topology } from "./definitions";
import { optfile } from "./distribution";
import { importScript, type Import } from "./import-script";
import type { Context } from "./manifests";
import { portsOf } from "./listeners";
import { cookieContainer, cookieVolume, home, rabbitmqId, tlsMounts, tlsVolumes, toolEnvironment } from "./pod";
import { definitionsPath } from "./rabbitmq-conf";

/** What a Job does, and where it has it from. */
export interface Task {
  /** Of the Job, without the hash that follows. */
  name: string;
  /** What is imported without being in the Job itself, of secrets what makes them change. */
  imports: unknown;
  steps: Omit<Import, "members" | "port">;
  volumes: types.input.core.v1.Volume[];
  mounts: types.input.core.v1.VolumeMount[];
}

/**
 * Imports the definitions into the running cluster, so that a new queue restarts nothing. It adds and updates what is declared; of
 * users it takes away the rights that are not. A Job's template never changes: its name has the hash of all that it
 * does and imports, of secrets what makes them change, so that any change is a new Job.
 */
export function importJob(context: Context): types.input.batch.v1.Job {
  const { names, settings } = context;
  const { topology: topologyFile, users } = files;
  const given = existing(context);
  return toolsJob(context, {
    name: `${names.main}-import`,
    imports: [topology(settings), settings.users, settings.rotation],
    steps: {
      // Users come last, since they need the virtual hosts.
      files: [topologyFile, users].map(({ mountPath }) => mountPath),
      accounts: generatedAccounts(settings),
      existing: given.map(({ account, directory }) => ({ account, directory })),
      gone: settings.users.flatMap((user) => accountsOf(user).gone),
    },
    volumes: [
      { name: "users", secret: { secretName: names.users, defaultMode: 0o440 } },
      ...given.map(({ volume, secretName }) => ({ name: volume, secret: { secretName, defaultMode: 0o440 } })),
    ],
    mounts: [
      { name: "definitions", ...topologyFile, readOnly: true },
      { name: "users", ...users, readOnly: true },
      ...given.map(({ volume, directory }) => ({ name: volume, mountPath: directory, readOnly: true })),
    ],
  });
}

const files = {
  topology: { mountPath: `${definitionsPath}/10-topology.json`, subPath: "topology.json" },
  users: { mountPath: `${definitionsPath}/20-users.json`, subPath: "users.json" },
};

/** The accounts whose passwords are in Secrets that are there already. */
function existing({ settings }: Context) {
  const { admin } = settings.existingSecrets;
  const accounts = [
    ...(admin === undefined
      ? []
      : [{ secretName: admin, account: administrator(settings, '"$(cat /run/secrets/user-0/username)"') }]),
    ...settings.users.flatMap((user) =>
      user.existingSecret === undefined
        ? []
        : accountsOf(user).live.map((account) => ({ secretName: user.existingSecret as string, account })),
    ),
  ];
  return accounts.map((one, i) => ({ ...one, volume: `user-${i}`, directory: `/run/secrets/user-${i}` }));
}

/** A Job with the broker's tools that speaks to the nodes as they speak to each other. */
export function toolsJob(context: Context, task: Task): types.input.batch.v1.Job {
  const { names, identity, settings } = context;
  const spec = {
    backoffLimit: 10,
    template: {
      metadata: { labels: labels(identity, importComponent) },
      spec: {
        restartPolicy: "OnFailure",
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurity(rabbitmqId),
        initContainers: [cookieContainer(context.image)],
        containers: [container(context, task)],
        volumes: [
          { name: "home", emptyDir: { sizeLimit: "64Mi" } },
          { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
          { name: "definitions", configMap: { name: names.definitions } },
          ...task.volumes,
          cookieVolume(names, settings),
          ...tlsVolumes(names, settings),
        ],
        // A Job that waits for a node to come up goes where the nodes may go, and nowhere it was told not to.
        ...(settings.dedicatedNodes && {
          tolerations: [{ key: settings.dedicatedNodes.label, operator: "Exists" }],
        }),
      },
    },
  };
  return { metadata: metadata(context, `${task.name}-${hash([spec, task.imports])}`, importComponent), spec };
}

function container({ names, settings, image }: Context, { steps, mounts }: Task): types.input.core.v1.Container {
  const members = Array.from({ length: settings.replicas }, (_, ordinal) => `${names.main}-${ordinal}`);
  const domain = `${names.headless}.$(POD_NAMESPACE).svc.${settings.clusterDomain}`;
  return {
    name: "import",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", "-ec", importScript({ ...steps, members, port: portsOf(settings).amqp })],
    env: [
      { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
      { name: "RABBITMQ_USE_LONGNAME", value: "true" },
      { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      { name: "RABBITMQ_NODENAME", value: "rabbit@$(POD_NAME).import" },
      { name: "DOMAIN", value: domain },
      { name: "NODE", value: `rabbit@${names.main}-0.$(DOMAIN)` },
      ...toolEnvironment(settings.tls),
    ],
    securityContext: containerSecurity,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "256Mi" } },
    volumeMounts: [
      { name: "home", mountPath: home },
      { name: "tmp", mountPath: "/tmp" },
      ...mounts,
      ...(settings.tls.enabled
        ? [{ name: "definitions", mountPath: optfile.path, subPath: optfile.name, readOnly: true }]
        : []),
      ...tlsMounts(settings),
    ],
  };
}
