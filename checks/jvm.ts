import { configFiles, scriptsOf } from "./config-files";
import { commandLine, environmentOf, isBitnami } from "./container";
import { readable, Unreadable, type Field } from "./field";
import type { Broker } from "./recognise";
import { assignments, options, writtenLines } from "./scripts";
import { fieldSource, Settings, textSource, type Given } from "./settings";
import type { Stack } from "./stack";

const mebi = 2 ** 20;
const units: Record<string, number> = { "": 1, k: 1024, m: mebi, g: 1024 * mebi, t: mebi * mebi };

/** What a Java VM's flags say of its heap; of several with the same name the last counts. */
export interface HeapFlags {
  /** `-Xms` in bytes. */
  initial?: number;
  /** `-Xmx` in bytes. */
  max?: number;
  /** `-XX:MaxRAMPercentage`. */
  percent?: number;
}

/** Bytes of a size in the Java VM's notation: `512m`, `1G`, `1073741824`. */
export function javaBytes(size: string): number | undefined {
  const [, number, unit = ""] = /^(\d+)([kmgtKMGT]?)[bB]?$/.exec(size.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * (units[unit.toLowerCase()] ?? 1);
}

/** Reads the flags of a command line. */
export function parseHeapFlags(text: string): HeapFlags {
  const flags: HeapFlags = {};
  for (const [, name, size = ""] of text.matchAll(/(-Xm[sx]|-XX:MaxHeapSize=|-XX:InitialHeapSize=)(\d+[kmgtKMGT]?)/g)) {
    flags[name === "-Xms" || name === "-XX:InitialHeapSize=" ? "initial" : "max"] = javaBytes(size);
  }
  const percent = [...text.matchAll(/-XX:MaxRAMPercentage=([\d.]+)/g)].at(-1)?.[1];
  return { ...flags, ...(percent !== undefined && { percent: Number(percent) }) };
}

/** What is known of a Java VM's heap, and where the most is said. */
export interface Heap extends HeapFlags {
  /** Absent for what the start script does by itself. */
  path?: string;
}

/** Variables with flags, from what the Java VM reads first to what it reads last. */
const flagVariables: Record<string, string[]> = {
  kafka: ["JAVA_TOOL_OPTIONS", "KAFKA_HEAP_OPTS", "KAFKA_JVM_PERFORMANCE_OPTS", "KAFKA_OPTS", "_JAVA_OPTIONS"],
  zookeeper: ["JAVA_TOOL_OPTIONS", "KAFKA_HEAP_OPTS", "SERVER_JVMFLAGS", "JVMFLAGS", "KAFKA_OPTS", "_JAVA_OPTIONS"],
};

/** Variables with a number alone, in MiB where it has no unit. */
const sizeVariables = ["ZK_SERVER_HEAP", "ZOO_HEAP_SIZE", "ZK_HEAP_SIZE"];

/** The heap that a Kafka or ZooKeeper container starts with. @throws {Unreadable} when a variable is unknown. */
export function heapOf(workload: Field, broker: Broker, stack?: Stack): Heap {
  const scripts = scriptsOf(workload, broker, stack);
  const variables = environmentOf(broker.container, workload, stack);
  const settings = new Settings([
    fieldSource(variables.map(({ name, field }) => ({ key: name, field }))),
    ...environmentFiles(workload, broker, stack).map((file) => textSource(file, assigned)),
    // A script may write java.env.
    ...scripts.map((script) => textSource(script, (text) => assigned(writtenLines(text)))),
    ...scripts.map((script) => textSource(script, (text) => new Map([...assignments(text), ...options(text)]))),
  ]);
  const heap: Heap = broker.system === "zookeeper" ? sizeOf(settings) : {};
  for (const name of flagVariables[broker.system] ?? []) {
    const given = settings.get(name);
    if (!given) continue;
    if (/-Xmx["']?\$/.test(given.value)) throw new Unreadable(given.path, "a literal heap size");
    const flags = parseHeapFlags(given.value);
    Object.assign(heap, flags, (flags.max ?? flags.percent) !== undefined && { path: given.path });
  }
  if (heap.max !== undefined) return heap;
  const own = settings.get("KAFKA_HEAP_OPTS") === undefined ? scriptDefault(broker) : undefined;
  return own === undefined ? heap : { ...heap, max: own };
}

function sizeOf(settings: Settings): Heap {
  const given = settings.first(...sizeVariables, "heap");
  return given ? { max: mebibytes(given), path: given.path } : {};
}

function mebibytes({ path, value }: Given): number {
  const bytes = /^\d+$/.test(value.trim()) ? Number(value) * mebi : javaBytes(value);
  if (bytes === undefined) throw new Unreadable(path, "a literal heap size");
  return bytes;
}

/** What start scripts take when nothing is said. */
function scriptDefault({ system, container }: Broker): number | undefined {
  if (system === "kafka") return 1024 * mebi;
  const image = readable(() => container.get("image").text()) ?? "";
  if (/cp-zookeeper/.test(image) || /zookeeper-server-start/.test(commandLine(container))) return 512 * mebi;
  if (/kubernetes-zookeeper|k8szk/.test(image)) return 2048 * mebi;
  return (isBitnami(container) ? 1024 : 1000) * mebi;
}

/** Files with variables that ZooKeeper's scripts read. */
function environmentFiles(workload: Field, broker: Broker, stack?: Stack): Field[] {
  return configFiles(workload, broker, stack)
    .filter(({ name }) => /^(java\.env|zookeeper-env\.sh)$/.test(name))
    .map(({ text }) => text);
}

function assigned(text: string): Map<string, string> {
  return assignments(text.replace(/^(?=[A-Z_]+=)/gm, "export "));
}
