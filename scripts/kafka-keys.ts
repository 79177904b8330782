/**
 * Writes components/kafka/known-keys.json from Kafka's own declarations: `npx tsx scripts/kafka-keys.ts 3.9=HOME 4.3=HOME` with every minor
 * version we support. A home is an unpacked Kafka, such as /opt/kafka copied out of the official image; it takes a JDK.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { typeOf } from "./kafka-keys/types";

/** A type that holds for all versions, or by versions. */
type ByVersion = string | Record<string, string>;

async function main(sources: string[]): Promise<void> {
  const keys: Record<string, Record<string, Record<string, string>>> = {};
  const versions: string[] = [];
  for (const source of sources) {
    const [, version, home] = /^(\d+\.\d+)=(.+)$/.exec(source) ?? [];
    if (!version || !home) throw new Error(`not VERSION=HOME: ${source}`);
    versions.push(version);
    for (const [scope = "", key = "", type = "", validator = ""] of declarations(home)) {
      ((keys[scope] ??= {})[key] ??= {})[version] = typeOf(type, validator);
    }
  }
  const compact = (all: Record<string, Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(all)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, types]) => [key, same(types, versions)]),
    );
  const names = (scope: string) => Object.keys(keys[scope] ?? {}).sort();
  const list = {
    versions,
    broker: compact(keys["broker"]),
    topic: compact(keys["topic"]),
    // Of clients' keys it matters only whose they are.
    producer: names("producer"),
    consumer: names("consumer"),
  };
  const file = join(__dirname, "../components/kafka/known-keys.json");
  writeFileSync(file, await format(JSON.stringify(list), { parser: "json", printWidth: 120 }));
}

function declarations(home: string): string[][] {
  const program = join(__dirname, "kafka-keys/Keys.java");
  const text = execFileSync("java", ["-cp", join(home, "libs/*"), program], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
}

function same(types: Record<string, string>, versions: string[]): ByVersion {
  const [first = ""] = Object.values(types);
  return versions.every((version) => types[version] === first) ? first : types;
}

void main(process.argv.slice(2));
