import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A part of the broker: `rabbit` itself, a plugin or a library. */
export interface Application {
  name: string;
  /** Names of the applications it starts before itself. */
  requires: string[];
  /** Schema files: what may stand in rabbitmq.conf. */
  schemas: string[];
  /** Schema fragments by name, `ssl_options`, that schemas of any application include. */
  partials: Map<string, string>;
}

export interface Broker {
  /** `4.3.5` */
  release: string;
  applications: Application[];
}

/** Reads a broker: the home of an unpacked one (it holds `plugins/`), or a clone of its source at a tag, `path/repo@v4.3.5`. */
export function readBroker(source: string): Broker {
  const [, repository, tag] = /^(.+)@(v[^@]+)$/.exec(source) ?? [];
  return repository && tag ? fromGit(repository, tag) : fromHome(source);
}

function fromGit(repository: string, tag: string): Broker {
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", repository, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
  const paths = git("ls-tree", "-r", "--name-only", tag, "deps/").split("\n");
  const read = (path: string) => git("show", `${tag}:${path}`);
  const names = paths.flatMap((path) => /^deps\/([^/]+)\/Makefile$/.exec(path)?.[1] ?? []);
  const applications = names.map((name) => {
    const inSchema = (end: string) =>
      paths.filter((path) => path.startsWith(`deps/${name}/priv/schema/`) && path.endsWith(end));
    return application(name, madeWith(read(`deps/${name}/Makefile`)), inSchema, read);
  });
  return { release: tag.slice(1), applications };
}

/** The dependencies a Makefile names: `DEPS = rabbit_common rabbit \`. */
function madeWith(makefile: string): string[] {
  const lists = makefile.matchAll(/^(?:LOCAL_)?DEPS *\+?= *((?:[^\\\n]|\\\n)*)/gm);
  return [...lists].flatMap(([, names = ""]) => names.split(/[\s\\]+/).filter(Boolean));
}

function fromHome(home: string): Broker {
  const folder = join(home, "plugins");
  let release = "";
  const applications = readdirSync(folder).flatMap((entry) => {
    const [, name, version = ""] = /^([a-z]\w*?)-(\d[\w.+-]*?)(?:\.ez)?$/.exec(entry) ?? [];
    if (!name) return [];
    if (name === "rabbit") release = version;
    const { paths, read } = entry.endsWith(".ez") ? archive(join(folder, entry)) : directory(join(folder, entry));
    const inSchema = (end: string) => paths.filter((path) => path.includes("priv/schema/") && path.endsWith(end));
    const description = paths.find((path) => path.endsWith(`ebin/${name}.app`));
    return [application(name, description ? startedWith(read(description)) : [], inSchema, read)];
  });
  return { release, applications };
}

/** The applications that an application resource file names: `{applications, [kernel,stdlib,rabbit]}`. */
function startedWith(description: string): string[] {
  const [, names = ""] = /\{applications,\s*\[([^\]]*)\]/.exec(description) ?? [];
  return names.split(/[\s,]+/).filter(Boolean);
}

function directory(folder: string): { paths: string[]; read: (path: string) => string } {
  const paths = ["ebin", "priv/schema"].flatMap((part) => {
    try {
      return readdirSync(join(folder, part)).map((file) => join(part, file));
    } catch {
      return []; // Few applications have a schema.
    }
  });
  return { paths, read: (path) => readFileSync(join(folder, path), "utf8") };
}

function archive(file: string): { paths: string[]; read: (path: string) => string } {
  const unzip = (...args: string[]) => execFileSync("unzip", args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  return { paths: unzip("-Z1", file).split("\n"), read: (path) => unzip("-p", file, path) };
}

function application(
  name: string,
  requires: string[],
  inSchema: (end: string) => string[],
  read: (path: string) => string,
): Application {
  const partials = inSchema(".partial").map((path): [string, string] => [
    /([^/]+)\.partial$/.exec(path)?.[1] ?? path,
    read(path),
  ]);
  return { name, requires, schemas: inSchema(".schema").map(read), partials: new Map(partials) };
}
