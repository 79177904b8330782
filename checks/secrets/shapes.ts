/** A secret in a text: what it is, and its value, which no message may hold. */
export interface Literal {
  what: "password" | "Erlang cookie" | "private key";
  value: string;
}

/** Names that are those of a secret: `RABBITMQ_DEFAULT_PASS`, `ssl.keystore.password`, `.erlang.cookie`. */
const secretName =
  /(^|[^a-zA-Z]|[a-z](?=P))(password|passwords|passwd|passphrase|pass|secret|token|cookie|(private|access|secret)[_.-]?key)$/i;

/** Whether a variable, key or file name is that of a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name);

/** Whether a value stands for another that is somewhere else, or for nothing. */
export function isPlaceholder(value: string): boolean {
  const bare = value.trim().replace(/^(["'])(.*)\1$/, "$2");
  return bare === "" || /^[$<{%]|^\*+$|^file:|^\//.test(bare) || /^(yes|no|true|false|none|null|\d{1,2})$/i.test(bare);
}

/** What the value of a secret's name is. */
export function literalOf(name: string, value: string): Literal[] {
  if (!isSecretName(name) || isPlaceholder(value)) return [];
  return [{ what: /cookie$/i.test(name) ? "Erlang cookie" : "password", value: value.trim() }];
}

const quoted = `["']?([^\\s"',;&|\\]})]+)["']?`;

/** Shapes that are a secret wherever they stand, each with a word that it cannot do without and that is found faster. */
const shapes: [what: Literal["what"], sign: string, pattern: RegExp][] = [
  ["private key", "PRIVATE KEY", /-----BEGIN ([A-Z ]*PRIVATE KEY)-----/g],
  // JAAS, for clients and for servers' own users.
  ["password", "LoginModule", /LoginModule[^;]*?\s(?:password|user_\w+)\s*=\s*\\?["']([^"'\\]+)/g],
  ["password", "://", /\b[a-z][a-z0-9+]{2,}:\/\/[^\s:/@]*:([^\s:/@]+)@/g],
  ["password", "password=", new RegExp(`\\[(?:iterations=\\d+,\\s*)?password=${quoted}`, "g")],
  ["password", "password", new RegExp(`(?:^|\\s)--[\\w-]*password(?:=|\\s+)${quoted}`, "g")],
  [
    "password",
    "rabbitmqctl",
    new RegExp(`rabbitmqctl\\s+(?:-\\S+\\s+)*(?:add_user|change_password)\\s+\\S+\\s+${quoted}`, "g"),
  ],
  ["Erlang cookie", "-setcookie", new RegExp(`-setcookie\\s+${quoted}`, "g")],
  [
    "Erlang cookie",
    ".erlang.cookie",
    new RegExp(`(?:echo|printf)\\s+(?:-n\\s+)?${quoted}\\s*>+\\s*\\S*\\.erlang\\.cookie`, "g"),
  ],
  // Erlang terms and JSON.
  ["password", "pass", /\{\s*(?:default_pass|password)\s*,\s*(?:<<\s*)?"([^"]+)"/g],
  ["password", "pass", /"(?:password|default_pass)"\s*:\s*"([^"]+)"/g],
];

/** Secrets in any text, such as a command or a value. */
export function literalsIn(text: string): Literal[] {
  const possible = shapes.filter(([, sign]) => text.includes(sign));
  return possible.flatMap(([what, , pattern]) =>
    [...text.matchAll(pattern)]
      .map(([, value = ""]) => ({ what, value }))
      .filter(({ value }) => what === "private key" || !isPlaceholder(value)),
  );
}

const line = /^\s*(?:export\s+)?["']?([\w.-]+?)["']?\s*[=:]\s*(.*?),?\s*$/;

/** What every name of a secret has in it. */
const hint = /pass|secret|token|cookie|key/i;

/** Secrets in a file or script of settings: its lines with secrets' names, and shapes anywhere. */
export function literalsInFile(text: string): Literal[] {
  const lines = hint.test(text) ? text.split(/\r?\n/).filter((one) => hint.test(one)) : [];
  const named = lines.flatMap((one) => {
    const [, key = "", value = ""] = line.exec(one) ?? [];
    return literalOf(key, value.replace(/^(["'])(.*)\1$/, "$2"));
  });
  return [...named, ...literalsIn(text)];
}

const known = new Set(
  (
    "guest admin administrator root user test default password passwd pass secret supersecret topsecret letmein qwerty welcome " +
    "rabbitmq rabbit kafka zookeeper bitnami confluent strimzi mysecretpassword admin-secret alice-secret kafka-secret " +
    "changeme changeit replaceme todo example dummy foobar mycookie cookie s3cr3t p4ssw0rd p@ssw0rd 1234 12345 123456 12345678 123456789"
  ).split(" "),
);

/** Whether everybody knows the password: a default, an example's, or one that asks to be changed. */
export function isWellKnown(value: string): boolean {
  const word = value.trim().toLowerCase();
  const stem = word.replace(/[!.\d_-]+$/, "");
  return known.has(word) || known.has(stem) || /change[-_ ]?(me|it|this)|replace[-_ ]?(me|it|this)/.test(word);
}
