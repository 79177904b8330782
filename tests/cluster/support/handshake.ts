import type { Namespace } from "./kubectl";

/** One attempt to speak TLS. */
export interface Handshake {
  host: string;
  port: number;
  /** Address to connect to. @default the host */
  to?: string;
  /** Name to find in the certificate. @default the host */
  name?: string;
  /** File of the authorities to trust. @default the server's own */
  ca?: string;
  /** Directory with tls.crt and tls.key to show. @default none */
  show?: string;
  /**
   * How long it waits for an alert, which comes after what the client takes for the end of the handshake; 0 for one where there is none to
   * wait for. @default 4
   */
  staySeconds?: number;
  /** More options of openssl s_client. */
  options?: string[];
}

/** What openssl says of a handshake, see `handshakes`. */
export async function handshake(namespace: Namespace, pod: string, attempt: Handshake): Promise<string> {
  return (await handshakes(namespace, pod, [attempt]))[0] ?? "";
}

/**
 * What openssl says of handshakes, tried all at once from inside of a pod that has openssl: a server that refuses says so in an alert, after
 * the handshake when it asks for a certificate that is not good.
 */
export async function handshakes(namespace: Namespace, pod: string, attempts: Handshake[]): Promise<string[]> {
  const begin = attempts.map((attempt, i) => `${command(attempt)} > $said/${i} 2>&1 < /dev/null &`);
  const end = attempts.map((_, i) => `cat $said/${i}; echo; echo ${separator}`);
  const script = ["said=$(mktemp -d)", ...begin, "wait", ...end].join("\n");
  const { stdout } = await namespace.run(["exec", "-i", pod, "--", "bash"], { input: `${script}\n` });
  return stdout.split(separator).slice(0, -1);
}

const separator = "== that was one attempt ==";

function command({ host, port, name = host, ca = "/run/secrets/tls/ca.crt", show, ...more }: Handshake): string {
  const { to = host, staySeconds = 4, options = [] } = more;
  return [
    ...["timeout", String(staySeconds || 30), "openssl", "s_client", "-brief"],
    ...["-connect", `${to}:${port}`, "-servername", host, "-verify_hostname", name, "-verify_return_error"],
    ...["-CAfile", ca, ...(show === undefined ? [] : ["-cert", `${show}/tls.crt`, "-key", `${show}/tls.key`])],
    ...(staySeconds > 0 ? ["-ign_eof"] : []),
    ...options,
  ].join(" ");
}

/** Serial number of the certificate that a port shows. */
export async function serial(namespace: Namespace, pod: string, host: string, port: number): Promise<string> {
  const script = `echo | timeout 10 openssl s_client -connect ${host}:${port} 2>/dev/null | openssl x509 -noout -serial`;
  return (await namespace.exec(pod, ["bash", "-c", script])).trim();
}
