import type { Audit, Found } from "./audit";
import { toJunit } from "./junit";
import { toSarif } from "./sarif";

/** What `--format` may be. */
export const formats = ["text", "json", "sarif", "junit"] as const;
export type Format = (typeof formats)[number];

/** What goes to stdout. */
export const write: Record<Format, (audit: Audit) => string> = {
  text: toText,
  json: toJson,
  sarif: toSarif,
  junit: toJunit,
};

function toJson({ found }: Audit): string {
  const list = found.map(({ id, severity, resource, message, remedy, file, line }): Found => {
    return { id, severity, resource, message, remedy, file, line };
  });
  return `${JSON.stringify(list, null, 2)}\n`;
}

function toText({ found, problems, resources }: Audit): string {
  const mandatory = found.filter((one) => one.mandatory).length;
  const lines = found.map(
    ({ file, line, resource, id, severity, message, remedy, mandatory }) =>
      `${file}:${line}: ${mandatory ? "error" : "advice"} ${id} (${severity}) ${resource}\n  ${message}\n  ${remedy}\n`,
  );
  const unread = problems.length > 0 ? `, ${problems.length} not read` : "";
  const sum = `${resources.length} objects judged${unread}: ${mandatory} mandatory, ${found.length - mandatory} advisory`;
  return `${[...lines, sum].join("\n")}\n`;
}
