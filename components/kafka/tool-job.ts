import type { types } from "@pulumi/kubernetes";
import { labels } from "../kubernetes/labels";
import { containerSecurity, podSecurity } from "../kubernetes/security";
import type { Context } from "./context";
import { kafkaId } from "./pod";
import { tlsMounts, tlsVolumes } from "./security";

/** Exit code of a refusal: another try would end the same. */
export const refused = 3;

/** A Job that runs Kafka's tools while the brokers run. */
export interface ToolJob {
  /** Component in the labels of its pods, and name of its container. */
  component: string;
  /** ConfigMap with the script `<component>.sh`. */
  configMap: string;
  /** Where the ConfigMap is mounted. */
  path: string;
  volumes?: types.input.core.v1.Volume[];
  mounts?: types.input.core.v1.VolumeMount[];
}

/** Spec of such a Job. */
export function toolJobSpec(context: Context, job: ToolJob): types.input.batch.v1.JobSpec {
  const { settings, identity } = context;
  return {
    backoffLimit: 6,
    // What is refused once is refused again; the rest may be a broker that is not there yet.
    podFailurePolicy: {
      rules: [{ action: "FailJob", onExitCodes: { containerName: job.component, operator: "In", values: [refused] } }],
    },
    template: {
      metadata: { labels: labels(identity, job.component) },
      spec: {
        restartPolicy: "Never",
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurity(kafkaId),
        containers: [container(context, job)],
        volumes: [
          { name: "files", configMap: { name: job.configMap } },
          // Of memory: keys and passwords are here while the tools run.
          { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
          ...tlsVolumes(context),
          ...(job.volumes ?? []),
        ],
        // A Job that waits for a broker to come up goes where the brokers may go, and nowhere it was told not to.
        ...(settings.dedicatedNodes && {
          tolerations: [{ key: settings.dedicatedNodes.label, operator: "Exists" }],
        }),
      },
    },
  };
}

function container(context: Context, { component, path, mounts = [] }: ToolJob): types.input.core.v1.Container {
  return {
    name: component,
    image: context.image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", `${path}/${component}.sh`],
    securityContext: containerSecurity,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "256Mi" } },
    volumeMounts: [
      { name: "files", mountPath: path, readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
      ...tlsMounts(context),
      ...mounts,
    ],
  };
}
