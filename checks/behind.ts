import { portNumber, portsOf, purposeAt, usualPorts, type Purpose } from "./broker-ports";
import { readable, type Field } from "./field";
import { isOpenToAll } from "./network-policy";
import { systemOfLabel, systemOfPorts, type System } from "./signs";
import type { Server, Stack } from "./stack";
import { namespaceOf } from "./workload";

/** A broker that a Service leads to, as far as it can be seen. */
export interface Behind {
  system: System;
  /** What a port of the Service is for; undefined for one that the system does not have. */
  purpose(port: Field): Purpose | undefined;
  /** Whether NetworkPolicies of the stack keep all but some addresses from a port of the Service. */
  isLimited(port: Field): boolean;
}

/** Labels that a StatefulSet's controller gives each pod. */
const ordinalLabels = ["statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"];

/** The broker in the stack whose pods the Service selects; else what its ports and its selector tell. */
export function brokerBehind(service: Field, stack: Stack): Behind | undefined {
  const selector = service
    .get("spec", "selector")
    .entries()
    .filter(([key]) => !ordinalLabels.includes(key));
  if (selector.length === 0) return undefined;
  const server = stack.brokersIn(namespaceOf(service)).find(({ broker }) => {
    const labels = broker.template.get("metadata", "labels");
    return selector.every(([key, value]) => value.text() === labels.get(key).text());
  });
  return server ? behind(server, stack) : guessed(service);
}

function behind({ workload, broker }: Server, stack: Stack): Behind {
  const ports = portsOf(workload, broker, stack);
  const { template } = broker;
  const target = (port: Field) =>
    portNumber(port.get("targetPort").present ? port.get("targetPort") : port.get("port"), template);
  return {
    system: broker.system,
    isLimited: (port) => {
      const number = target(port);
      return number !== undefined && !isOpenToAll(number, template, namespaceOf(workload), stack);
    },
    purpose: (port) => {
      const number = target(port);
      // Kafka's ports are what its listeners say; one that nothing tells of may well be plain.
      return number === undefined ? undefined : (purposeAt(ports, number) ?? unknownPurpose(broker.system, port));
    },
  };
}

function unknownPurpose(system: System, port: Field): Purpose | undefined {
  if (system !== "kafka") return undefined;
  return /tls|ssl|secure/i.test(readable(() => port.get("name").text()) ?? "") ? "encrypted" : "plaintext";
}

function guessed(service: Field): Behind | undefined {
  const numbers = service
    .get("spec", "ports")
    .items()
    .map((port) => port.get("port").integer() ?? 0);
  const system = systemOfPorts(numbers) ?? systemOfLabel(service.get("spec", "selector"));
  if (!system) return undefined;
  return {
    system,
    isLimited: () => false,
    purpose: (port) => {
      const [target, number] = [readable(() => port.get("targetPort").integer()), port.get("port").integer()];
      return purposeAt(usualPorts(system), target ?? number ?? 0) ?? unknownPurpose(system, port);
    },
  };
}
