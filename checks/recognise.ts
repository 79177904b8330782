import { readable, type Field } from "./field";
import { parseImage, parseVersion, type Version } from "./image";
import {
  systemOfCommand,
  systemOfEnvironment,
  systemOfImage,
  systemOfLabel,
  systemOfPorts,
  usesTool,
  type System,
} from "./signs";
import { podTemplate, serverKinds } from "./workload";

/** A workload that runs a message system. */
export interface Broker {
  system: System;
  /** What the image's tag tells, else the version label. */
  version?: Version;
  /** The pod template. */
  template: Field;
  /** The container with the broker in it. */
  container: Field;
}

/**
 * The broker that a workload runs, told by image, command, ports and environment; labels come last and only for a
 * StatefulSet, since exporters and clients carry them too. Undefined when there is none.
 * @throws {Unreadable} when a StatefulSet's containers are unknown, or an image and nothing else tells: it may well be a broker.
 */
export function recognise(kind: string, object: Field): Broker | undefined {
  return serverKinds.includes(kind) ? object.once(recognised, kind, () => brokerOf(kind, object)) : undefined;
}

/** Nearly every rule asks. */
const recognised = new WeakMap<object, Map<string, Broker | undefined>>();

function brokerOf(kind: string, object: Field): Broker | undefined {
  const template = podTemplate(kind, object);
  const listed = () => template.get("spec", "containers").items();
  const containers = kind === "StatefulSet" ? listed() : (readable(listed) ?? []);
  for (const container of containers) {
    const system = systemOf(container);
    if (system) return broker(system, template, container);
  }
  const [first] = containers;
  if (kind !== "StatefulSet" || !first) return undefined;
  const labelled = readable(() => systemOfLabel(template.get("metadata", "labels")));
  if (labelled) return broker(labelled, template, first);
  for (const container of containers) container.get("image").text();
  return undefined;
}

function systemOf(container: Field): System | undefined {
  const command = readable(() => words(container.get("command")) + words(container.get("args"))) ?? "";
  const started = systemOfCommand(command);
  if (started) return started;
  if (usesTool(command)) return undefined;
  return (
    readable(() => systemOfImage(parseImage(container.get("image").text() ?? "").name)) ??
    readable(() => systemOfPorts(ports(container))) ??
    readable(() => systemOfEnvironment(environmentNames(container)))
  );
}

function broker(system: System, template: Field, container: Field): Broker {
  const version =
    readable(() => parseImage(container.get("image").text() ?? "").version) ?? readable(() => versionLabel(template));
  return { system, template, container, ...(version && { version }) };
}

/** The version that the well-known label tells. */
export function versionLabel(object: Field): Version | undefined {
  return parseVersion(object.get("metadata", "labels", "app.kubernetes.io/version").text() ?? "");
}

function words(list: Field): string {
  return list
    .items()
    .map((item) => ` ${readable(() => item.text()) ?? ""}`)
    .join("");
}

function ports(container: Field): number[] {
  return container
    .get("ports")
    .items()
    .map((port) => port.get("containerPort").integer() ?? 0);
}

function environmentNames(container: Field): string[] {
  return container
    .get("env")
    .items()
    .map((variable) => variable.get("name").text() ?? "");
}
