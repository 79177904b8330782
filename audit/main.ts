import { dayOf } from "../checks/exemption";
import { parse, usage, UsageError, type Options } from "./args";
import { activeRules, audit } from "./audit";
import { write } from "./formats";
import { readSources } from "./sources";

/** Where the tool writes to, and the moment by which exemptions are over. */
export interface World {
  out: (text: string) => void;
  err: (text: string) => void;
  now: Date;
}

/** Runs the command line; the result is the exit code. */
export function main(argv: string[], world: World): number {
  try {
    const options = parse(argv);
    if (!options.help) return judged(options, world);
    world.out(`${usage}\n`);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    world.err(error instanceof UsageError ? `${message}\n\n${usage}\n` : `${message}\n`);
    return 2;
  }
}

function judged({ paths, format, config }: Options, { out, err, now }: World): number {
  const active = activeRules(config);
  const { sources, problems } = readSources(paths);
  const result = audit(sources, active, dayOf(now));
  const all = { ...result, problems: [...problems, ...result.problems] };
  out(write[format](all));
  for (const { file, line, message } of all.problems) err(`${file}:${line}: not judged: ${message}\n`);
  for (const note of all.notes) err(`note: ${note}\n`);
  if (all.problems.length > 0) return 2;
  return all.found.some(({ mandatory }) => mandatory) ? 1 : 0;
}

if (require.main === module) {
  process.exitCode = main(process.argv.slice(2), {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    now: new Date(),
  });
}
