import type { Audit } from "./audit";

/** JUnit's XML: a suite per file, a case per object and broken rule; an object without findings is a case that passed. */
export function toJunit({ found, problems, resources }: Audit): string {
  const files = [...new Set([...resources, ...found, ...problems].map(({ file }) => file))].sort();
  const suites = files.map((file) => {
    const here = found.filter((one) => one.file === file);
    const clean = resources.filter(
      (one) => one.file === file && !found.some(({ resource }) => resource === one.resource),
    );
    const cases = [
      ...clean.map(({ resource }) => `<testcase${attributes({ classname: resource, name: "all rules" })}/>`),
      ...here.map(
        ({ resource, id, message, remedy, line, mandatory }) =>
          `<testcase${attributes({ classname: resource, name: id })}>` +
          outcome(mandatory, message, `${file}:${line}: ${message} ${remedy}`) +
          "</testcase>",
      ),
    ];
    const unread = problems
      .filter((one) => one.file === file)
      .map(
        ({ line, message }) =>
          `<testcase${attributes({ classname: file, name: `line ${line}` })}><error${attributes({ message })}/></testcase>`,
      );
    const counts = {
      name: file,
      tests: cases.length + unread.length,
      failures: here.filter(({ mandatory }) => mandatory).length,
      errors: unread.length,
    };
    return `  <testsuite${attributes(counts)}>\n${[...cases, ...unread].map((line) => `    ${line}\n`).join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="audit">\n${suites.join("")}</testsuites>\n`;
}

/** Advice does not fail the case. */
const outcome = (mandatory: boolean, message: string, text: string): string =>
  mandatory
    ? `<failure${attributes({ message })}>${escape(text)}</failure>`
    : `<system-out>${escape(`advice: ${text}`)}</system-out>`;

const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join("");

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;" };

/** XML has no control characters, however they are written. */
const escape = (text: string): string =>
  text.replace(/[&<>"\n]/g, (mark) => entities[mark] ?? "").replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "?");
