import type { types } from "@pulumi/kubernetes";

/**
 * A DNS server that went with its machine is missed by every other question until Kubernetes takes it out of its Service, and the resolver
 * would wait for it five seconds at a time, with a question for each search domain. Members ask for each other's full names once, and again after
 * a second.
 */
export const dnsConfig: types.input.core.v1.PodDNSConfig = {
  options: [
    { name: "ndots", value: "2" },
    { name: "timeout", value: "1" },
    { name: "attempts", value: "5" },
  ],
};
