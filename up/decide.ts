import { commands, type Options } from "./args";
import { noCli, refusal } from "./refusal";
import type { Situation } from "./situation";

/** Version of the npm package that stands in for a missing Pulumi CLI. */
export const cliVersion = "3.265.0";

/** A command to run. */
export interface Step {
  file: string;
  args: string[];
}

/** What will be done. */
export interface Plan {
  /** What is about to be changed and where, a line each. */
  announcement: string[];
  /** Run first, in silence; its failure is the refusal. */
  check?: Step & Refusal;
  /** Asked before the first step; undefined when nothing changes or the answer is known. */
  question?: string;
  /** Environment of the steps, besides the present one. */
  env: Record<string, string>;
  steps: Step[];
}

/** A reason to do nothing, in one sentence with its remedy. */
export interface Refusal {
  refusal: string;
}

/** Turns what was asked and what was found into commands, or into the reason why not. Nothing runs here. */
export function decide(options: Options, situation: Situation): Plan | Refusal {
  const reason = refusal(options, situation);
  if (reason !== undefined) return { refusal: reason };
  const changes = options.command !== "preview";
  return {
    announcement: announcement(options, situation),
    ...(situation.cli === "npm" && { check: { ...command(["version"], situation), refusal: noCli } }),
    ...(changes && !options.yes && { question: question(options) }),
    env: situation.backend === undefined ? { PULUMI_BACKEND_URL: situation.localBackend } : {},
    steps: steps(options).map((args) => command(args, situation)),
  };
}

/** Runs the Pulumi CLI with these arguments. */
function command(args: string[], { cli }: Pick<Situation, "cli">): Step {
  return cli === "path" ? { file: "pulumi", args } : { file: "npx", args: ["--yes", `pulumi@${cliVersion}`, ...args] };
}

function steps({ command: name, stack, yes, rest }: Options): string[][] {
  const judged = name === "up" || name === "preview";
  return [
    // Only what makes something may make the stack: a misspelt one has nothing to destroy.
    ["stack", "select", stack, "--non-interactive", ...(judged ? ["--create"] : [])],
    [
      commands[name],
      ...["--stack", stack],
      ...(judged ? ["--policy-pack", "policies"] : []),
      ...(yes && name !== "preview" ? ["--yes"] : []),
      ...rest,
    ],
  ];
}

function announcement({ stack }: Options, { target, backend, cli }: Situation): string[] {
  const cluster =
    target.kind === "cluster"
      ? `${target.context} (${target.server})`
      : `that of kubernetes:kubeconfig, stack ${stack}`;
  return [
    `stack    ${stack}`,
    `context  ${cluster}`,
    `state    ${backend ?? ".messaging/state in this folder; nobody is logged in to Pulumi. Keep it: it alone knows what was made"}`,
    ...(cli === "npm" ? [`pulumi   npm package ${cliVersion}, since the PATH has none`] : []),
  ];
}

function question({ command: name }: Options): string {
  switch (name) {
    case "down":
      return "Take everything of this stack down? Where the stack file says retain: false, the volumes go too.";
    case "refresh":
      return "Bring the state in line with this cluster?";
    default:
      return "Change this cluster?";
  }
}
