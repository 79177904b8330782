import { configMap, container, statefulSet, volumes } from "./fixtures";
import { foundInStack } from "./questions";
import { type Resource } from "./support";

/** A cluster of three with the image of the tag, that mounts the fixture's ConfigMap. */
export const brokers = (tag: string, podSpec: object = { volumes }, spec: object = {}): Resource =>
  statefulSet({ containers: [{ ...container, image: `rabbitmq:${tag}` }], ...podSpec }, spec);

/** What is found in a ConfigMap that such a cluster mounts. */
export const ask = (data: object, settings: object = {}, tag = "4.3-management"): Promise<string[]> =>
  foundInStack("rabbitmq-replication", [brokers(tag), configMap(data)], settings);

/** A good rabbitmq.conf and more lines. */
export const confOf = (...lines: string[]) => ({
  "rabbitmq.conf": ["default_queue_type = quorum", ...lines].join("\n"),
});

/** A good rabbitmq.conf beside definitions. */
export const definitions = (content: object) => ({ ...confOf(), "definitions.json": JSON.stringify(content) });

export const json = 'data["definitions.json"]';
