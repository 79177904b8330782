import { pairsOf, parseTerm, tupleOf, valueIn, wordOf, type Term } from "./erlang";

/** Settings of one key of the application `rabbit`, in the words of rabbitmq.conf. */
type Translation = (value: Term) => [key: string, value: string | undefined][];

const same =
  (key: string): Translation =>
  (value) => [[key, wordOf(value) ?? wordOf(tupleOf(value)[0])]];

/** `{absolute, "2GB"}`, `{mem_relative, 1.0}`, or one of them alone. */
const limit =
  (key: string, alone: "absolute" | "relative"): Translation =>
  (value) => {
    const [kind, amount] = tupleOf(value);
    const word = wordOf(kind)?.replace("mem_", "") ?? alone;
    return [[`${key}.${word}`, wordOf(amount ?? value)]];
  };

const listeners =
  (key: string): Translation =>
  (value) => {
    if (!Array.isArray(value)) return [];
    if (value.length === 0) return [[key, "none"]];
    return value.map((one, i) => [`${key}.${i + 1}`, wordOf(one) ?? tupleOf(one).map(wordOf).join(":")]);
  };

const translations: Record<string, Translation> = {
  default_queue_type: same("default_queue_type"),
  cluster_partition_handling: same("cluster_partition_handling"),
  quorum_cluster_size: same("quorum_queue.initial_cluster_size"),
  total_memory_available_override_value: same("total_memory_available_override_value"),
  default_user: same("default_user"),
  default_pass: same("default_pass"),
  vm_memory_high_watermark: limit("vm_memory_high_watermark", "relative"),
  disk_free_limit: limit("disk_free_limit", "absolute"),
  tcp_listeners: listeners("listeners.tcp"),
  ssl_listeners: listeners("listeners.ssl"),
  loopback_users: (value) =>
    Array.isArray(value) && value.length > 0
      ? value.map((user) => [`loopback_users.${wordOf(user)}`, "true"])
      : [["loopback_users", "none"]],
  cluster_nodes: (value) => {
    const [nodes] = tupleOf(value);
    const list = nodes ?? value;
    if (!Array.isArray(list)) return [];
    return list.map((node, i) => [`cluster_formation.classic_config.nodes.${i + 1}`, wordOf(node)]);
  },
};

/**
 * What advanced.config or the classic rabbitmq.config says, with the keys of rabbitmq.conf, as far as the rules know
 * them; undefined when it cannot be read.
 */
export function parseAdvanced(text: string): Map<string, string> | undefined {
  if (text.trim() === "") return new Map();
  const term = parseTerm(text);
  return term === undefined ? undefined : new Map(pairsOf(valueIn(term, "rabbit")).flatMap(translate));
}

/** `-rabbit key value` of the Erlang VM's command line. */
export function parseErlangArguments(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/-rabbit\s+(\w+)\s+("[^"]*"|'[^']*'|\S+)/g)].flatMap(([, key = "", value = ""]) => {
      const term = parseTerm(`${value.replace(/^(["'])(.*)\1$/, "$2")}.`);
      return term === undefined ? [] : translate([key, term]);
    }),
  );
}

function translate([key, value]: [string, Term]): [string, string][] {
  return (translations[key]?.(value) ?? []).flatMap(([name, word]): [string, string][] =>
    word === undefined ? [] : [[name, word]],
  );
}
