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

/** A stack that says the same key of rabbitmq.conf to its brokers, in each of the ways there are. */
export function encodings(
  lines: string[],
  terms: string,
  variables: object[] = [],
  podSpec: object = {},
): [how: string, stack: Resource[]][] {
  const conf = lines.join("\n");
  const one = (given: object = {}, pod: object = { volumes }) =>
    statefulSet({ containers: [{ ...container, ...given }], ...podSpec, ...pod });
  const secret = {
    type: "kubernetes:core/v1:Secret",
    props: {
      metadata: { name: "rabbitmq-config", namespace: "messaging" },
      data: { "rabbitmq.conf": Buffer.from(conf).toString("base64") },
    },
  };
  const heredoc = `cat > /etc/rabbitmq/rabbitmq.conf <<EOF\n${conf}\nEOF\nexec rabbitmq-server`;
  const ways: [string, Resource[]][] = [
    ["rabbitmq.conf", [one(), configMap({ "rabbitmq.conf": conf })]],
    ["a file of conf.d", [one(), configMap({ "90-ours.conf": conf })]],
    ["advanced.config", [one(), configMap({ "advanced.config": `[{rabbit, [${terms}]}].` })]],
    ["the classic rabbitmq.config", [one(), configMap({ "rabbitmq.config": `%% old\n[{rabbit,[${terms}]}].\n` })]],
    [
      "a Secret with rabbitmq.conf",
      [one({}, { volumes: [{ name: "config", secret: { secretName: "rabbitmq-config" } }] }), secret],
    ],
    ["a file that its command writes", [one({ command: ["sh", "-c", heredoc] }, {})]],
  ];
  return variables.length > 0 ? [...ways, ["variables", [one({ env: variables }, {})]]] : ways;
}
