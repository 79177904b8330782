import type { Field } from "../field";

const seLinuxTypes = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

/** What is wrong with the parts of a security context that pods and containers have in common. */
export function badSecurityOptions(context: Field, podSpec: Field): string[] {
  const seLinux = context.get("seLinuxOptions");
  const root = !podSpec.get("hostUsers").isFalse() && context.get("runAsUser").integer() === 0;
  return [
    ...(root ? ["runAsUser is 0"] : []),
    ...(context.get("windowsOptions", "hostProcess").isTrue() ? ["windowsOptions.hostProcess is true"] : []),
    ...(seLinuxTypes.includes(seLinux.get("type").text() ?? "")
      ? []
      : ["seLinuxOptions.type is not one of a container"]),
    ...["user", "role"].flatMap((key) =>
      (seLinux.get(key).text() ?? "") === "" ? [] : [`seLinuxOptions.${key} is set`],
    ),
    ...badProfile(context.get("appArmorProfile"), "appArmorProfile"),
  ];
}

/** A profile that is given must be the runtime's or one of the node's. */
export function badProfile(profile: Field, name: string): string[] {
  if (!profile.present) return [];
  const type = profile.get("type").text() ?? "";
  return ["RuntimeDefault", "Localhost"].includes(type) ? [] : [`${name}.type is not RuntimeDefault or Localhost`];
}
