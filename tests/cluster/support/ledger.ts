import { clientPod, listOf, scriptsConfigMap, type Target } from "./clients";
import { diagnose } from "./diagnose";
import { judge, longestGap, parseEntries, type Entry, type Verdict } from "./judge";
import type { Namespace } from "./kubectl";
import { isReady, type Pod } from "./objects";
import type { Passage } from "./report";
import { waitFor } from "./wait";

/** Messages a second: enough to see a gap of a few milliseconds, little enough to leave a small machine its air. */
const rate = 250;

/** The scripts of the two sides, by their names in clients/, and what both are told. */
export interface Sides {
  publisher: string;
  consumer: string;
  env: Record<string, string>;
  /** Secret to mount at /binding. */
  secret?: string;
  /** Messages a second. @default 250 */
  perSecond?: number;
  /** Node that is to lose its power, so that neither side may run on it. */
  avoid?: string;
}

/** A publisher with confirms and a consumer with acknowledgements, each with a file of ids: what counts is what they hold. */
export class Ledger {
  private constructor(private readonly namespace: Namespace) {}

  /** Starts both clients and waits until messages are confirmed and consumed. */
  static async start(namespace: Namespace, { hosts, secret, vhost = "/" }: Target): Promise<Ledger> {
    const env = { HOSTS: hosts.join(","), VHOST: vhost };
    return Ledger.run(namespace, { publisher: "publisher", consumer: "consumer", env, secret });
  }

  /** Starts the two sides and waits until messages are confirmed and consumed. */
  static async run(namespace: Namespace, { env, secret, avoid, perSecond = rate, ...scripts }: Sides): Promise<Ledger> {
    const side = (name: "publisher" | "consumer", role: string): object =>
      clientPod({
        name,
        labels: { role },
        command: ["python3", `/scripts/${scripts[name]}.py`],
        env: { ...env, RATE: String(perSecond) },
        secret,
        avoid,
      });
    const manifests = [scriptsConfigMap(), side("publisher", "producer"), side("consumer", "consumer")];
    await namespace.apply(listOf(manifests));
    const ledger = new Ledger(namespace);
    await ledger.awaitConfirms(rate);
    await ledger.awaitConsumer();
    return ledger;
  }

  /** Runs a fault, waits until the stream flows again, and tells how the stream went through. */
  async through(fault: () => Promise<unknown>): Promise<Passage> {
    const from = await this.clock();
    await fault();
    const to = await this.clock();
    await this.awaitConfirms(rate, to);
    const entries = await this.confirmed();
    const confirms = entries.filter(({ at }) => at >= from && at <= to).length;
    return { gap: longestGap(entries, from, to), confirms };
  }

  /** Stops consuming and waits until the queue has got so many messages. */
  async fillQueue(messages: number): Promise<void> {
    await this.exec("consumer", "touch /ledger/pause");
    await this.awaitConfirms(messages, await this.clock());
  }

  /** Consumes again. */
  async drainQueue(): Promise<void> {
    await this.exec("consumer", "rm /ledger/pause");
    await this.awaitConsumer();
  }

  /** Ends the publisher, lets the consumer catch up, and compares the two sides. */
  async finish(): Promise<Verdict> {
    await this.exec("publisher", "touch /ledger/stop");
    const look = () => this.exec("publisher", "cat /ledger/done");
    const begun = Number(await this.until("every id is confirmed", look));
    const confirmed = await this.confirmed();
    const verdict = async (): Promise<Verdict> => judge(confirmed, await this.consumed(), begun);
    try {
      return await this.until("every confirmed id is consumed", async () => {
        const now = await verdict();
        return now.lost.length === 0 && now;
      });
    } catch {
      return verdict(); // the caller's assertion shall name what was lost
    }
  }

  private async awaitConfirms(count: number, since = 0): Promise<void> {
    await this.until(`${count} confirms`, async () => {
      const recent = parseEntries(await this.exec("publisher", `tail -n ${count + 1} /ledger/confirmed`));
      return recent.filter(({ at }) => at >= since).length >= count;
    });
  }

  private async awaitConsumer(): Promise<void> {
    const since = Number(await this.exec("consumer", "date +%s.%N"));
    const last = async (): Promise<Entry[]> => parseEntries(await this.exec("consumer", "tail -n 2 /ledger/consumed"));
    await this.until("a message is consumed", async () => (await last()).some(({ at }) => at >= since));
  }

  private until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    return waitFor(what, look, { diagnose: () => this.diagnose() });
  }

  private async diagnose(): Promise<string> {
    const pods = await this.namespace.list<Pod>("pods", "role in (producer,consumer)");
    const logs = pods.filter(isReady).map(async ({ metadata: { name } }) => {
      return `log of ${name}:\n${(await this.namespace.ask(["logs", name, "--tail=15"])).stdout}`;
    });
    return [await diagnose(this.namespace), ...(await Promise.all(logs))].join("\n");
  }

  /** The publisher's clock: the windows of faults and the confirms are told by the same one. */
  private async clock(): Promise<number> {
    return Number(await this.exec("publisher", "date +%s.%N"));
  }

  private async confirmed(): Promise<Entry[]> {
    return parseEntries(await this.exec("publisher", "cat /ledger/confirmed"));
  }

  private async consumed(): Promise<Entry[]> {
    return parseEntries(await this.exec("consumer", "cat /ledger/consumed"));
  }

  private exec(pod: string, script: string): Promise<string> {
    return this.namespace.exec(pod, ["sh", "-c", script]);
  }
}
