import type { Namespace } from "../support/kubectl";

/** Error of Kafka's protocol: who asks has no right to. https://kafka.apache.org/protocol#protocol_error_codes */
export const clusterAuthorizationFailed = 31;

/** A DescribeQuorum request, version 0: length, key, version, correlation id, client's name, one partition of the metadata. */
const request = [
  String.raw`\x00\x00\x00\x2c\x00\x37\x00\x00\x00\x00\x00\x01\x00\x05tests\x00`,
  String.raw`\x02\x13__cluster_metadata\x02\x00\x00\x00\x00\x00\x00\x00`,
].join("");

/** The error code of a controller's answer to who shows a certificate, 0 for none. It is asked in its own pod, where no policy is in the way. */
export async function describeQuorum(namespace: Namespace, pod: string, certificate: string): Promise<number> {
  const shown = `-CAfile /etc/kafka-tls/ca.crt -cert ${certificate}/tls.crt -key ${certificate}/tls.key`;
  const script = [
    `coproc timeout 60 openssl s_client -quiet -connect 127.0.0.1:9093 ${shown} 2> /dev/null`,
    'exec 3<&"${COPROC[0]}" 4>&"${COPROC[1]}"',
    `printf '${request}' >&4`,
    // The answer begins with its length, the correlation id and a byte of tags.
    "head -c 11 <&3 | od -An -v -tu1",
    "kill $COPROC_PID",
  ].join("\n");
  const bytes = (await namespace.exec(pod, ["bash", "-c", script])).trim().split(/\s+/).map(Number);
  return (bytes[9] ?? NaN) * 256 + (bytes[10] ?? NaN);
}
