/** An Erlang term as far as configuration files have them; strings and binaries are one. https://www.rabbitmq.com/docs/configure#advanced-config-file */
export type Term = { atom: string } | { tuple: Term[] } | Term[] | string | number;

const pattern =
  /\s*(?:%[^\n]*\n?\s*)*(?:<<\s*"((?:[^"\\]|\\.)*)"\s*(?:\/\w+\s*)?>>|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([a-z][\w@]*)|([+-]?\d+(?:\.\d+(?:[eE][+-]?\d+)?)?)|(<<\s*>>|[{}[\],.]))/y;

type Token = { value: Term } | { mark: string };

/** The term that a file such as advanced.config holds; undefined when it cannot be read. */
export function parseTerm(text: string): Term | undefined {
  const tokens = tokenize(text.endsWith("\n") ? text : `${text}\n`);
  if (!tokens) return undefined;
  try {
    const reader = new Reader(tokens);
    const term = reader.term();
    reader.expect(".");
    return term;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = text.replace(/(?:\s|%[^\n]*\n)+$/, "");
  pattern.lastIndex = 0;
  while (pattern.lastIndex < trimmed.length) {
    const match = pattern.exec(trimmed);
    if (!match) return undefined;
    const [, binary, string, quoted, atom, number, mark] = match;
    if (mark !== undefined) tokens.push(mark.startsWith("<<") ? { value: "" } : { mark });
    else if (number !== undefined) tokens.push({ value: Number(number) });
    else if (quoted ?? atom) tokens.push({ value: { atom: quoted ?? atom ?? "" } });
    else tokens.push({ value: (binary ?? string ?? "").replace(/\\(.)/g, "$1") });
  }
  return tokens;
}

class Reader {
  private next = 0;

  constructor(private readonly tokens: Token[]) {}

  term(): Term {
    const token = this.tokens[this.next++];
    if (token && "value" in token) return token.value;
    if (token?.mark === "[") return this.until("]");
    if (token?.mark === "{") return { tuple: this.until("}") };
    throw new SyntaxError("no term");
  }

  expect(mark: string): void {
    if (!this.take(mark)) throw new SyntaxError("another mark");
  }

  private take(mark: string): boolean {
    const token = this.tokens[this.next];
    if (!token || !("mark" in token) || token.mark !== mark) return false;
    this.next += 1;
    return true;
  }

  private until(end: string): Term[] {
    const terms: Term[] = [];
    if (this.take(end)) return terms;
    do terms.push(this.term());
    while (this.take(","));
    this.expect(end);
    return terms;
  }
}

/** The value of a key in a list of pairs: `[{key, value}]`. */
export function valueIn(list: Term | undefined, key: string): Term | undefined {
  return pairsOf(list).find(([name]) => name === key)?.[1];
}

/** The pairs of a list by the names of their atoms; what is no pair is left out. */
export function pairsOf(list: Term | undefined): [key: string, value: Term][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item): [string, Term][] => {
    const [key, value] = tupleOf(item);
    return key !== undefined && value !== undefined && typeof key === "object" && "atom" in key
      ? [[key.atom, value]]
      : [];
  });
}

/** The parts of a tuple; none of anything else. */
export function tupleOf(term: Term | undefined): Term[] {
  return typeof term === "object" && "tuple" in term ? term.tuple : [];
}

/** An atom, string or number as text; undefined for what has parts. A list of characters is a string here. */
export function wordOf(term: Term | undefined): string | undefined {
  if (typeof term === "string" || typeof term === "number") return String(term);
  return typeof term === "object" && "atom" in term ? term.atom : undefined;
}
