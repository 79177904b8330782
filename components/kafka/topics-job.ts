import type { types } from "@pulumi/kubernetes";
import { hash } from "../kubernetes/hash";
import { metadata } from "../kubernetes/manifests";
import { topicsComponent } from "./access";
import type { Context } from "./context";
import { topicFile, topicsPath, topicsScript } from "./scripts/topics";
import { render } from "./server-properties";
import { toolJobSpec } from "./tool-job";

/** What the Job reads: its script, and a file for each topic that has config. */
export function topicsConfigMap(context: Context): types.input.core.v1.ConfigMap {
  return { metadata: metadata(context, topicsName(context), topicsComponent), immutable: true, data: files(context) };
}

/**
 * Creates and alters the declared topics while the brokers run. It adds and updates what is declared and touches nothing else, so it may
 * run again at any time. A Job's template never changes: its name has the hash of all that it does, so that any change is a new Job.
 */
export function topicsJob(context: Context): types.input.batch.v1.Job {
  const spec = toolJobSpec(context, { component: topicsComponent, configMap: topicsName(context), path: topicsPath });
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
