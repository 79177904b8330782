/**
 * Keys and values of a Java properties file such as server.properties; of a key that stands twice the last counts.
 */
export function parseProperties(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  // A backslash at the end continues the line.
  for (const line of text.replace(/\\\r?\n\s*/g, "").split(/\r?\n/)) {
    const match = /^\s*([^#!\s=:][^\s=:]*)\s*[=:\s]\s*(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined) settings.set(match[1], match[2] ?? "");
  }
  return settings;
}

/** Settings that a start script is given as `--override key=value`. */
export function parseOverrides(command: string): Map<string, string> {
  return new Map(
    [...command.matchAll(/--override[ =]["']?([\w.-]+)=([^\s"']*)/g)].map(([, key = "", value = ""]) => [key, value]),
  );
}
