import { parseArgs } from "node:util";
import { formats, type Format } from "./formats";

/** What the command line asks for. */
export interface Options {
  /** Files and folders; `-` is what comes in on stdin. */
  paths: string[];
  format: Format;
  /** A configuration in the format of policies/config. */
  config?: string;
  help: boolean;
}

/** A command line that cannot be understood; the message is for people. */
export class UsageError extends Error {}

export const usage = `Judges Kubernetes YAML of any origin by the policy pack's rules.

Usage: npm run audit -- [options] FILE|DIR|-...

  FILE           YAML or JSON: several documents, List kinds, rendered charts, a cluster's dump
  DIR            every .yaml, .yml and .json file below
  -              what comes in on stdin, as from helm template or kubectl get -o yaml
  --format NAME  ${formats.join(", ")} (default: text)
  --config FILE  levels and limits, as policies/config/prod.json (default: the strict defaults)
  --help         this text

Exit code: 0 no mandatory rule is broken, 1 one is, 2 some input could not be read or judged.`;

/** @throws {UsageError} */
export function parse(argv: string[]): Options {
  const { values, positionals } = understood(argv);
  const format = formats.find((name) => name === (values.format ?? "text"));
  if (!format) throw new UsageError(`--format is one of ${formats.join(", ")}`);
  const help = values.help ?? false;
  if (positionals.length === 0 && !help) throw new UsageError("name a file, a folder, or - for stdin");
  return { paths: positionals, format, help, ...(values.config !== undefined && { config: values.config }) };
}

function understood(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: { format: { type: "string" }, config: { type: "string" }, help: { type: "boolean" } },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
