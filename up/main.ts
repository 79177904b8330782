import { parseArgs, usage, UsageError } from "./args";
import { decide } from "./decide";
import { gather } from "./gather";
import { run } from "./run";

/** Runs the command line in the project of the working directory; the result is the exit code. */
async function main(argv: string[]): Promise<number> {
  const options = parseArgs(argv);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const dir = process.cwd();
  const { stdin: input, stdout: output, stderr: errors } = process;
  const decision = decide(options, await gather(dir, options.stack, process.env, input.isTTY && output.isTTY));
  if ("refusal" in decision) {
    console.error(decision.refusal);
    return 1;
  }
  return run(decision, dir, { input, output, errors });
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const { message } = error as Error;
    const misused = error instanceof UsageError;
    console.error(misused ? `${message}\n\n${usage}` : message);
    process.exitCode = misused ? 2 : 1;
  },
);
