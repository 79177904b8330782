import { isDeepStrictEqual } from "node:util";
import { Field, readable } from "./field";
import { distinct, finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { recognise, type Broker } from "./recognise";
import type { System } from "./signs";

export const healthProbesRule: RuleFacts = { id: "health-probes", severity: "medium" };

const probes = ["startupProbe", "readinessProbe", "livenessProbe"];

/** A broker tells when it can serve, and is restarted only when its process is stuck. */
export const checkHealthProbes: Check<object> = (kind, object) =>
  judge(healthProbesRule, () => {
    const broker = recognise(kind, new Field(object));
    if (!broker) return [];
    const parts = [judgeReadiness, judgeLiveness, judgeReach, judgePorts];
    return distinct(parts.flatMap((part) => judge(healthProbesRule, () => part(broker))));
  });

function judgeReadiness({ container }: Broker): Finding[] {
  if (container.get("readinessProbe").present || container.get("startupProbe").present) return [];
  const message = `${container.path} has no readinessProbe, so a rollout goes on before the broker has joined its peers.`;
  return [finding(healthProbesRule, container.path, message, "Add a readinessProbe of the client port.")];
}

/** One probe twice restarts a broker as soon as it stops being ready, which it is on purpose while it catches up. */
function judgeLiveness({ container }: Broker): Finding[] {
  const [liveness, readiness] = [container.get("livenessProbe"), container.get("readinessProbe")];
  if (!liveness.present || !readiness.present) return [];
  if (!isDeepStrictEqual(action(liveness), action(readiness)) || patience(liveness) > patience(readiness)) return [];
  const message = `${liveness.path} asks what the readinessProbe asks and is no more patient: a broker that is not ready is killed.`;
  const remedy = "Leave the livenessProbe out, let it ask for the process alone, or give it many more failures.";
  return [finding(healthProbesRule, liveness.path, message, remedy)];
}

const actions = ["exec", "httpGet", "tcpSocket", "grpc"];

/** What a probe does, as plain data. */
function action(probe: Field): unknown {
  return actions.map((kind) => flat(probe.get(kind)));
}

function flat(field: Field): unknown {
  return [
    field
      .get("command")
      .items()
      .map((word) => word.text()),
    ...["path", "port", "host", "scheme", "service"].map((key) => field.get(key).scalar()),
  ];
}

/** Seconds of failures until a probe has an effect. */
function patience(probe: Field): number {
  return (probe.get("periodSeconds").integer() ?? 10) * (probe.get("failureThreshold").integer() ?? 3);
}

/** Questions whose answer depends on other members, or on more than the process. */
const wideQuestions: Record<System, RegExp> = {
  rabbitmq:
    /node_health_check|cluster_status|list_queues|check_(local_)?alarms|quorum_critical|aliveness-test|health\/checks\/(alarms|local-alarms|node-is-quorum-critical|reached-target-cluster-size)/,
  zookeeper: /\bzkCli|zookeeper-shell/,
  kafka: /kafka-(topics|consumer-groups|console-|configs|metadata-quorum|log-dirs|get-offsets)/,
};

function judgeReach({ system, container }: Broker): Finding[] {
  const probe = container.get("livenessProbe");
  const words = [...probe.get("exec", "command").items(), probe.get("httpGet", "path")];
  if (!words.some((word) => wideQuestions[system].test(word.text() ?? ""))) return [];
  const message = `${probe.path} asks for more than the process, so trouble of the cluster kills its members one after the other.`;
  return [finding(healthProbesRule, probe.path, message, "Let it ask for the process alone, or leave it out.")];
}

/** A port that a probe names and nobody has makes the probe fail for ever. */
function judgePorts({ container }: Broker): Finding[] {
  const names = container
    .get("ports")
    .items()
    .map((port) => port.get("name").text());
  return probes
    .flatMap((probe) => actions.map((kind) => container.get(probe, kind, "port")))
    .filter((port) => {
      const name = readable(() => port.text());
      return name !== undefined && !/^\d+$/.test(name) && !names.includes(name);
    })
    .map((port) => {
      const message = `${port.path} names a port that the container does not have.`;
      return finding(
        healthProbesRule,
        port.path,
        message,
        "Write the name or the number of one of the container's ports.",
      );
    });
}
