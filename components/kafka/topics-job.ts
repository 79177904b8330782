import type { types } from "@pulumi/kubernetes";
import { hash } from "../kubernetes/hash";
import { labels } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import { containerSecurity, podSecurity } from "../kubernetes/security";
import { topicsComponent } from "./access";
import type { Context } from "./context";
import { kafkaId } from "./pod";
import { refused, topicFile, topicsPath, topicsScript } from "./scripts/topics";
import { render } from "./server-properties";

/** What the Job reads: its script, and a file for each topic that has config. */
export function topicsConfigMap(context: Context): types.input.core.v1.ConfigMap {
  return { metadata: metadata(context, topicsName(context), topicsComponent), immutable: true, data: files(context) };
}

/**
 * Creates and alters the declared topics while the brokers run. It adds and updates what is declared and touches nothing else, so it may
 * run again at any time. A Job's template never changes: its name has the hash of all that it does, so that any change is a new Job.
 */
export function topicsJob(context: Context): types.input.batch.v1.Job {
  const spec = jobSpec(context);
  return { metadata: metadata(context, `${context.name}-topics-${hash(spec)}`, topicsComponent), spec };
}

function topicsName(context: Context): string {
  return `${context.name}-topics-${hash(files(context))}`;
}

function files({ settings, roles }: Context): Record<string, string> {
  const configs = settings.topics.map(({ config }, i): [string, string] => [
    topicFile(i),
    render(new Map(Object.entries(config))),
  ]);
  return { "topics.sh": topicsScript(settings, roles), ...Object.fromEntries(configs) };
}

function jobSpec(context: Context): types.input.batch.v1.JobSpec {
  const { settings } = context;
  return {
    backoffLimit: 6,
    // What is refused once is refused again; the rest may be a broker that is not there yet.
    podFailurePolicy: {
      rules: [{ action: "FailJob", onExitCodes: { containerName: "topics", operator: "In", values: [refused] } }],
    },
    template: {
      metadata: { labels: labels(context.identity, topicsComponent) },
      spec: {
        restartPolicy: "Never",
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurity(kafkaId),
        containers: [container(context.image)],
        volumes: [
          { name: "topics", configMap: { name: topicsName(context) } },
          { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
        ],
        // A Job that waits for a broker to come up goes where the brokers may go, and nowhere it was told not to.
        ...(settings.dedicatedNodes && {
          tolerations: [{ key: settings.dedicatedNodes.label, operator: "Exists" }],
        }),
      },
    },
  };
}

function container(image: string): types.input.core.v1.Container {
  return {
    name: "topics",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", `${topicsPath}/topics.sh`],
    securityContext: containerSecurity,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "256Mi" } },
    volumeMounts: [
      { name: "topics", mountPath: topicsPath, readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}
