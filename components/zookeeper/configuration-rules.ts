import type { Problem } from "../parse";
import { checkKey } from "./keys";
import type { ZooKeeper } from "./schema";
import { asksClients } from "./tls";

/** Keys that follow from other settings: said twice, one of them would be wrong. */
const owned: [keys: RegExp, owner: string][] = [
  [/^(tickTime|initLimit|syncLimit|maxClientCnxns)$/, "the setting of that name"],
  [/^autopurge\./, "autopurge"],
  [/^dataDir$/, "the component, which mounts storage there"],
  [/^dataLogDir$/, "dataLog"],
  [/^(server|group|weight)\.|^standaloneEnabled$/, "replicas"],
  [/^(dynamicConfigFile|reconfigEnabled|peerType|oraclePath)$/, "the component, whose members are those of replicas"],
  [
    /^((secure)?[cC]lientPort(Address)?|observerMasterPort|quorumListenOnAllIPs|admin\.(enableServer|serverPort)|metricsProvider\.(className|httpPort|httpHost))$/,
    "the component, whose Services, probes and NetworkPolicies go by it",
  ],
  [/^(ssl\.(clientAuth|authProvider)|authProvider\.x509|X509AuthenticationProvider\.superUser)$/, "tls.clientAuth"],
  [
    /^(sslQuorum|sslQuorumReloadCertFiles|serverCnxnFactory|client\.certReload|ssl\.(quorum\.)?(key|trust)Store\..*)$/,
    "tls",
  ],
  [/^4lw\.commands\.whitelist$/, "the component, whose probes need srvr and mntr"],
];

/** The same where clients have to show a certificate. */
const ownedByNeed: typeof owned = [[/^enforce\.auth\./, "tls.clientAuth"]];

/** What makes an acknowledgement worth less. */
const unsafe: [key: string, value: string, why: string][] = [
  ["forceSync", "no", "a write is acknowledged before it is on disk, and the loss of power may lose it on all members"],
  ["snapshot.trust.empty", "true", "a member that lost its snapshots starts with what its logs have"],
  ["skipACL", "yes", "every client may read and write everything"],
];

/** Keys that are allowed and still worth a thought. */
export function configurationWarnings({ config }: ZooKeeper): string[] {
  return unsafe.filter(([key, value]) => config[key] === value).map(([key, value, why]) => `${key}=${value}: ${why}`);
}

/** Keys of zoo.cfg against the version's own list and against what the component sets. */
export function configurationRules(settings: ZooKeeper): Problem[] {
  const { config, version } = settings;
  const all = [...owned, ...(asksClients(settings) ? ownedByNeed : [])];
  const keys = Object.entries(config).flatMap(([key, value]): Problem[] => {
    const path = ["config", key];
    const owner = all.find(([pattern]) => pattern.test(key))?.[1];
    if (owner) return [{ path, value, allowed: `nothing: it is set by ${owner}`, remedy: "remove it" }];
    const problem = checkKey(version, key, value);
    return problem ? [{ path, value, ...problem }] : [];
  });
  const refused = keys.map(({ path }) => path.at(-1));
  return [...keys, ...sessions(settings).filter(({ path }) => !refused.includes(path.at(-1)))];
}

/** ZooKeeper does not start when the bounds of sessions are the wrong way round. */
function sessions({ config, tickTime }: ZooKeeper): Problem[] {
  const least = Number(config["minSessionTimeout"] ?? tickTime * 2);
  const most = Number(config["maxSessionTimeout"] ?? tickTime * 20);
  if (!(least > most)) return [];
  const key = config["maxSessionTimeout"] === undefined ? "minSessionTimeout" : "maxSessionTimeout";
  return [
    {
      path: ["config", key],
      value: config[key],
      allowed:
        key === "maxSessionTimeout" ? `at least minSessionTimeout, ${least}` : `up to maxSessionTimeout, ${most}`,
      remedy: "raise maxSessionTimeout or lower minSessionTimeout; they are 2 and 20 ticks when nothing is said",
    },
  ];
}
