import type { Field } from "../field";
import { badSecurityOptions, badProfile } from "./options";

/** What a container must not be, in the words of a list: `allowPrivilegeEscalation is not false`. */
export type Control = (place: Field, podSpec: Field) => string[];

const context = (container: Field): Field => container.get("securityContext");
const windows = (podSpec: Field): boolean => podSpec.get("os", "name").text() === "windows";
/** A pod in a user namespace of its own: its root is nobody on the node. */
export const ownUsers = (podSpec: Field): boolean => podSpec.get("hostUsers").isFalse();

/** The controls of a container; most of them have a value of the pod's that stands for an absent one. */
export const containerControls: Control[] = [
  (container) => (context(container).get("privileged").isTrue() ? ["privileged is true"] : []),
  (container, podSpec) => {
    if (windows(podSpec) || context(container).get("allowPrivilegeEscalation").isFalse()) return [];
    return ["allowPrivilegeEscalation is not false"];
  },
  (container, podSpec) => (windows(podSpec) ? [] : badCapabilities(context(container).get("capabilities"))),
  (container, podSpec) => {
    const own = context(container).get("runAsNonRoot");
    if (ownUsers(podSpec) || own.isTrue()) return [];
    if (!own.present && context(podSpec).get("runAsNonRoot").isTrue()) return [];
    return ["runAsNonRoot is not true"];
  },
  (container, podSpec) => {
    const profile = context(container).get("seccompProfile");
    if (windows(podSpec)) return [];
    if (profile.present) return badProfile(profile, "seccompProfile");
    return context(podSpec).get("seccompProfile").present ? [] : ["seccompProfile is not set"];
  },
  (container) => {
    const procMount = context(container).get("procMount").text();
    return procMount === undefined || procMount === "Default" ? [] : ["procMount is not Default"];
  },
  (container, podSpec) => badSecurityOptions(context(container), podSpec),
  (container) => {
    const ports = container.get("ports").items();
    return ports.some((port) => (port.get("hostPort").integer() ?? 0) !== 0) ? ["a port has a hostPort"] : [];
  },
  (container) => (handlers(container).some(namesHost) ? ["a probe or hook names a host"] : []),
];

function badCapabilities(capabilities: Field): string[] {
  const names = (list: string) =>
    capabilities
      .get(list)
      .items()
      .map((name) => name.text());
  return [
    ...(names("drop").includes("ALL") ? [] : ["capabilities.drop lacks ALL"]),
    ...(names("add").every((name) => name === "NET_BIND_SERVICE")
      ? []
      : ["capabilities.add has more than NET_BIND_SERVICE"]),
  ];
}

function handlers(container: Field): Field[] {
  return [
    ...["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => container.get(probe)),
    ...["postStart", "preStop"].map((hook) => container.get("lifecycle", hook)),
  ];
}

/** A probe of another host makes the kubelet call whom the pod's author names. */
const namesHost = (handler: Field): boolean =>
  ["httpGet", "tcpSocket"].some((action) => (handler.get(action, "host").text() ?? "") !== "");
