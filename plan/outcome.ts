import type { Judgement, Violation } from "./analyzer";
import type { PlannedResource } from "./resource";
import { isObject, type Properties } from "./properties";
import { forReading } from "./values";

/** Where the YAML went, or why there is none. */
export interface Rendering {
  /** Relative to the working directory where that is shorter. */
  dir: string;
  files: number;
  /** The set has real secrets and can be applied. */
  complete: boolean;
  /** Set when nothing was written. */
  refused?: string;
}

/** Everything that a plan found out. */
export interface Outcome {
  project: string;
  stack: string;
  resources: PlannedResource[];
  warnings: string[];
  infos: string[];
  /** undefined: the project has no policy pack. */
  judgement: Judgement | undefined;
  rendering: Rendering;
  exitCode: number;
}

/** What a component promises; see `guarantees` in the components. */
export interface Guarantees {
  summary: string;
  cpuMillis: number;
  memoryBytes: number;
  diskBytes: number;
}

/** The guarantees that a component registered, whatever its type. */
export function guaranteesOf({ outputs }: PlannedResource): (Guarantees & Properties) | undefined {
  const value = outputs["guarantees"];
  return isObject(value) && typeof value["summary"] === "string" ? (value as Guarantees & Properties) : undefined;
}

export const isMandatory = ({ level }: Violation): boolean => level !== "advisory";

/** The one object of `--json`. */
export function toJson(outcome: Outcome): object {
  const { stack, resources, warnings, judgement, rendering, exitCode } = outcome;
  const components = resources.flatMap((resource) => {
    const guarantees = guaranteesOf(resource);
    return guarantees ? [{ urn: resource.urn, guarantees: forReading(guarantees) }] : [];
  });
  const policies = (judgement?.violations ?? []).map(({ policy, level, urn, message, remedy }) => ({
    policy,
    level,
    urn,
    message,
    ...(remedy && { remedy }),
  }));
  return {
    stack,
    resources: resources.map(({ urn, type, name, parent }) => ({ urn, type, name, parent })),
    components,
    policies,
    ...(judgement?.remediations.length && { remediations: judgement.remediations }),
    warnings,
    rendered: rendering.refused ? null : rendering.dir,
    exitCode,
  };
}
