import { isCollection, LineCounter, parseDocument, visit, type Document, type Tags } from "yaml";
import type { Problem, Source } from "./sources";

/** A YAML document and where it stands. */
export interface Text {
  file: string;
  found: boolean;
  document: Document;
  /** Number of the line at an offset into the document. */
  lineAt: (offset: number) => number;
  value: unknown;
}

/** Splits a source into its documents; one that is no YAML is a problem and does not touch the others. */
export function readDocuments(source: Source): { texts: Text[]; problems: Problem[] } {
  const texts: Text[] = [];
  const problems: Problem[] = [];
  for (const { text, line } of parts(source.text)) {
    const result = readDocument(source, text, line);
    if ("document" in result) texts.push(result);
    else problems.push(result);
  }
  return { texts, problems };
}

/** Documents are parted before they are parsed: an open quote or bracket would swallow the next ones. */
function parts(text: string): { text: string; line: number }[] {
  const parts: { lines: string[]; line: number }[] = [{ lines: [], line: 1 }];
  text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (/^---(\s|$)/.test(line)) parts.push({ lines: [line.slice(3)], line: index + 1 });
      else parts.at(-1)?.lines.push(/^\.\.\.\s*$/.test(line) || /^%(YAML|TAG) /.test(line) ? "" : line);
    });
  return parts
    .map(({ lines, line }) => ({ text: lines.join("\n"), line }))
    .filter(({ text }) => /^\s*[^\s#]/m.test(text));
}

function readDocument({ file, found }: Source, text: string, line: number): Text | Problem {
  const counter = new LineCounter();
  // What kubectl reads: 0400 is octal, and yes is true.
  const document = parseDocument(text, {
    version: "1.1",
    customTags: plainTags,
    prettyErrors: false,
    lineCounter: counter,
    logLevel: "silent",
  });
  const lineAt = (offset: number) => counter.linePos(offset).line + line - 1;
  const [error] = document.errors;
  // The parser's own words may quote the text, which may hold a secret.
  if (error) return { file, line: lineAt(error.pos[0]), message: `no YAML: ${words(error.code)}` };
  const template = offsetOfTemplate(document);
  if (template !== undefined) {
    return { file, line: lineAt(template), message: "a key is no text, as in a template that is not rendered" };
  }
  try {
    return { file, found, document, lineAt, value: document.toJS() as unknown };
  } catch {
    return { file, line, message: "no YAML: an alias without its anchor, or too many" };
  }
}

const words = (code: string): string => code.toLowerCase().replaceAll("_", " ");

/** Kubernetes has no dates and no numbers by sixty: these stay text, as for kubectl. */
function plainTags(tags: Tags): Tags {
  return tags.filter((tag) => {
    if (typeof tag === "string") return !/^(timestamp|intTime|floatTime|binary)$/.test(tag);
    return !/:(timestamp|binary)$/.test(tag.tag) && tag.format !== "TIME";
  });
}

function offsetOfTemplate(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isCollection(key)) return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}
