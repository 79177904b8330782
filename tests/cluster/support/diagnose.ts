import type { Namespace } from "./kubectl";
import { isReady, restarts, type ContainerStatus, type Event, type Pod } from "./objects";

/** Why a container is not running, in the kubelet's words. */
function reasons(statuses: ContainerStatus[] = []): string {
  return statuses
    .flatMap(({ name, state = {} }) =>
      Object.entries(state).map(([key, { reason, message }]) => ({ name, key, reason, message })),
    )
    .filter(({ key, reason }) => key !== "running" && reason !== "Completed")
    .map(({ name, reason = "", message = "" }) => ` ${name}: ${reason} ${message}`)
    .join("");
}

function describePod(pod: Pod): string {
  const { phase, containerStatuses, initContainerStatuses } = pod.status;
  const going = pod.metadata.deletionTimestamp === undefined ? "" : " terminating";
  const node = pod.spec.nodeName ?? "no node";
  const why = reasons(initContainerStatuses) + reasons(containerStatuses);
  return `  ${pod.metadata.name} ${phase}${going} on ${node}, ready ${isReady(pod)}, ${restarts(pod)} restarts${why}`;
}

/** Pods, the last warnings and the last log lines of what is not ready: what one would type by hand after a failure. */
export async function diagnose(namespace: Namespace): Promise<string> {
  const pods = await namespace.list<Pod>("pods");
  const events = await namespace.list<Event>("events");
  const warnings = events.filter(({ type }) => type === "Warning").slice(-12);
  const logs = await Promise.all(
    pods
      .filter((pod) => !isReady(pod))
      .map(async ({ metadata: { name } }) => {
        const { stdout, stderr } = await namespace.ask(["logs", name, "--all-containers", "--tail=25"]);
        return `log of ${name}:\n${stdout}${stderr}`;
      }),
  );
  return [
    `pods of ${namespace.name}:`,
    ...pods.map(describePod),
    "warnings:",
    ...warnings.map(({ involvedObject: { kind, name }, reason, message }) => `  ${kind}/${name} ${reason}: ${message}`),
    ...logs,
  ].join("\n");
}
