import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clientImage } from "./env";

const scripts = join(__dirname, "../clients");

/** Brokers and credentials of a client. */
export interface Target {
  /** Host names to try in turn. */
  hosts: string[];
  /** Secret with the keys `username` and `password`, as servicebinding.io has them. */
  secret: string;
  /** @default "/" */
  vhost?: string;
}

export interface ClientPod {
  name: string;
  /** Labels decide what the NetworkPolicies let the pod reach. */
  labels?: Record<string, string>;
  command: string[];
  env?: Record<string, string>;
  /** Secret to mount at /binding. */
  secret?: string | undefined;
  /** Node that the pod is not to run on. */
  avoid?: string;
  /** @default the image of clients */
  image?: string;
  /** Memory limit. @default 256Mi */
  memory?: string;
}

/** The Python clients, to be mounted at /scripts. */
export function scriptsConfigMap(): object {
  const files = readdirSync(scripts).filter((file) => file.endsWith(".py"));
  const data = Object.fromEntries(files.map((file) => [file, readFileSync(join(scripts, file), "utf8")]));
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "client-scripts" }, data };
}

/** A pod that Pod Security `restricted` admits; it dies at once when deleted. */
export function clientPod(pod: ClientPod): object {
  const { name, labels = {}, command, env = {}, secret, avoid, image = clientImage, memory = "256Mi" } = pod;
  const mounts = [
    { name: "scripts", mountPath: "/scripts", readOnly: true },
    { name: "ledger", mountPath: "/ledger" },
  ];
  const volumes: object[] = [
    { name: "scripts", configMap: { name: "client-scripts" } },
    { name: "ledger", emptyDir: {} },
  ];
  if (secret !== undefined) {
    mounts.push({ name: "binding", mountPath: "/binding", readOnly: true });
    volumes.push({ name: "binding", secret: { secretName: secret } });
  }
  const container = {
    name: "client",
    image,
    imagePullPolicy: "IfNotPresent",
    command,
    env: Object.entries({ PYTHONDONTWRITEBYTECODE: "1", ...env }).map(([key, value]) => ({ name: key, value })),
    // A share of the CPU that is not the least: a starved publisher would tell its own gaps.
    resources: { requests: { cpu: "200m", memory: "64Mi" }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: mounts,
  };
  const spec = {
    restartPolicy: "Never",
    terminationGracePeriodSeconds: 1,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // A client that waits for a DNS server which went with its machine would tell of that, and not of the broker.
    dnsConfig: { options: Object.entries(resolver).map(([name, value]) => ({ name, value })) },
    securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container],
    volumes,
    ...(avoid !== undefined && { affinity: { nodeAffinity: notOn(avoid) } }),
  };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, labels }, spec };
}

/** Full names are asked for once, for a second; the clients ask anew, of another server perhaps. */
const resolver = { ndots: "2", timeout: "1", attempts: "1" };

function notOn(node: string): object {
  const matchFields = [{ key: "metadata.name", operator: "NotIn", values: [node] }];
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
}

/** Manifests as one text for kubectl, which takes a long JSON document for the first of a stream without separators. */
export function listOf(manifests: object[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests });
}
