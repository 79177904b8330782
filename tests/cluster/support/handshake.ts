import type { Namespace } from "./kubectl";

/** One attempt to speak TLS. */
export interface Handshake {
  host: string;
  port: number;
  /** Name to find in the certificate. @default the host */
  name?: string;
  /** File of the authorities to trust. @default the server's own */
  ca?: string;
  /** Directory with tls.crt and tls.key to show. @default none */
  show?: string;
  /** More options of openssl s_client. */
  options?: string[];
}

/**
 * What openssl says of a handshake, tried from inside of a pod that has openssl: a server that refuses says so in an alert, after the
 * handshake when it asks for a certificate that is not good.
 */
export async function handshake(namespace: Namespace, pod: string, attempt: Handshake): Promise<string> {
  const { host, port, name = host, ca = "/run/secrets/tls/ca.crt", show, options = [] } = attempt;
  const args = [
    ...["-connect", `${host}:${port}`, "-servername", host, "-verify_hostname", name, "-verify_return_error"],
    ...[
      "-CAfile",
      ca,
      "-brief",
      ...(show === undefined ? [] : ["-cert", `${show}/tls.crt`, "-key", `${show}/tls.key`]),
    ],
    ...options,
  ];
  // It stays for some seconds: an alert comes after what the client takes for the end of the handshake.
  const script = `timeout 4 openssl s_client ${args.join(" ")} -ign_eof 2>&1 < /dev/null; true`;
  return (await namespace.run(["exec", pod, "--", "bash", "-c", script])).stdout;
}

/** Serial number of the certificate that a port shows. */
export async function serial(namespace: Namespace, pod: string, host: string, port: number): Promise<string> {
  const script = `echo | timeout 10 openssl s_client -connect ${host}:${port} 2>/dev/null | openssl x509 -noout -serial`;
  return (await namespace.exec(pod, ["bash", "-c", script])).trim();
}
