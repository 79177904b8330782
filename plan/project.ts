import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { UsageError } from "./args";
import { isObject } from "./properties";

/** A problem of the user's making: its message is printed alone, the exit code is 1. */
export class PlanError extends Error {}

/** A Pulumi project on disk. */
export interface Project {
  dir: string;
  name: string;
  /** Names of the stacks that have a file, sorted. */
  stacks: string[];
}

/** Configuration in the form in which the Pulumi engine hands it to a program. */
export interface StackConfig {
  /** Structured values are JSON. */
  values: Record<string, string>;
  /** Keys that hold an encrypted value. */
  secretKeys: string[];
}

/** Stands for a value that only the stack's passphrase or key service can decrypt. */
export const encrypted = "[secret]";

function readYaml(file: string): Record<string, unknown> {
  try {
    const content: unknown = parse(readFileSync(file, "utf8"));
    return isObject(content) ? content : {};
  } catch (error) {
    throw new PlanError(`${file} cannot be read: ${(error as Error).message.trim()}`);
  }
}

export function readProject(dir: string): Project {
  const file = join(dir, "Pulumi.yaml");
  if (!existsSync(file)) throw new UsageError(`${dir} is no Pulumi project: it has no Pulumi.yaml`);
  const { name } = readYaml(file);
  if (typeof name !== "string") throw new PlanError(`${file}: the project has no name`);
  const stacks = readdirSync(dir).flatMap((entry) => /^Pulumi\.(.+)\.yaml$/.exec(entry)?.[1] ?? []);
  return { dir, name, stacks: stacks.sort() };
}

/** The stack to plan: the wanted one, else `dev`, else the only one. */
export function chooseStack({ stacks }: Project, wanted: string | undefined): string {
  const stack = wanted ?? (stacks.includes("dev") ? "dev" : stacks.length === 1 ? stacks[0] : undefined);
  if (stack !== undefined && stacks.includes(stack)) return stack;
  const known = stacks.length ? `there are: ${stacks.join(", ")}` : "the project has no Pulumi.<stack>.yaml";
  throw new UsageError(wanted ? `no stack "${wanted}"; ${known}` : `which stack? --stack NAME; ${known}`);
}

/** Replaces every `{secure: …}` and tells whether there was one. */
function decrypt(value: unknown): { value: unknown; secret: boolean } {
  if (Array.isArray(value)) {
    const items = value.map(decrypt);
    return { value: items.map((item) => item.value), secret: items.some((item) => item.secret) };
  }
  if (!isObject(value)) return { value, secret: false };
  const entries = Object.entries(value).map(([key, inner]) => [key, decrypt(inner)] as const);
  if (entries.length === 1 && entries[0]?.[0] === "secure") return { value: encrypted, secret: true };
  return {
    value: Object.fromEntries(entries.map(([key, inner]) => [key, inner.value])),
    secret: entries.some(([, inner]) => inner.secret),
  };
}

/** Reads `Pulumi.<stack>.yaml`. */
export function readStackConfig(project: Project, stack: string): StackConfig {
  const { config } = readYaml(join(project.dir, `Pulumi.${stack}.yaml`));
  const result: StackConfig = { values: {}, secretKeys: [] };
  for (const [name, raw] of Object.entries(isObject(config) ? config : {})) {
    const key = name.includes(":") ? name : `${project.name}:${name}`;
    const { value, secret } = decrypt(raw);
    if (secret) result.secretKeys.push(key);
    result.values[key] = typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
  }
  return result;
}
