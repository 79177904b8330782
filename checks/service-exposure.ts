import { brokerBehind, type Behind } from "./behind";
import type { Purpose } from "./broker-ports";
import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import type { Stack } from "./stack";
import { namespaceOf } from "./workload";

export const serviceExposureRule: RuleFacts = { id: "service-exposure", severity: "high" };

/** Limits of the rule. */
export interface ServiceExposureSettings {
  /** What an encrypted client port needs to be reached from outside. */
  encryptedPorts: "ranges" | "refused" | "accepted";
}

const names: Record<Purpose, string> = {
  members: "a port between members",
  management: "the management port",
  metrics: "the port of metrics",
  plaintext: "a client port without encryption",
  encrypted: "an encrypted client port",
};

/** From outside of the cluster only encrypted client ports are reached, and by known networks. */
export const checkServiceExposure: Check<ServiceExposureSettings> = (kind, object, { settings, stack }) =>
  judge(serviceExposureRule, () => {
    const root = new Field(object);
    if (!stack) return [];
    return kind === "Ingress" ? judgeIngress(root, stack) : judgeService(root, settings, stack);
  });

function judgeService(service: Field, { encryptedPorts }: ServiceExposureSettings, stack: Stack): Finding[] {
  const spec = service.get("spec");
  const type = spec.get("type").text() ?? "ClusterIP";
  const external = spec.get("externalIPs").items().length > 0;
  if (!["NodePort", "LoadBalancer"].includes(type) && !external) return [];
  const behind = brokerBehind(service, stack);
  if (!behind) return [];
  const how = type === "ClusterIP" ? "externalIPs" : type;
  const limited = type === "LoadBalancer" && !external && hasRanges(spec.get("loadBalancerSourceRanges"));
  const admitted = (port: Field) => limited || (!external && behind.isLimited(port));
  return spec
    .get("ports")
    .items()
    .flatMap((port) =>
      judge(serviceExposureRule, () => {
        const purpose = behind.purpose(port);
        if (purpose === undefined) return [];
        if (purpose !== "encrypted") return [exposed(port, purpose, `by ${how}`)];
        if (encryptedPorts === "accepted") return [];
        if (encryptedPorts === "refused") return [exposed(port, purpose, `by ${how}`)];
        if (!admitted(port)) return [exposed(port, purpose, `by ${how} to every network`)];
        return limited || keepsAddresses(spec) ? [] : [exposed(port, purpose, `by ${how} ${disguised}`)];
      }),
    );
}

/** Otherwise the node that a client happens to ask passes it on under its own address. */
const keepsAddresses = (spec: Field): boolean => spec.get("externalTrafficPolicy").text() === "Local";
const disguised = "whose externalTrafficPolicy is not Local, so that NetworkPolicies take nodes for clients";

/** A list that holds the whole internet is none. */
function hasRanges(ranges: Field): boolean {
  const all = ranges.items().map((range) => range.text() ?? "");
  return all.length > 0 && !all.some((range) => range.endsWith("/0"));
}

function exposed({ path }: Field, purpose: Purpose, how: string): Finding {
  const message = `${path} exposes ${names[purpose]} of a broker ${how}.`;
  return finding(serviceExposureRule, path, message, remedies[purpose]);
}

const inside = "Leave it to a Service of type ClusterIP.";
const remedies: Record<Purpose, string> = {
  members: inside,
  management: `${inside} Reach it by kubectl port-forward.`,
  metrics: inside,
  plaintext: "Expose a port with TLS in its place, to known networks (loadBalancerSourceRanges).",
  encrypted:
    "Name the networks that clients are in: as loadBalancerSourceRanges of a LoadBalancer, or with " +
    "externalTrafficPolicy: Local in a NetworkPolicy that opens the port to them.",
};

/** An Ingress is judged by the Services of the stack that it leads to. */
function judgeIngress(ingress: Field, stack: Stack): Finding[] {
  return backends(ingress).flatMap((backend) =>
    judge(serviceExposureRule, () => {
      const name = backend.get("service", "name").text();
      const service = stack
        .ofKind("Service", namespaceOf(ingress))
        .find((candidate) => name !== undefined && candidate.get("metadata", "name").text() === name);
      const behind = service && brokerBehind(service, stack);
      const purpose = behind && purposeOf(backend.get("service", "port"), service, behind);
      return purpose === undefined || purpose === "encrypted" ? [] : [exposed(backend, purpose, "by an Ingress")];
    }),
  );
}

function backends(ingress: Field): Field[] {
  const paths = ingress
    .get("spec", "rules")
    .items()
    .flatMap((rule) => rule.get("http", "paths").items());
  return [ingress.get("spec", "defaultBackend"), ...paths.map((path) => path.get("backend"))].filter(
    ({ present }) => present,
  );
}

function purposeOf(wanted: Field, service: Field, behind: Behind): Purpose | undefined {
  const [name, number] = [wanted.get("name").text(), wanted.get("number").integer()];
  const port = service
    .get("spec", "ports")
    .items()
    .find((one) => (name === undefined ? one.get("port").integer() === number : one.get("name").text() === name));
  return port && behind.purpose(port);
}
