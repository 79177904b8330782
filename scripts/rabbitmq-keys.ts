/**
 * Writes components/rabbitmq/known-keys.json from RabbitMQ's own schema files: `npx tsx scripts/rabbitmq-keys.ts 4.3=SOURCE 4.2=SOURCE …`
 * with every minor version we support. A source is the home of an unpacked broker, such as /opt/rabbitmq copied out of the
 * official image, or a clone of its repository at a tag, `path/rabbitmq-server@v4.2.9`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { readKeys } from "./rabbitmq-schema";
import { readBroker, type Broker } from "./rabbitmq-source";

/** A value that holds for all versions, or by versions: `{"3.13-4.1": …, "4.3": …}`. */
type ByVersion = string | Record<string, string>;

async function main(sources: string[]): Promise<void> {
  const brokers = sources.map((source): [version: string, broker: Broker] => {
    const [, version, where] = /^(\d+\.\d+)=(.+)$/.exec(source) ?? [];
    if (!version || !where) throw new Error(`not VERSION=SOURCE: ${source}`);
    return [version, readBroker(where)];
  });
  const versions = brokers.map(([version]) => version).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const keys: Record<string, Record<string, Record<string, string>>> = {};
  const plugins: Record<string, Record<string, string>> = {};
  for (const [version, { applications }] of brokers) {
    const found = readKeys(applications);
    for (const [key, { plugin, type }] of found) ((keys[plugin] ??= {})[key] ??= {})[version] = type;
    for (const [plugin, requires] of requirements(applications)) (plugins[plugin] ??= {})[version] = requires;
    console.log(`${version}: ${found.size} keys`);
  }
  const all = {
    releases: sorted(Object.fromEntries(brokers.map(([version, { release }]) => [version, release]))),
    plugins: compact(plugins, versions),
    keys: sorted(Object.fromEntries(Object.entries(keys).map(([plugin, own]) => [plugin, compact(own, versions)]))),
  };
  const file = join(__dirname, "../components/rabbitmq/known-keys.json");
  writeFileSync(file, await format(JSON.stringify(all), { parser: "json", printWidth: 120 }));
}

/** Which plugins each plugin brings along. A plugin is what runs on top of `rabbit`, or has keys and is required by one that does. */
function requirements(applications: Broker["applications"]): [plugin: string, requires: string][] {
  const own = applications.filter(({ name }) => name.startsWith("rabbitmq_"));
  const isPlugin = (name: string) =>
    own.some((other) => other.name === name && (other.requires.includes("rabbit") || other.schemas.length > 0));
  return own
    .filter(({ name }) => isPlugin(name))
    .map(({ name, requires }) => [name, [...new Set(requires)].filter(isPlugin).sort().join(" ")]);
}

function compact(values: Record<string, Record<string, string>>, versions: string[]): Record<string, ByVersion> {
  return sorted(
    Object.fromEntries(Object.entries(values).map(([name, byVersion]) => [name, ranges(byVersion, versions)])),
  );
}

/** Neighbouring versions with the same value as one range. */
function ranges(byVersion: Record<string, string>, versions: string[]): ByVersion {
  const runs: { from: string; to: string; value: string }[] = [];
  let previous: string | undefined;
  for (const version of versions) {
    const value = byVersion[version];
    const last = runs.at(-1);
    if (value !== undefined && last && last.to === previous && last.value === value) last.to = version;
    else if (value !== undefined) runs.push({ from: version, to: version, value });
    previous = version;
  }
  const [first] = runs;
  if (first && first.from === versions[0] && first.to === versions.at(-1)) return first.value;
  return Object.fromEntries(runs.map(({ from, to, value }) => [from === to ? from : `${from}-${to}`, value]));
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

void main(process.argv.slice(2));
