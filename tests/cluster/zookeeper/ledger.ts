import { clientPod, listOf, scriptsConfigMap } from "../support/clients";
import { diagnose } from "../support/diagnose";
import { judge, longestGap, parseEntries, type Entry, type Verdict } from "../support/judge";
import type { Members } from "../support/members";
import type { Passage } from "../support/report";
import { waitFor } from "../support/wait";

/** Znodes a second: enough to see a gap of some milliseconds, little enough to leave a small machine its air. */
const rate = 100;

/** Labels of pods that may reach the client port. */
export const client = { "app.kubernetes.io/name": "kafka" };

/** Secret with the certificate that the ensemble makes for them. */
const secret = "zookeeper-client-kafka";

/** A writer that creates a znode per id, and readers that look into each member: what counts is what they hold. */
export class ZnodeLedger {
  private constructor(private readonly members: Members) {}

  /** Starts the writer and waits until znodes are acknowledged. */
  static async start(members: Members): Promise<ZnodeLedger> {
    const env = { HOSTS: members.hosts.map((host) => `${host}:2281`).join(","), RATE: String(rate) };
    const ledger = new ZnodeLedger(members);
    await ledger.apply(
      scriptsConfigMap(),
      clientPod({ name: "writer", labels: client, command: ["python3", "/scripts/znode_writer.py"], env, secret }),
    );
    await ledger.awaitConfirms(0);
    return ledger;
  }

  /** Runs a fault, waits until the stream flows again, and tells how the stream went through. */
  async through(fault: () => Promise<unknown>): Promise<Passage> {
    const from = await this.clock();
    await fault();
    const to = await this.clock();
    await this.awaitConfirms(to);
    const entries = parseEntries(await this.exec("cat /ledger/confirmed"));
    return {
      gap: longestGap(entries, from, to),
      confirms: entries.filter(({ at }) => at >= from && at <= to).length,
    };
  }

  /** Ends the writer and compares what it holds with what each member has. */
  async finish(): Promise<Verdict[]> {
    await this.exec("touch /ledger/stop");
    const begun = Number(await this.until("every id is acknowledged", () => this.exec("cat /ledger/done")));
    const confirmed = parseEntries(await this.exec("cat /ledger/confirmed"));
    return Promise.all(
      this.members.hosts.map(async (host, i) => judge(confirmed, await this.readFrom(`reader-${i}`, host), begun)),
    );
  }

  private async readFrom(name: string, host: string): Promise<Entry[]> {
    const { namespace } = this.members;
    const env = { HOST: `${host}:2281` };
    await this.apply(
      clientPod({ name, labels: client, command: ["python3", "/scripts/znode_reader.py"], env, secret }),
    );
    await namespace.run(["wait", `pod/${name}`, "--for=jsonpath={.status.phase}=Succeeded", "--timeout=120s"]);
    return parseEntries((await namespace.run(["logs", name])).stdout);
  }

  private async awaitConfirms(since: number): Promise<void> {
    await this.until(`${rate} acknowledged znodes`, async () => {
      const recent = parseEntries(await this.exec(`tail -n ${rate + 1} /ledger/confirmed`));
      return recent.filter(({ at }) => at >= since).length >= rate;
    });
  }

  private until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    return waitFor(what, look, { diagnose: () => this.diagnose() });
  }

  private async diagnose(): Promise<string> {
    const { namespace } = this.members;
    const { stdout } = await namespace.ask(["logs", "writer", "--tail=15"]);
    return `${await diagnose(namespace)}\nlog of writer:\n${stdout}`;
  }

  /** The writer's clock: the windows of faults and the znodes are told by the same one. */
  private async clock(): Promise<number> {
    return Number(await this.exec("date +%s.%N"));
  }

  private apply(...manifests: object[]): Promise<unknown> {
    return this.members.namespace.apply(listOf(manifests));
  }

  private exec(script: string): Promise<string> {
    return this.members.namespace.exec("writer", ["sh", "-c", script]);
  }
}
