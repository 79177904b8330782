import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";

/** What a tool said: `Kind/name` and one of its checks. */
export interface Said {
  id: string;
  check: string;
}

/** A tool that judges files of YAML. */
export interface Tool {
  name: string;
  version: string;
  /** What it says of each file, in the files' order. */
  judge(files: string[]): Promise<Said[][]>;
}

const run = promisify(execFile);

/** What a tool prints, whatever it thinks of the file. */
async function outputOf(program: string, args: string[]): Promise<string> {
  try {
    return (await run(program, args, { maxBuffer: 2 ** 28 })).stdout;
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: unknown };
    if (typeof code === "number" && stdout) return stdout;
    throw error;
  }
}

/** The tool when it can be started, else undefined. */
async function started(tool: Omit<Tool, "version">, versionOf: () => Promise<string>): Promise<Tool | undefined> {
  try {
    return { ...tool, version: await versionOf() };
  } catch {
    return undefined;
  }
}

interface KubeScoreObject {
  type_meta: { kind: string };
  object_meta: { name: string };
  checks: { check: { id: string }; grade: number; skipped: boolean }[] | null;
}

/** Optional checks that ask what one of our rules asks. */
const optional = ["container-seccomp-profile", "container-memory-requests-equal-limits"];

/** kube-score (`KUBE_SCORE`); its warnings count as findings. */
export function kubeScore(program = process.env["KUBE_SCORE"] ?? "kube-score"): Promise<Tool | undefined> {
  const options = optional.flatMap((name) => ["--enable-optional-test", name]);
  const judgeFile = async (file: string) => {
    const objects = JSON.parse(await outputOf(program, ["score", "-o", "json", ...options, file])) as
      KubeScoreObject[] | null;
    return (objects ?? []).flatMap(({ type_meta, object_meta, checks }) =>
      (checks ?? [])
        .filter(({ grade, skipped }) => !skipped && grade <= 5)
        .map(({ check }) => ({ id: `${type_meta.kind}/${object_meta.name}`, check: check.id })),
    );
  };
  const judge = async (files: string[]) => {
    const said: Said[][] = [];
    for (const file of files) said.push(await judgeFile(file));
    return said;
  };
  // A build of the module does not know its own version.
  return started({ name: "kube-score", judge }, async () => {
    const said = /version: (\S+),/.exec(await outputOf(program, ["version"]))?.[1] ?? "";
    return /^\d/.test(said) ? said : "1.20.0";
  });
}

interface CheckovReport {
  results?: { failed_checks: { check_id: string; resource: string; file_abs_path: string }[] };
}

/** Checkov (`CHECKOV`), which takes seconds to start, and so gets all files at once. */
export function checkov(program = process.env["CHECKOV"] ?? "checkov"): Promise<Tool | undefined> {
  const options = ["--framework", "kubernetes", "--compact", "--quiet", "--skip-download", "-o", "json"];
  const judge = async (files: string[]) => {
    const output = await outputOf(program, [...options, ...files.flatMap((file) => ["-f", file])]);
    const reports = [JSON.parse(output) as CheckovReport | CheckovReport[]].flat();
    const failed = reports.flatMap(({ results }) => results?.failed_checks ?? []);
    return files.map((file) =>
      failed
        .filter(({ file_abs_path }) => basename(file_abs_path) === basename(file))
        .map(({ check_id, resource }) => {
          const [kind = "", , ...name] = resource.split(".");
          return { id: `${kind}/${name.join(".")}`, check: check_id };
        }),
    );
  };
  return started({ name: "Checkov", judge }, async () => (await outputOf(program, ["--version"])).trim());
}
