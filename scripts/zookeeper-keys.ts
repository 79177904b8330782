/**
 * Writes components/zookeeper/known-keys.json, the keys of zoo.cfg, from ZooKeeper's own source: `npx tsx scripts/zookeeper-keys.ts 3.9=SOURCE`,
 * a source being a clone of its repository at a tag, `path/zookeeper@release-3.9.5`.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";

const java = "zookeeper-server/src/main/java/org/apache/zookeeper";
const provider = "zookeeper-metrics-providers/zookeeper-prometheus-metrics/src/main/java";
/** What a server runs; clients, embedded servers and test doubles read properties of their own. */
const isServers = (path: string) =>
  /\/(server|common|util|audit)\/.*\.java$/.test(path) && !/\/(embedded|controller)\//.test(path);

type Keys = Map<string, string>;

async function main(sources: string[]): Promise<void> {
  const found = sources.map((source) => {
    const [, version, repository, tag] = /^(\d+\.\d+)=(.+)@(release-[^@]+)$/.exec(source) ?? [];
    if (!version || !repository || !tag) throw new Error(`not VERSION=REPOSITORY@TAG: ${source}`);
    const keys = readKeys(repository, tag);
    console.log(`${version}: ${keys.size} keys`);
    return { version, release: tag.replace("release-", ""), keys };
  });
  const all = {
    releases: Object.fromEntries(found.map(({ version, release }) => [version, release])),
    keys: Object.fromEntries(
      found.map(({ version, keys }) => [
        version,
        Object.fromEntries([...keys].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))),
      ]),
    ),
  };
  const file = join(__dirname, "../components/zookeeper/known-keys.json");
  writeFileSync(file, await format(JSON.stringify(all), { parser: "json", printWidth: 120 }));
}

function readKeys(repository: string, tag: string): Keys {
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", repository, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
  const paths = git("ls-tree", "-r", "--name-only", tag, java, provider).split("\n").filter(isServers);
  const texts = paths.map((path) => git("show", `${tag}:${path}`));
  const metrics = git(
    "show",
    `${tag}:${provider}/org/apache/zookeeper/metrics/prometheus/PrometheusMetricsProvider.java`,
  );
  const config = git("show", `${tag}:${java}/server/quorum/QuorumPeerConfig.java`);
  return new Map([
    ...texts.flatMap(systemProperties),
    ...tlsProperties(git("show", `${tag}:${java}/common/X509Util.java`)),
    ...metricsProperties(metrics),
    ...parsed(config, constants(texts)),
  ]);
}

/** Text constants by their name, with and without the class's: a name that two classes use is only reliable with it. */
function constants(texts: string[]): Map<string, string> {
  return new Map(
    texts.flatMap((text) => {
      const [, owner = ""] = /\bclass (\w+)/.exec(text) ?? [];
      return constantsOf(text).flatMap(([name, value]): [string, string][] => [
        [name, value],
        [`${owner}.${name}`, value],
      ]);
    }),
  );
}

function constantsOf(text: string): [name: string, value: string][] {
  return [...text.matchAll(/static final String (\w+)\s*=\s*"([^"]+)"/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
}

/** Keys that the parser of the file knows by name, with the type it reads them as. */
function parsed(text: string, known: Map<string, string>): [string, string][] {
  const branches = text.matchAll(/(?<!!)key\.equals\(("([^"]+)"|[\w.]+)\)\) \{\s*([^}]*?)\}/g);
  return [...branches].flatMap(([, name = "", literal, body = ""]): [string, string][] => {
    const key = literal ?? known.get(name);
    if (!key) throw new Error(`no value of the constant ${name}`);
    if (/toLowerCase\(\)\.equals/.test(body)) return [[key, "observer|participant"]];
    return [[key, typeOf(body)]];
  });
}

/** Any other key becomes a system property with the prefix `zookeeper.`, so those that the code asks for are keys too. */
function systemProperties(text: string): [string, string][] {
  const named = new Map(constantsOf(text));
  const keys = [...text.matchAll(/"zookeeper\.([\w.-]*\w)"/g)].map(([, key = ""]) => key);
  const own = keys.filter((key) => !/^(test|version$|configuration$)/.test(key));
  const prefixes = [...text.matchAll(/"zookeeper\.(authProvider)\."/g)].map(([, key = ""]) => `${key}.$name`);
  return [
    ...own.map((key): [string, string] => [key, usedAs(text, named, key)]),
    ...prefixes.map((key): [string, string] => [key, "text"]),
  ];
}

function usedAs(text: string, named: Map<string, string>, key: string): string {
  const names = [...named].filter(([, value]) => value === `zookeeper.${key}`).map(([name]) => name);
  const calls = [`"zookeeper.${key}"`, ...names].flatMap((use) => [
    ...text.matchAll(
      new RegExp(`[\\w.]+\\(\\s*(System\\s*\\.getProperty\\(\\s*)?${use.replaceAll(".", "\\.")}[^\\w;][^;\\n]*`, "g"),
    ),
  ]);
  const code = calls.map(([call]) => call);
  if (code.some((call) => /"(yes|no)"/.test(call))) return "yes|no";
  return typeOf(calls.map(([call]) => /^[^(]+\(/.exec(call)?.[0]).join("\n"));
}

function typeOf(code: string): string {
  if (/Boolean\.(getBoolean|parseBoolean)|parseBoolean\(/.test(code)) return "boolean";
  if (/(Integer|Long)\.(getInteger|getLong|parseInt|parseLong)/.test(code)) return "integer";
  return "text";
}

/** Each for clients and for members. */
function tlsProperties(text: string): [string, string][] {
  const ends = [...text.matchAll(/getConfigPrefix\(\) \+ "([\w.]+)"/g)].map(([, end = ""]) => end);
  return ["ssl", "ssl.quorum"].flatMap((prefix) => ends.map((end): [string, string] => [`${prefix}.${end}`, "text"]));
}

function metricsProperties(text: string): [string, string][] {
  const named = new Map(constantsOf(text));
  const asked = text.matchAll(/([\w.]*)\(?\s*configuration\.getProperty\(("([^"]+)"|\w+)/g);
  const own = [...asked].map(([, reader = "", name = "", literal]): [string, string] => [
    `metricsProvider.${literal ?? named.get(name) ?? name}`,
    typeOf(`${reader}(`),
  ]);
  return own;
}

void main(process.argv.slice(2));
