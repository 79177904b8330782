import { dirname } from "node:path";
import type { Pair } from "./authority";
import type { Namespace } from "./kubectl";

/** Writes files into a running pod: from standard input, for keys are not to be in arguments, which a failure would tell. */
export async function plant(namespace: Namespace, pod: string, files: Record<string, string>): Promise<void> {
  const write = ([path, text]: [string, string]): string[] => [
    `mkdir -p ${dirname(path)}`,
    `cat > ${path} <<'END'\n${text.trimEnd()}\nEND`,
  ];
  const script = Object.entries(files).flatMap(write).join("\n");
  await namespace.run(["exec", "-i", pod, "--", "sh", "-e"], { input: `${script}\n` });
}

/** The files of certificates and their keys, `tls.crt` and `tls.key` in a directory each. */
export function pairFiles(pairs: Record<string, Pair>): Record<string, string> {
  const files = Object.entries(pairs).flatMap(([directory, { certificate, key }]) => [
    [`${directory}/tls.crt`, certificate],
    [`${directory}/tls.key`, key],
  ]);
  return Object.fromEntries(files) as Record<string, string>;
}
