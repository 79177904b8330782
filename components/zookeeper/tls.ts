import type { types } from "@pulumi/kubernetes";
import { files } from "../tls/manifests";
import { tlsSecretName } from "../tls/names";
import type { ZooKeeper } from "./schema";

type Settings = Pick<ZooKeeper, "tls" | "replicas">;

/** Port of clients that speak TLS. */
export const securePort = 2281;

/** Where the Secret is mounted, and where ZooKeeper reads: key and certificate in one file, as it wants them. */
const paths = { secret: "/run/secrets/tls", stores: "/run/zookeeper-tls" } as const;
export const stores = {
  key: `${paths.stores}/keystore.pem`,
  trust: `${paths.stores}/truststore.pem`,
} as const;

/** Whether clients without TLS are served. */
export function servesPlain({ tls }: Pick<ZooKeeper, "tls">): boolean {
  return !tls.enabled || tls.plainClients;
}

/** Keys of zoo.cfg. https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_authOptions */
export function tlsKeys({ tls, replicas }: Settings): Record<string, string> {
  if (!tls.enabled) return {};
  return {
    secureClientPort: String(securePort),
    // Probes and people in the pod ask it by the port without.
    ...(!servesPlain({ tls }) && { clientPortAddress: "127.0.0.1" }),
    serverCnxnFactory: "org.apache.zookeeper.server.NettyServerCnxnFactory",
    ...storeKeys("ssl"),
    "ssl.clientAuth": "none",
    "client.certReload": "true",
    // Members show each other their certificates, and compare the names, which ZooKeeper does by itself.
    ...(replicas > 1 && { sslQuorum: "true", ...storeKeys("ssl.quorum"), sslQuorumReloadCertFiles: "true" }),
  };
}

function storeKeys(prefix: string): Record<string, string> {
  return {
    [`${prefix}.keyStore.location`]: stores.key,
    [`${prefix}.keyStore.type`]: "PEM",
    [`${prefix}.trustStore.location`]: stores.trust,
    [`${prefix}.trustStore.type`]: "PEM",
    [`${prefix}.enabledProtocols`]: "TLSv1.3,TLSv1.2",
  };
}

/**
 * Shell that makes the two files of the Secret's three, and goes on to do so: the Secret changes by a link, which ZooKeeper does not
 * notice, while it reads a new file of its own at once.
 */
export function keepStores({ tls }: Pick<ZooKeeper, "tls">): string {
  if (!tls.enabled) return "";
  const secret = (file: string): string => `${paths.secret}/${file}`;
  const pair = `cat ${secret(files.key)} ${secret(files.certificate)}`;
  return `store() { (umask 077; cat > ${paths.stores}/.new; mv ${paths.stores}/.new "$1"); }
stores() {
  ${pair} | cmp -s - ${stores.key} || ${pair} | store ${stores.key}
  cmp -s ${secret(files.authorities)} ${stores.trust} || store ${stores.trust} < ${secret(files.authorities)}
}
stores
while sleep 10; do stores; done &
`;
}

/** Asks a member for `mntr` in the script's own words, by TLS where there is no other way in. */
export function askMember(settings: Pick<ZooKeeper, "tls">, plainPort: number): string {
  if (servesPlain(settings)) {
    return `mntr() { timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/${plainPort}" && printf mntr >&3 && cat <&3' "$1" 2>/dev/null; }`;
  }
  const verify = `-CAfile ${stores.trust} -verify_hostname "$1" -verify_return_error`;
  return `mntr() { printf mntr | timeout 4 openssl s_client -quiet -connect "$1:${securePort}" ${verify} 2>/dev/null; }`;
}

export function tlsMounts({ tls }: Pick<ZooKeeper, "tls">): types.input.core.v1.VolumeMount[] {
  if (!tls.enabled) return [];
  return [
    { name: "tls", mountPath: paths.secret, readOnly: true },
    { name: "stores", mountPath: paths.stores },
  ];
}

export function tlsVolumes(name: string, { tls }: Pick<ZooKeeper, "tls">): types.input.core.v1.Volume[] {
  if (!tls.enabled) return [];
  return [
    { name: "tls", secret: { secretName: tlsSecretName(name, tls), defaultMode: 0o440 } },
    // Holds a key: in memory alone.
    { name: "stores", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
  ];
}
