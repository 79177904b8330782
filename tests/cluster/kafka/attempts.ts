import type { Probe } from "../support/probe";

/** One thing that a client tries, by the connection Secret of its pod unless it says otherwise. */
export interface Attempt {
  /** `produce orders`: see clients/kafka_attempt.py. */
  what: string;
  username?: string;
  password?: string;
  mechanism?: string;
  protocol?: string;
  servers?: string;
  /** Directory in the pod with tls.crt and tls.key to show. */
  certificate?: string;
}

/** What a broker says to a wrong password, or a user that there is not. */
export const refusedLogin =
  /SASL authentication error: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512/;

/** What the brokers say to each: `ok`, or their error. */
export async function attempts(probe: Probe, all: Attempt[]): Promise<string[]> {
  const command = ["python3", "/scripts/kafka_attempt.py", JSON.stringify(all)];
  return JSON.parse(await probe.exec(command, { timeoutMs: 300_000 })) as string[];
}

/** The same of one. */
export async function attempt(probe: Probe, one: Attempt): Promise<string> {
  return (await attempts(probe, [one]))[0] ?? "";
}
