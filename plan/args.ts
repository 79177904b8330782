import { parseArgs as parse } from "node:util";

/** What the command line asks for. */
export interface Options {
  /** @default dev, or the only stack there is */
  stack?: string;
  /** Print one JSON object instead of text. */
  json: boolean;
  /** Allow colour where the terminal can show it. */
  color: boolean;
  /** File with generated secret values; with it the rendering is complete. */
  secrets?: string;
  /** Folder of the Pulumi project. */
  cwd: string;
  /** Folder for the YAML. @default rendered/<stack> in the project */
  out?: string;
  help: boolean;
}

/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {}

export const usage = `npm start -- [--stack NAME] [--secrets FILE] [--json] [--no-color]

Runs the Pulumi program without a cluster, judges it by the policy pack and writes its YAML.

  --stack NAME     the stack to plan (default: dev, or the only one)
  --secrets FILE   generate secret values once, keep them in FILE (mode 0600) and render a set
                   that kubectl can apply; without it secrets are redacted
  --out DIR        where to write the YAML (default: rendered/<stack>)
  --cwd DIR        the Pulumi project (default: this one)
  --json           one JSON object on stdout, nothing else
  --no-color       plain text; NO_COLOR=1 does the same
  --help           this text

Exit code: 0 passed, 1 a mandatory policy is violated, a policy could not run or the config is bad, 2 usage.`;

/** Reads the command line. `defaultCwd` is the project without `--cwd`. */
export function parseArgs(argv: string[], defaultCwd: string): Options {
  try {
    const { values } = parse({
      args: argv,
      options: {
        stack: { type: "string", short: "s" },
        json: { type: "boolean", default: false },
        "no-color": { type: "boolean", default: false },
        secrets: { type: "string" },
        cwd: { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const { "no-color": noColor, cwd, ...rest } = values;
    const empty = Object.entries(values).find(([, value]) => value === "");
    if (empty) throw new UsageError(`--${empty[0]} needs a value`);
    return { ...rest, color: !noColor, cwd: cwd ?? defaultCwd };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(firstSentence(String((error as Error).message)));
  }
}

/** Node adds a hint about positional arguments that helps nobody here. */
const firstSentence = (message: string): string => message.split(". ")[0] ?? message;
