import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { Namespace } from "./kubectl";

/** Root of the package. */
export const root = resolve(__dirname, "../../..");

/** What a project directory has of its own: stack files, and what is built or rendered from them. */
const own = /^(\.|Pulumi\..+\.yaml$|bin$|rendered$)/;

/** RabbitMQ part of a stack's config, as far as tests change it. */
export interface RabbitMQConfig {
  replicas?: number;
  resources?: Record<string, Record<string, string>>;
  storage?: Record<string, string>;
  config?: Record<string, string | number | boolean>;
  vhosts?: unknown[];
  users?: unknown[];
  policies?: unknown[];
  queues?: unknown[];
  networkPolicy?: { monitoring: { namespaceLabels: Record<string, string> }[] };
}

interface StackFile {
  config: Record<string, unknown>;
}

/**
 * A stack in a project directory of its own, which leads to the same program and policies: the committed stack file with the
 * namespace, and what else a test says, changed.
 */
export class Stack {
  readonly directory = mkdtempSync(join(tmpdir(), "messaging-"));
  /** Generated secrets of this stack, kept between deployments like a state. */
  readonly secrets = join(this.directory, "secrets.json");
  private readonly file: StackFile;

  /** @param name committed stack to start from, "dev" or "prod" */
  constructor(
    readonly name: string,
    readonly namespace: Namespace,
  ) {
    this.file = parse(readFileSync(join(root, `Pulumi.${name}.yaml`), "utf8")) as StackFile;
    this.file.config["messaging:namespace"] = namespace.name;
    for (const entry of readdirSync(root).filter((name) => !own.test(name))) {
      symlinkSync(join(root, entry), join(this.directory, entry));
    }
    this.write();
    process.once("exit", () => this.remove()); // it holds secrets, and a suite that is filtered out never removes it
  }

  get rabbitmq(): RabbitMQConfig {
    return this.file.config["messaging:rabbitmq"] as RabbitMQConfig;
  }

  /** Has this system alone, with this config, for the next deployment. */
  only(system: string, config: object): void {
    this.systems({ [system]: config });
  }

  /** Has these systems and no others, with this config, for the next deployment. */
  systems(configs: Record<string, object>): void {
    const { config: all } = this.file;
    const others = Object.keys(all).filter((key) => key.startsWith("messaging:") && key !== "messaging:namespace");
    for (const key of others) delete all[key];
    for (const [system, config] of Object.entries(configs)) all[`messaging:${system}`] = config;
    this.write();
  }

  /** Changes the RabbitMQ config for the next deployment. */
  edit(change: (config: RabbitMQConfig) => void): void {
    change(this.rabbitmq);
    this.write();
  }

  /** Has this program instead of the committed one. */
  program(file: string): void {
    const main = join(this.directory, "index.ts");
    rmSync(main);
    symlinkSync(file, main);
  }

  private remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private write(): void {
    writeFileSync(join(this.directory, `Pulumi.${this.name}.yaml`), stringify(this.file));
  }
}
