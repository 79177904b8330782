import type { types } from "@pulumi/kubernetes";
import { files } from "../tls/manifests";
import { tlsSecretName } from "../tls/names";
import { subjectLines, subjectValue } from "../tls/subject";
import type { ZooKeeper } from "./schema";
import { ClientAuth } from "./settings";

type Settings = Pick<ZooKeeper, "tls" | "replicas">;

/** Port of clients that speak TLS. */
export const securePort = 2281;

/** Where the Secret is mounted, and where ZooKeeper reads: key and certificate in one file, as it wants them. */
const paths = { secret: "/run/secrets/tls", stores: "/run/zookeeper-tls" } as const;
export const stores = {
  key: `${paths.stores}/keystore.pem`,
  trust: `${paths.stores}/truststore.pem`,
  /** Of clients: members may be such, and clients no members. */
  clients: `${paths.stores}/clients.pem`,
} as const;

/** Properties of a client in a member's own pod, which comes as the super user: `zkCli.sh -client-configuration`. */
export const clientFile = "client.properties";

/** Whether clients without TLS are served. */
export function servesPlain({ tls }: Pick<ZooKeeper, "tls">): boolean {
  return !tls.enabled || tls.plainClients;
}

/** Whether clients have to show a certificate. */
export function asksClients({ tls }: Pick<ZooKeeper, "tls">): boolean {
  return tls.enabled && tls.clientAuth === ClientAuth.need;
}

/** Keys of zoo.cfg. https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_authOptions */
export function tlsKeys({ tls, replicas }: Settings): Record<string, string> {
  if (!tls.enabled) return {};
  return {
    secureClientPort: String(securePort),
    // Probes and people in the pod ask it by the port without.
    ...(!servesPlain({ tls }) && { clientPortAddress: "127.0.0.1" }),
    serverCnxnFactory: "org.apache.zookeeper.server.NettyServerCnxnFactory",
    ...storeKeys("ssl", stores.clients),
    "ssl.clientAuth": tls.clientAuth,
    "client.certReload": "true",
    ...(asksClients({ tls }) && authentication),
    // Members show each other their certificates, and compare the names, which ZooKeeper does by itself.
    ...(replicas > 1 && { sslQuorum: "true", ...storeKeys("ssl.quorum"), sslQuorumReloadCertFiles: "true" }),
  };
}

/** Nor may anybody do anything without a certificate who comes from the pod itself, by the port without TLS. */
const authentication = {
  "authProvider.x509": "org.apache.zookeeper.server.auth.X509AuthenticationProvider",
  "enforce.auth.enabled": "true",
  "enforce.auth.schemes": "x509",
};

/** The file of a client with the member's own certificate. https://zookeeper.apache.org/doc/current/zookeeperProgrammers.html#sc_java_client_configuration */
export function clientProperties(settings: Pick<ZooKeeper, "tls">): Record<string, string> {
  if (!settings.tls.enabled) return {};
  const stored = Object.entries(storeKeys("zookeeper.ssl"));
  const all = [
    ["zookeeper.client.secure", "true"],
    ["zookeeper.clientCnxnSocket", "org.apache.zookeeper.ClientCnxnSocketNetty"],
    ...stored,
  ];
  return { [clientFile]: all.map(([key = "", value = ""]) => `${key}=${value}\n`).join("") };
}

/**
 * Shell that appends the super user to a file: members themselves, by the subject of their certificate. Who has its key is a member, and
 * may do everything anyhow.
 */
export function appendSuperUser(settings: Pick<ZooKeeper, "tls">, file: string): string {
  if (!asksClients(settings)) return "";
  return `${subjectLines(`${paths.secret}/${files.certificate}`).join("\n")}
[ -n "$subject" ] || refuse "the certificate has no subject, by which members are known; take one with a common name"
echo "X509AuthenticationProvider.superUser=${subjectValue}" >> ${file}
`;
}

function storeKeys(prefix: string, trust: string = stores.trust): Record<string, string> {
  return {
    [`${prefix}.keyStore.location`]: stores.key,
    [`${prefix}.keyStore.type`]: "PEM",
    [`${prefix}.trustStore.location`]: trust,
    [`${prefix}.trustStore.type`]: "PEM",
    [`${prefix}.enabledProtocols`]: "TLSv1.3,TLSv1.2",
  };
}

/**
 * Shell that makes the files of the Secret's, and goes on to do so: the Secret changes by a link, which ZooKeeper does not
 * notice, while it reads a new file of its own at once.
 */
export function keepStores({ tls }: Pick<ZooKeeper, "tls">): string {
  if (!tls.enabled) return "";
  const secret = (file: string): string => `${paths.secret}/${file}`;
  const { authorities, clientAuthorities } = files;
  return `keep_store() { cmp -s ${paths.stores}/.new "$1" || mv ${paths.stores}/.new "$1"; }
stores() (
  umask 077
  cat ${secret(files.key)} ${secret(files.certificate)} > ${paths.stores}/.new && keep_store ${stores.key}
  cat ${secret(authorities)} > ${paths.stores}/.new && keep_store ${stores.trust}
  cat ${secret(authorities)} $(ls ${secret(clientAuthorities)} 2>/dev/null) > ${paths.stores}/.new && keep_store ${stores.clients}
)
stores
while sleep 10; do stores; done &
`;
}

/** Asks a member for `mntr` in the script's own words, by TLS where there is no other way in. */
export function askMember(settings: Pick<ZooKeeper, "tls">, plainPort: number): string {
  if (servesPlain(settings)) {
    return `mntr() { timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/${plainPort}" && printf mntr >&3 && cat <&3' "$1" 2>/dev/null; }`;
  }
  const verify = `-CAfile ${stores.trust} -verify_hostname "$1" -verify_return_error -cert ${stores.key} -key ${stores.key}`;
  return `mntr() { printf mntr | timeout 4 openssl s_client -quiet -connect "$1:${securePort}" ${verify} 2>/dev/null; }`;
}

/** Of who reads the certificate, and of who starts the server, which wants it in its own form. */
export function tlsMounts({ tls }: Pick<ZooKeeper, "tls">, server: boolean): types.input.core.v1.VolumeMount[] {
  if (!tls.enabled) return [];
  return [
    { name: "tls", mountPath: paths.secret, readOnly: true },
    ...(server ? [{ name: "stores", mountPath: paths.stores }] : []),
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
