import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { check, report, type Problem } from "./parse";
import { rules as rabbitMQRules } from "./rabbitmq/rules";
import { rabbitMQSettings } from "./rabbitmq/schema";
import { dnsLabel, forPeople, object } from "./schema";

/** A namespace: `create: false` takes one that is there; `retain: false` lets `pulumi destroy` delete it with all its volumes. */
const namespaceObject = object({
  name: dnsLabel,
  create: z.boolean().default(true),
  retain: z.boolean().default(true),
});
const namespace = z
  .union([dnsLabel.transform((name) => namespaceObject.parse({ name })), namespaceObject])
  .default(() => namespaceObject.parse({ name: "messaging" }));

/** Stack config: a line per system. What a stack file may say for people's sake is normalised here, so that components take one form. */
export const stackSchema = object({
  namespace,
  rabbitmq: rabbitMQSettings.extend(forPeople(rabbitMQSettings.shape)).optional(),
});

export type Stack = z.output<typeof stackSchema>;

/** What several settings say together, by system. */
function rules(stack: Stack): Problem[] {
  const within = (system: string, problems: Problem[]) =>
    problems.map((problem) => ({ ...problem, path: [system, ...problem.path] }));
  const { rabbitmq } = stack;
  return rabbitmq
    ? within(
        "rabbitmq",
        rabbitMQRules("rabbitmq", stack.namespace.name).flatMap((rule) => rule(rabbitmq)),
      )
    : [];
}

/**
 * Reads and checks the stack's config; the only place that does.
 * @throws {pulumi.RunError} with every problem of the config, before anything is registered.
 */
export function readStack(): Stack {
  const project = pulumi.getProject();
  const config = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${project}:`));
  const value = Object.fromEntries(config.map(([key, text]) => [key.slice(project.length + 1), structured(text)]));
  const { output, problems } = check(stackSchema, value, [rules]);
  if (output === undefined || problems.length > 0) {
    const named = problems.map((problem) => ({
      ...problem,
      path: [`${project}:${String(problem.path[0])}`, ...problem.path.slice(1)],
    }));
    throw new pulumi.RunError(report(`stack ${pulumi.getStack()}`, named));
  }
  return output;
}

/** Pulumi hands structured values over as JSON, and plain ones as they are. */
function structured(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
