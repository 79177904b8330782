import type { Field } from "../field";
import { ownUsers, type Control } from "./container";
import { badProfile, badSecurityOptions } from "./options";

/** Volumes that hold what the cluster gives; all others reach past it. One that says nothing becomes an emptyDir. */
const volumeSources = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

const allowed = (source: string): boolean => volumeSources.includes(source);

/** Sysctls that concern the pod alone. */
const safeSysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** The controls of a pod's spec. */
export const podControls: Control[] = [
  (podSpec) =>
    ["hostNetwork", "hostPID", "hostIPC"].flatMap((key) => (podSpec.get(key).isTrue() ? [`${key} is true`] : [])),
  (podSpec) =>
    podSpec
      .get("volumes")
      .items()
      .filter((volume) => !volume.entries().every(([key, field]) => key === "name" || !field.present || allowed(key)))
      .map((volume) => `${volume.path} is of a kind that reaches past the cluster`),
  (podSpec) => {
    const denied = !ownUsers(podSpec) && podSpec.get("securityContext", "runAsNonRoot").isFalse();
    return denied ? ["runAsNonRoot is false"] : [];
  },
  (podSpec) =>
    // A pod for Windows has no seccomp, so what it says of it does nothing.
    podSpec.get("os", "name").text() === "windows"
      ? []
      : badProfile(podSpec.get("securityContext", "seccompProfile"), "seccompProfile"),
  (podSpec) => badSecurityOptions(podSpec.get("securityContext"), podSpec),
  (podSpec) => {
    const sysctls = podSpec.get("securityContext", "sysctls").items();
    const safe = sysctls.every((sysctl) => safeSysctls.includes(sysctl.get("name").text() ?? ""));
    return safe ? [] : ["a sysctl is not of the safe ones"];
  },
];

const appArmorKey = "container.apparmor.security.beta.kubernetes.io/";

/** The controls of a pod's metadata: AppArmor's profiles stood in annotations before they had a field. */
export function badAnnotations(template: Field): string[] {
  return template
    .get("metadata", "annotations")
    .entries()
    .filter(([key]) => key.startsWith(appArmorKey))
    .filter(([, profile]) => !/^$|^runtime\/default$|^localhost\//.test(profile.text() ?? ""))
    .map(([, { path }]) => `${path} is not runtime/default or localhost/…`);
}
