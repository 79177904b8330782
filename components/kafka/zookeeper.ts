import type { types } from "@pulumi/kubernetes";
import type { Context } from "./context";
import type { Kafka } from "./schema";

/** Where brokers find the certificate by which they log in to the ensemble, and its authorities. */
const secretPath = "/etc/kafka-zookeeper";

/** Key and certificate in one file, as ZooKeeper's client reads them each time it connects. */
const keystore = "/tmp/zookeeper.pem";

/** Volume of the Secret. */
export function zookeeperVolumes({ settings }: Context): types.input.core.v1.Volume[] {
  if (!settings.zookeeperTls) return [];
  return [{ name: "zookeeper", secret: { secretName: settings.zookeeperTls.secretName, defaultMode: 0o440 } }];
}

/** Where it is mounted. */
export function zookeeperMounts({ settings }: Context): types.input.core.v1.VolumeMount[] {
  return settings.zookeeperTls ? [{ name: "zookeeper", mountPath: secretPath, readOnly: true }] : [];
}

/** Keys of server.properties: where the metadata are, who the brokers are there, and that what they write is theirs. */
export function zookeeperProperties({ zookeeperConnect = "", zookeeperTls }: Kafka): Record<string, string> {
  return {
    "zookeeper.connect": zookeeperConnect,
    ...(zookeeperTls && {
      "zookeeper.ssl.client.enable": "true",
      "zookeeper.clientCnxnSocket": "org.apache.zookeeper.ClientCnxnSocketNetty",
      "zookeeper.ssl.keystore.type": "PEM",
      "zookeeper.ssl.keystore.location": keystore,
      "zookeeper.ssl.truststore.type": "PEM",
      "zookeeper.ssl.truststore.location": `${secretPath}/ca.crt`,
      "zookeeper.ssl.enabled.protocols": "TLSv1.2,TLSv1.3",
      "zookeeper.set.acl": "true",
    }),
  };
}

/** Lines of a start script that make the file, and go on to do so, for a certificate is replaced while the broker runs. */
export function keepKeystore({ zookeeperTls }: Kafka): string[] {
  if (!zookeeperTls) return [];
  const both = `cat ${secretPath}/tls.key ${secretPath}/tls.crt`;
  return [
    "pair() {",
    `  ${both} | cmp -s - ${keystore} || (umask 077; ${both} > ${keystore}.new; mv ${keystore}.new ${keystore})`,
    "}",
    "pair",
    "while sleep 10; do pair; done &",
  ];
}
