import { parseArgs as parse } from "node:util";

/** What `npm run` can do here, and the command of the Pulumi CLI it stands for. */
export const commands = { up: "up", down: "destroy", preview: "preview", refresh: "refresh" } as const;
export type Command = keyof typeof commands;

/** What the command line asks for. */
export interface Options {
  command: Command;
  /** Stack, as Pulumi names it: `dev`, or `organization/dev`. */
  stack: string;
  /** Change the cluster without a question. */
  yes: boolean;
  /** Handed to the Pulumi CLI as they are. */
  rest: string[];
}

/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {}

export const usage = `npm run up      -- --stack NAME [--yes] [-- PULUMI OPTIONS]
npm run preview -- --stack NAME [-- PULUMI OPTIONS]
npm run refresh -- --stack NAME [--yes] [-- PULUMI OPTIONS]
npm run down    -- --stack NAME [--yes] [-- PULUMI OPTIONS]

Runs the Pulumi CLI on the cluster of the kubeconfig, with the policy pack where the command judges anything:
the pulumi of the PATH, else the official npm package; without a login the state is in .messaging/state.

  -s, --stack NAME   the stack: there is a Pulumi.NAME.yaml for it
  -y, --yes          ask nothing
  -h, --help         this text

Exit code: 0 done, 1 something is missing or you said no, 2 usage; otherwise that of the Pulumi CLI.`;

/** Reads the command line; undefined when it asks for the usage. */
export function parseArgs(argv: string[]): Options | undefined {
  const { values, tokens } = tokenize(argv);
  if (values.help) return undefined;
  const end = tokens.find(({ kind }) => kind === "option-terminator")?.index ?? argv.length;
  const [command, ...extra] = tokens.flatMap((token) =>
    token.kind === "positional" && token.index < end ? [token.value] : [],
  );
  if (command === undefined || !isCommand(command)) {
    throw new UsageError(`one of ${Object.keys(commands).join(", ")} is needed${command ? `, not ${command}` : ""}`);
  }
  if (extra.length > 0) throw new UsageError(`${extra.join(" ")}: options for pulumi go after a second --`);
  if (!values.stack) throw new UsageError("--stack NAME is needed");
  return { command, stack: values.stack, yes: values.yes, rest: argv.slice(end + 1) };
}

function tokenize(argv: string[]) {
  try {
    return parse({
      args: argv,
      allowPositionals: true,
      tokens: true,
      options: {
        stack: { type: "string", short: "s" },
        yes: { type: "boolean", short: "y", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    // Node adds a hint about positional arguments that would mislead here.
    throw new UsageError(String((error as Error).message).split(". ")[0]);
  }
}

function isCommand(text: string): text is Command {
  return Object.hasOwn(commands, text);
}
