import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { target, type KubeconfigFile, type Target } from "./kubeconfig";
import { reachable } from "./reachable";
import { stackName } from "./refusal";
import type { Passphrase, Situation, StackFile } from "./situation";

type Environment = Record<string, string | undefined>;

/** Looks up what a decision about that stack of the project in `dir` depends on. */
export async function gather(dir: string, stack: string, env: Environment, terminal: boolean): Promise<Situation> {
  const stacks = readdirSync(dir).flatMap((entry) => /^Pulumi\.(.+)\.yaml$/.exec(entry)?.[1] ?? []);
  const stackFile = stacks.includes(stackName(stack)) ? readStackFile(dir, stackName(stack)) : undefined;
  const paths = kubeconfigPaths(env);
  const found = stackFile?.ownKubeconfig
    ? ({ kind: "in-stack-config" } as const)
    : target(kubeconfigFiles(paths), stackFile?.context);
  return {
    stacks: stacks.sort(),
    stackFile,
    packBuilt: existsSync(join(dir, "policies/bin/index.js")),
    kubeconfigPath: paths.join(delimiter),
    target: found,
    reachable: onlyPulumiCanTell(found, env) || (found.kind === "cluster" && (await reachable(found.server))),
    backend: backend(dir, env),
    passphrase: passphrase(env),
    cli: onPath("pulumi", env) ? "path" : "npm",
    terminal,
    localBackend: `file://${join(dir, ".messaging/state")}`,
  };
}

function readYaml(file: string): Record<string, unknown> {
  const content: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : undefined;
  return asObject(content);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function readStackFile(dir: string, stack: string): StackFile {
  const content = readYaml(join(dir, `Pulumi.${stack}.yaml`));
  const config = asObject(content["config"]);
  return {
    context: text(config["kubernetes:context"]),
    ownKubeconfig: config["kubernetes:kubeconfig"] !== undefined,
    secretsProvider: text(content["secretsprovider"]),
  };
}

function kubeconfigPaths(env: Environment): string[] {
  const paths = env["KUBECONFIG"]?.split(delimiter).filter(Boolean) ?? [];
  return paths.length > 0 ? paths : [join(home(env), ".kube/config")];
}

function kubeconfigFiles(paths: string[]): KubeconfigFile[] {
  return paths.filter(isFile).map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

function home(env: Environment): string {
  return env["HOME"] ?? homedir();
}

/** Through a proxy a direct connection says nothing. */
function onlyPulumiCanTell(found: Target, env: Environment): boolean {
  const proxy = env["HTTPS_PROXY"] ?? env["https_proxy"];
  return found.kind === "cluster" && (found.proxied || Boolean(proxy));
}

/** By the order in which Pulumi itself looks: environment, project, the login kept in its home, its own service. */
function backend(dir: string, env: Environment): string | undefined {
  const folder = env["PULUMI_CREDENTIALS_PATH"] ?? env["PULUMI_HOME"] ?? join(home(env), ".pulumi");
  return (
    text(env["PULUMI_BACKEND_URL"]) ??
    text(asObject(readYaml(join(dir, "Pulumi.yaml"))["backend"])["url"]) ??
    text(readYaml(join(folder, "credentials.json"))["current"]) ??
    (env["PULUMI_ACCESS_TOKEN"] ? "https://api.pulumi.com" : undefined)
  );
}

/** An empty passphrase is one, for Pulumi too. */
function passphrase(env: Environment): Passphrase {
  if (env["PULUMI_CONFIG_PASSPHRASE"] !== undefined) return "given";
  const file = env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  if (!file) return "missing";
  return isFile(file) ? "given" : { unreadableFile: file };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function onPath(name: string, env: Environment): boolean {
  return (env["PATH"] ?? "").split(delimiter).some((folder) => folder !== "" && isExecutable(join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return isFile(path);
  } catch {
    return false;
  }
}
