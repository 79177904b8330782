import type { Problem } from "../parse";
import { generated as generatedSchema, type Tls } from "./schema";

/** One source, each certificate replaced before its end, and an authority that outlives what it signs. */
export function tlsRules(settings: Tls): Problem[] {
  return [...oneSource(settings), ...times(settings), ...authorities(settings)].map((problem) => ({
    ...problem,
    path: ["tls", ...problem.path],
  }));
}

function oneSource(settings: Tls): Problem[] {
  const named = (["secretName", "certManager", "generated"] as const).filter(
    (source) => settings[source] !== undefined,
  );
  const problems: Problem[] = named.slice(1).map((source) => ({
    path: [source],
    value: settings[source],
    allowed: `one source of certificates; ${named[0] ?? ""} is there already`,
    remedy: `remove ${source} or ${named[0] ?? ""}`,
  }));
  if (settings.caCertificate !== undefined && !settings.secretName && !settings.certManager) {
    problems.push({
      path: ["caCertificate"],
      value: "…",
      allowed: "nothing: the authority is generated, and its certificate known",
      remedy: "remove it, or name secretName or certManager",
    });
  }
  return problems;
}

function times({ certManager, generated }: Tls): Problem[] {
  return [
    ...before(["certManager", "renewBeforeHours"], certManager?.renewBeforeHours, certManager?.durationHours),
    ...before(["generated", "earlyRenewalHours"], generated?.earlyRenewalHours, generated?.validityHours),
    ...before(["generated", "validityHours"], generated?.validityHours, generated?.authorityValidityHours),
  ];
}

function before(path: string[], hours: number | undefined, end: number | undefined): Problem[] {
  if (hours === undefined || end === undefined || hours < end) return [];
  return [
    { path, value: hours, allowed: `less than ${end} hours`, remedy: "lower it, or raise what it has to end before" },
  ];
}

function authorities({ generated }: Tls): Problem[] {
  const list = generated?.authorities ?? generatedSchema.parse({}).authorities;
  return list.flatMap((generation, i) =>
    list.indexOf(generation) < i
      ? [
          {
            path: ["generated", "authorities", i],
            value: generation,
            allowed: "each generation once",
            remedy: "remove one of the two",
          },
        ]
      : [],
  );
}
