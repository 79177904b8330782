import { Field, readable } from "./field";
import type { GracefulShutdownSettings } from "./graceful-shutdown";
import { recognise } from "./recognise";
import { instanceLabel, missingLabels, nameLabel } from "./recommended-labels";
import { accountOf, podTemplate, workloadKinds } from "./workload";

/** A value to be written into an object, by the keys and indices that lead to it. */
export interface Change {
  path: (string | number)[];
  value: unknown;
}

/** Changes that make an object good, where nobody can be hurt by them. What cannot be read is left as it is. */
export type Mend<S> = (kind: string, object: unknown, settings: S) => Change[];

/** A broker gets the seconds that its rule asks for; one that needs less ends sooner all the same. */
export const mendGracePeriod: Mend<GracefulShutdownSettings> = (kind, object, settings) =>
  changes(() => {
    const broker = recognise(kind, new Field(object));
    if (!broker) return [];
    const least = settings[`${broker.system}Seconds`];
    const given = broker.template.get("spec", "terminationGracePeriodSeconds").integer();
    if (given !== undefined && given >= least) return [];
    return [{ path: [...podSpecKeys(kind), "terminationGracePeriodSeconds"], value: least }];
  });

/** A pod that says nothing of seccomp gets the runtime's profile; containers that say something keep theirs. */
export const mendSeccomp: Mend<object> = (kind, object) =>
  changes(() => {
    const podSpec = podTemplate(kind, new Field(object)).get("spec");
    const profile = podSpec.get("securityContext", "seccompProfile");
    if (!podSpec.present || profile.present || podSpec.get("os", "name").text() === "windows") return [];
    return [{ path: [...podSpecKeys(kind), "securityContext", "seccompProfile"], value: { type: "RuntimeDefault" } }];
  });

/**
 * A broker of the default account, which has no rights of its own, gets no token of it. One that has an account may need
 * the token.
 */
export const mendToken: Mend<object> = (kind, object) =>
  changes(() => {
    const broker = recognise(kind, new Field(object));
    if (!broker) return [];
    const podSpec = broker.template.get("spec");
    const account = accountOf(podSpec);
    if (account !== "default" || podSpec.get("automountServiceAccountToken").present) return [];
    return [{ path: [...podSpecKeys(kind), "automountServiceAccountToken"], value: false }];
  });

/** A label's value is shorter than a name may be. */
const longestLabel = 63;

/**
 * A broker's workload gets its labels. Its pods do not: a Service or a NetworkPolicy of somebody else may select them by a
 * new label.
 */
export const mendLabels: Mend<object> = (kind, object) =>
  changes(() => {
    const root = new Field(object);
    const broker = kind === "Pod" ? undefined : recognise(kind, root);
    if (!broker) return [];
    const values: Record<string, string | undefined> = {
      [nameLabel]: broker.system,
      [instanceLabel]: root.get("metadata", "name").text(),
    };
    return missingLabels(root.get("metadata", "labels"), broker.system).flatMap((key) => {
      const value = values[key];
      return value === undefined || value.length > longestLabel ? [] : [{ path: ["metadata", "labels", key], value }];
    });
  });

const changes = (make: () => Change[]): Change[] => readable(make) ?? [];

function podSpecKeys(kind: string): string[] {
  if (kind === "Pod" || !workloadKinds.includes(kind)) return ["spec"];
  return kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template", "spec"] : ["spec", "template", "spec"];
}
