/** What shell scripts write and start: containers' commands and the scripts that ConfigMaps hold. */

/** Texts that a script writes by here-documents: `cat > zoo.cfg <<EOF`. */
export function heredocs(script: string): string[] {
  return [...script.matchAll(/<<-?\s*(["']?)(\w+)\1[^\n]*\n([\s\S]*?)\n\s*\2[ \t]*(?=\n|$)/g)].map(
    ([, , , body = ""]) => body,
  );
}

/** Lines of configuration that a script writes: by here-documents, `echo "key=value"`, `printf 'key=value\n'` and `sed`. */
export function writtenLines(script: string): string {
  const echoed = [
    ...script.matchAll(/\b(?:echo|printf)\s+(?:-[en]+\s+)?(?:"([^"\n]*)"|'([^'\n]*)'|([\w.]+=\S+))/g),
  ].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
  return [...heredocs(script), ...[...echoed, ...edited(script)].flatMap((line) => line.split("\\n"))].join("\n");
}

const substitution = /(?<=['"\s;])s([/|#,@!%])(?:\\.|(?!\1)[^\\\n])*\1((?:\\.|(?!\1)[^\\\n])*)\1/g;
const addition = /['"](?:\$|\d+|\/[^/\n]*\/)?\s*[aic](?:\\\s*|\s+)([^'"\n]*)/g;

/**
 * Whole settings that `sed` writes in place of a line or beside one: `s/^key=.*$/key=value/`, `$a key=value`. Whatever else it does to
 * a file is not seen; neither is a setting that takes up what was there, by `&` or `\1`.
 */
function edited(script: string): string[] {
  if (!script.includes("sed ")) return [];
  const lines = script.split("\n").filter((line) => /\bsed\b/.test(line));
  const replaced = lines.flatMap((line) => [...line.matchAll(substitution)].map(([, , text = ""]) => text));
  const added = lines.flatMap((line) => [...line.matchAll(addition)].map(([, text = ""]) => text));
  return [...replaced.filter((text) => !/(^|[^\\])&|\\\d/.test(text)), ...added]
    .map((text) => text.replace(/\\([^n])/g, "$1").trim())
    .filter((text) => /^[\w.-]+\s*=\s*\S/.test(text));
}

const starts = /\bexport\b|kafka-server-start|zkServer|zookeeper-server-start|QuorumPeerMain|rabbitmq-server/;

/**
 * Variables that a script sets for the server: `export NAME=value`, `NAME=value kafka-server-start.sh`. Those before
 * another command are that one's.
 */
export function assignments(script: string): Map<string, string> {
  const pattern = /(?:^|[\s;&|(])(?:export\s+)?([A-Z][A-Z0-9_]{3,})=(?:"([^"]*)"|'([^']*)'|([^\s;&|"']*))/g;
  return new Map(
    script
      .split("\n")
      .filter((line) => starts.test(line))
      .flatMap((line) => [...line.matchAll(pattern)])
      .map(([, name = "", double, single, bare]) => [name, double ?? single ?? bare ?? ""]),
  );
}

/** Values of long options: `--heap=512M`, `--servers 3`. */
export function options(command: string): Map<string, string> {
  return new Map(
    [...command.matchAll(/(?:^|\s)--([a-z][\w-]*)(?:=|\s+)["']?([^\s"'-][^\s"']*)/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );
}
