import { log, RunError, runtime } from "@pulumi/pulumi";
import { inspect } from "node:util";
import { installMonitor, ownSentence, type Knowledge } from "./monitor";
import { PlanError, type Project, type StackConfig } from "./project";
import type { PlannedResource } from "./resource";
import { skipInputs } from "./settled";

/** What a run of the program left. */
export interface ProgramResult {
  /** In the order of registration; the first one is the stack. */
  resources: PlannedResource[];
  /** What the program told by `pulumi.log` or the console, each text once. */
  warnings: string[];
  infos: string[];
}

interface ProgramRun extends Knowledge {
  project: Project;
  stack: string;
  config: StackConfig;
  /** Evaluates the program's main module. */
  load: () => unknown;
}

interface Messages {
  infos: Set<string>;
  warnings: Set<string>;
  errors: Set<string>;
}

/** Collects what the program says; its console belongs to the plan's own output. */
function listen(): { messages: Messages; stop: () => void } {
  const messages: Messages = { infos: new Set(), warnings: new Set(), errors: new Set() };
  const { log: out, info, warn, error } = console;
  const logTo = (to: Set<string>) => (message: string) => Promise.resolve(void to.add(message));
  const writeTo =
    (to: Set<string>) =>
    (...values: unknown[]) => {
      to.add(values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" "));
    };
  Object.assign(log, { info: logTo(messages.infos), warn: logTo(messages.warnings), error: logTo(messages.errors) });
  Object.assign(console, { log: writeTo(messages.infos), info: writeTo(messages.infos) });
  Object.assign(console, { warn: writeTo(messages.warnings), error: writeTo(messages.warnings) });
  return { messages, stop: () => void Object.assign(console, { log: out, info, warn, error }) };
}

const isForPeople = (error: Error): boolean => error instanceof PlanError || RunError.isInstance(error);

/** The message alone of an error that is meant for people, else with its places in the program. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const own = ownSentence(error.message);
  if (own !== undefined) return own;
  if (isForPeople(error)) return error.message;
  const places = (error.stack ?? "").split("\n").filter((line) => /^ +at .*\bprogram-[0-9a-f]+\.js:/.test(line));
  return [`${error.name}: ${error.message}`, ...places].join("\n");
}

/**
 * Runs the real program against the in-process monitor, as the first preview of a new stack.
 *
 * The SDK takes a stack trace with every promise, most of the plan's time and memory for what nobody sees. So there are
 * none, unless the program fails: then it runs again, to tell where.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const { stackTraceLimit } = Error;
  const trace = (on: boolean): object =>
    Object.assign(Error, { stackTraceLimit: on ? stackTraceLimit : 0, prepareStackTrace: on ? undefined : () => "" });
  try {
    trace(false);
    return await runOnce(run);
  } catch {
    trace(true);
    return await runOnce(run);
  } finally {
    trace(true);
  }
}

async function runOnce(run: ProgramRun): Promise<ProgramResult> {
  const { project, stack, config } = run;
  const resources = await installMonitor(project.name, stack, run);
  runtime.setAllConfig(config.values, config.secretKeys);
  const { messages, stop } = listen();
  const failures = new Set<unknown>();
  const failed = (error: unknown): void => void failures.add(error);
  // for good: the SDK rejects more promises for the same error after this run has ended
  process.on("unhandledRejection", failed).on("uncaughtException", failed);
  try {
    await runtime.runInPulumiStack(async () => {
      if (run.settled) runtime.registerStackTransformation(skipInputs(run.settled));
      const exported = run.load();
      return (await (typeof exported === "function" ? (exported as () => unknown)() : exported)) as object;
    });
    await runtime.disconnect();
    // a rejection that nobody handles is reported one turn of the event loop later
    await new Promise(setImmediate);
  } catch (error) {
    failed(error);
  } finally {
    stop();
  }
  const problems = [...new Set([...[...failures].map(explain), ...messages.errors])];
  if (problems.length) throw new PlanError(problems.join("\n"));
  return { resources: [...resources.values()], warnings: [...messages.warnings], infos: [...messages.infos] };
}
