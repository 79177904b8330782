import { parseBytes } from "../../checks/quantity";
import { brokerBytes } from "../../checks/rabbitmq/size";
import { oneLine, type Problem } from "../parse";
import { checkKey } from "./keys";
import { plugins } from "./rabbitmq-conf";
import type { RabbitMQ } from "./schema";

/** Keys that follow from other settings: said twice, one of them would be wrong. */
const owned: Record<string, string> = {
  "cluster_formation.target_cluster_size_hint": "replicas",
  "cluster_formation.peer_discovery_backend": "the component, which is for Kubernetes",
  "definitions.import_backend": "the component, which imports vhosts, users, policies, exchanges, queues and bindings",
  "definitions.local.path": "the component, which imports vhosts, users, policies, exchanges, queues and bindings",
  load_definitions: "vhosts, users, policies, exchanges, queues and bindings",
  total_memory_available_override_value: "resources.limits.memory",
  default_user: "users",
  default_pass: "users",
  default_vhost: "vhosts",
};

/** Where nodes listen, and with which certificates: ports and files are those of Services, NetworkPolicies and mounts. */
const ownedListeners = new RegExp(
  [
    String.raw`^listeners\.(tcp|ssl)(\.default)?$`,
    String.raw`^(management|prometheus)\.(tcp|ssl)\.(port|listener)$`,
    String.raw`^(stream|mqtt|stomp)\.listeners\.(tcp|ssl)(\.default)?$`,
    String.raw`^(ssl_options|management\.ssl|prometheus\.ssl)\.(cacertfile|certfile|keyfile)$`,
  ].join("|"),
);

/** Keys of rabbitmq.conf against the version's own list and against what the container has. */
export function configurationRules(settings: RabbitMQ): Problem[] {
  const { config, version } = settings;
  const enabled = plugins(settings);
  const keys = Object.entries(config).flatMap(([key, value]): Problem[] => {
    const path = ["config", key];
    const owner = owned[key] ?? (ownedListeners.test(key) ? "tls, and the component" : undefined);
    if (owner) return [{ path, value, allowed: `nothing: it is set by ${owner}`, remedy: "remove it" }];
    if (/[\r\n]/.test(value)) return [{ path, value, ...oneLine }];
    const problem = checkKey(version, key, value, enabled);
    return problem ? [{ path, value, allowed: problem.allowed, remedy: problem.remedy }] : [];
  });
  const refused = new Set(keys.map(({ path }) => path.at(-1)));
  return [...keys, ...watermark(settings).filter(({ path }) => !refused.has(path.at(-1)))];
}

function watermark({ config, resources }: RabbitMQ): Problem[] {
  const limit = parseBytes(resources.limits.memory) ?? 0;
  const absolute = config["vm_memory_high_watermark.absolute"];
  const relative = config["vm_memory_high_watermark.relative"];
  const problems: Problem[] = [];
  if (absolute !== undefined && (brokerBytes(absolute) ?? 0) > limit * 0.9) {
    problems.push({
      path: ["config", "vm_memory_high_watermark.absolute"],
      value: absolute,
      allowed: `up to nine tenths of the memory limit, ${resources.limits.memory}`,
      remedy:
        "lower it or raise resources.limits.memory; above the limit the kernel ends the broker before it blocks a publisher",
    });
  }
  if (relative !== undefined && !(Number(relative) > 0 && Number(relative) <= 0.9)) {
    problems.push({
      path: ["config", "vm_memory_high_watermark.relative"],
      value: relative,
      allowed: "a fraction of the memory limit above 0 and up to 0.9",
      remedy: "use 0.4 to 0.7; the rest is for the runtime's garbage collection and the page cache",
    });
  }
  return problems;
}
