import { resolve } from "node:path";
import { parseArgs, usage, UsageError, type Options } from "./args";
import { toJson, type Outcome } from "./outcome";
import { chooseStack, readProject, readStackConfig } from "./project";
import { report } from "./report";
import type { OpenProject } from "./run";
import { style } from "./style";

/** What the launcher lends. */
interface Launcher {
  /** Folder of this repository. */
  root: string;
  openProject(dir: string): Promise<OpenProject>;
}

const progressAfterMs = 1000;

/** Tells somebody who waits that work is going on; erased when it is done. */
function progress(text: string): () => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  let shown = false;
  const timer = setTimeout(() => (shown = stderr.write(text)), progressAfterMs);
  return () => {
    clearTimeout(timer);
    if (shown) stderr.write("\r\u001b[K");
    shown = false;
  };
}

/** Runs the command line; the result is the exit code. */
export async function main(argv: string[], launcher: Launcher): Promise<number> {
  const json = argv.includes("--json");
  try {
    const options = parseArgs(argv, launcher.root);
    if (options.help) {
      console.log(usage);
      return 0;
    }
    return await planned(options, launcher);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof UsageError) {
      console.error(`${message}\n\n${usage}`);
      return 2;
    }
    if (json) console.log(JSON.stringify({ error: message, exitCode: 1 }));
    else console.error(message);
    return 1;
  }
}

async function planned(options: Options, launcher: Launcher): Promise<number> {
  const project = readProject(resolve(options.cwd));
  const stack = chooseStack(project, options.stack);
  const config = readStackConfig(project, stack);
  const done = progress(`planning ${project.name}, stack ${stack} …`);
  try {
    const open = await launcher.openProject(project.dir);
    // not before: it needs the SDKs, which an edit of the program may have made stale
    const { plan } = await import("./run");
    const outcome = await plan({ project, stack, config, options, open });
    done();
    print(outcome, options);
    return outcome.exitCode;
  } finally {
    done();
  }
}

function print(outcome: Outcome, options: Options): void {
  if (options.json) {
    console.log(JSON.stringify(toJson(outcome)));
    return;
  }
  const color = options.color && process.stdout.isTTY && !process.env["NO_COLOR"];
  process.stdout.write(report(outcome, style(color)));
}
