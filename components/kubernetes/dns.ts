import type { types } from "@pulumi/kubernetes";

/**
 * A DNS server that went with its machine is missed by every other question until Kubernetes takes it out of its Service. The resolver
 * would wait for it five seconds at a time, with a question for each search domain, and ask the lost one again: it keeps the socket. Members
 * ask for each other's full names once, for a second, and whoever asked asks anew.
 */
export const dnsConfig: types.input.core.v1.PodDNSConfig = {
  options: [
    { name: "ndots", value: "2" },
    { name: "timeout", value: "1" },
    { name: "attempts", value: "1" },
  ],
};

/**
 * A member that comes back has another address under the same name, which a Java VM would not see for half a minute. Without an answer
 * the last address is good for a day; but whoever asks stands still until that is known, so that nobody asks more often than is of use: with a
 * second, controllers that had to elect another of them were kept from it by their questions for the one that was lost.
 * https://docs.oracle.com/en/java/javase/21/core/java-networking.html
 */
export const javaDnsOptions = [
  "-Dsun.net.inetaddr.ttl=5",
  "-Dsun.net.inetaddr.stale.ttl=86400",
  "-Dsun.net.inetaddr.negative.ttl=0",
];
