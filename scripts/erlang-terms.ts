/** A term as the schema files have them: atoms and numbers as text, Erlang's strings quoted apart from atoms. */
export type Term = { string: string } | { atom: string } | { tuple: Term[] } | { list: Term[] } | { number: number };

type Token = { kind: "string" | "atom" | "number" | "mark" | "dot"; text: string; line: number };

// In this order: a full stop is a dot before white space, a comment or the end; `$"` is a character, no quote. Variables,
// binaries and operators only occur in functions, which are skipped.
const shapes: [kind: Token["kind"] | "skip", shape: RegExp][] = [
  ["skip", /\s+|%[^\n]*/y],
  ["dot", /\.(?=\s|%|$)/y],
  ["string", /"(?:[^"\\]|\\.)*"/sy],
  ["atom", /'(?:[^'\\]|\\.)*'|[a-z][\w@]*/sy],
  ["number", /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ["mark", /\$(?:\\.|.)|[A-Z_][\w@]*|[^\s]/sy],
];

/** Splits a file into its forms, each the tokens up to a full stop. */
function forms(text: string): Token[][] {
  const all: Token[][] = [];
  let form: Token[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    for (const [kind, shape] of shapes) {
      shape.lastIndex = at;
      const found = shape.exec(text)?.[0];
      if (found === undefined) continue;
      if (kind === "dot") {
        all.push(form);
        form = [];
      } else if (kind !== "skip") form.push({ kind, text: found, line });
      line += found.split("\n").length - 1;
      at += found.length;
      break;
    }
  }
  if (form.length > 0) throw new Error(`line ${form[0]?.line}: no full stop after this form`);
  return all;
}

/**
 * The tuples of a file: whole terms, except that the elements of one which holds a function end where the function begins.
 * Throws on what is neither, with the line.
 */
export function readForms(text: string): Term[][] {
  return forms(text).map((tokens) => {
    const reader = new Reader(tokens);
    return reader.elements("{", "}");
  });
}

class Reader {
  private at = 0;
  constructor(private readonly tokens: Token[]) {}

  elements(open: string, close: string): Term[] {
    this.expect(open);
    const terms: Term[] = [];
    while (!this.is(close)) {
      if (this.is("fun")) return terms;
      terms.push(this.term());
      if (!this.is(close)) this.expect(",");
    }
    this.expect(close);
    return terms;
  }

  private term(): Term {
    if (this.is("{")) return { tuple: this.elements("{", "}") };
    if (this.is("[")) return { list: this.elements("[", "]") };
    const token = this.next();
    if (token.kind === "atom") return { atom: token.text.startsWith("'") ? unquote(token.text) : token.text };
    if (token.kind === "number") return { number: Number(token.text) };
    if (token.kind !== "string") throw new Error(`line ${token.line}: unexpected ${token.text}`);
    let string = unquote(token.text);
    // Strings side by side are one string.
    while (this.tokens[this.at]?.kind === "string") string += unquote(this.next().text);
    return { string };
  }

  private is(text: string): boolean {
    const token = this.tokens[this.at];
    return token?.text === text && token.kind !== "string";
  }

  private expect(text: string): void {
    const token = this.next();
    if (token.text !== text) throw new Error(`line ${token.line}: ${text} expected, not ${token.text}`);
  }

  private next(): Token {
    const token = this.tokens[this.at++];
    if (!token) throw new Error(`line ${this.tokens.at(-1)?.line}: the form ends early`);
    return token;
  }
}

function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, escaped: string) => ({ n: "\n", t: "\t", s: " " })[escaped] ?? escaped);
}

/** The value of an option in a list such as `[{datatype, integer}, {default, 5}]`. */
export function option(options: Term | undefined, name: string): Term | undefined {
  const found = list(options).find((entry) => {
    const key = "tuple" in entry ? entry.tuple[0] : undefined;
    return key && "atom" in key && key.atom === name;
  });
  return found && "tuple" in found ? found.tuple[1] : undefined;
}

/** The elements of a list; anything else is a list of itself, nothing an empty one. */
export function list(term: Term | undefined): Term[] {
  if (!term) return [];
  return "list" in term ? term.list : [term];
}

/** The text of a string or an atom. */
export function text(term: Term | undefined): string {
  if (term && "string" in term) return term.string;
  if (term && "atom" in term) return term.atom;
  throw new Error(`text expected, not ${JSON.stringify(term)}`);
}
