/**
 * Keys and values of a file in rabbitmq.conf's format; of a key that stands twice the last counts.
 * https://www.rabbitmq.com/docs/configure#config-file
 */
export function parseConf(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([^#=\s]+)\s*=\s*(.*?)\s*(?:#.*)?$/.exec(line);
    if (match?.[1] !== undefined) settings.set(match[1], unquote(match[2] ?? ""));
  }
  return settings;
}

function unquote(value: string): string {
  return /^'(.*)'$/.exec(value)?.[1] ?? value;
}
