import type { Field } from "../field";
import type { StackObject } from "../stack";
import { metadata } from "./make";

/** What the operator makes for pods that have `labels`: who may connect where, and the Service that gives them names. */
export interface Network {
  /** Name of the NetworkPolicy; the headless Service has its own. */
  name: string;
  serviceName: string;
  labels: Record<string, string>;
  /** Ports between members; that the operator's own tools may use them too is the operator's business. */
  memberPorts: number[];
  /** Ports for clients, and who they are; all when nothing is said. */
  clients: { port: unknown; from: Field }[];
}

/** The NetworkPolicy and the headless Service of nodes. */
export function networkOf(
  resource: Field,
  { name, serviceName, labels, memberPorts, clients }: Network,
): StackObject[] {
  const port = (number: unknown) => [{ port: number, protocol: "TCP" }];
  const ingress = [
    ...memberPorts.map((number) => ({ ports: port(number), from: [{ podSelector: { matchLabels: labels } }] })),
    ...clients.map(({ port: number, from }) => ({ ports: port(number), from })),
  ];
  const policy = { podSelector: { matchLabels: labels }, policyTypes: ["Ingress"], ingress };
  const ports = [...memberPorts, ...clients.map((client) => client.port)].map((number) => ({ port: number }));
  const service = { clusterIP: "None", publishNotReadyAddresses: true, selector: labels, ports };
  return [
    { kind: "NetworkPolicy", object: { metadata: metadata(resource, name), spec: policy } },
    { kind: "Service", object: { metadata: metadata(resource, serviceName), spec: service } },
  ];
}
