import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { kubectlBinary } from "./env";
import { waitFor } from "./wait";
import type { Namespace } from "./kubectl";
import { diagnose } from "./diagnose";

/** A StatefulSet as one event of the API server shows it. */
export interface Snapshot {
  /** When the event arrived, in milliseconds since the epoch. */
  at: number;
  generation: number;
  observedGeneration: number;
  replicas: number;
  ready: number;
  currentRevision: string;
  updateRevision: string;
}

const fields = [
  ".metadata.generation",
  ".status.observedGeneration",
  ".spec.replicas",
  ".status.readyReplicas",
  ".status.currentRevision",
  ".status.updateRevision",
];
const template = `${fields.map((field) => `{.object${field}}`).join(",")}{"\\n"}`;

function snapshot(line: string): Snapshot {
  const [generation, observedGeneration, replicas, ready, currentRevision = "", updateRevision = ""] = line.split(",");
  const numbers = { generation: Number(generation), observedGeneration: Number(observedGeneration) };
  return {
    at: Date.now(),
    ...numbers,
    replicas: Number(replicas),
    ready: Number(ready),
    currentRevision,
    updateRevision,
  };
}

/** All pods of the present revision serve. */
export function settled(state: Snapshot): boolean {
  const { generation, observedGeneration, replicas, ready, currentRevision, updateRevision } = state;
  return observedGeneration === generation && ready === replicas && currentRevision === updateRevision;
}

/** Watches the only StatefulSet of a namespace from before it exists, so that times do not depend on who deploys it or how. */
export class Timeline {
  readonly states: Snapshot[] = [];
  private readonly watch: ChildProcess;

  constructor(private readonly namespace: Namespace) {
    const args = [
      "-n",
      namespace.name,
      "get",
      "statefulsets",
      "--watch",
      "--output-watch-events",
      "-o",
      `jsonpath=${template}`,
    ];
    this.watch = spawn(kubectlBinary, args, { stdio: ["ignore", "pipe", "inherit"] });
    if (this.watch.stdout) createInterface(this.watch.stdout).on("line", (line) => this.states.push(snapshot(line)));
  }

  /** Seconds from the first sight of a generation until its pods all serve. */
  async secondsToSettle(generation: number, timeoutMs = 480_000): Promise<number> {
    const look = () => Promise.resolve(this.states.find((state) => state.generation === generation && settled(state)));
    const what = `generation ${generation} of the StatefulSet serves`;
    const end = await waitFor(what, look, { timeoutMs, everyMs: 100, diagnose: () => diagnose(this.namespace) });
    const begin = this.states.find((state) => state.generation === generation) ?? end;
    return (end.at - begin.at) / 1000;
  }

  stop(): void {
    this.watch.kill();
  }
}
