import { membersOf } from "./component";
import { Field, readable } from "./field";
import { distinct, finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { parseMilli } from "./quantity";
import { allContainers, podTemplate, workloadKinds } from "./workload";

export const resourcesRule: RuleFacts = { id: "container-resources", severity: "high" };

/** Limits of the rule. */
export interface ResourcesSettings {
  /** Whether a container must have a CPU limit. */
  cpuLimit: "required" | "optional";
}

/** Every container and init container has CPU and memory requests and limits, of a sane size. */
export const checkResources: Check<ResourcesSettings> = (kind, object, { settings }) =>
  judge(resourcesRule, () =>
    owners(kind, new Field(object)).flatMap((owner) => judge(resourcesRule, () => judgeOwner(owner, settings))),
  );

/** What has resources: each container, or a component whose arguments give them. */
function owners(kind: string, object: Field): Field[] {
  const component = !workloadKinds.includes(kind);
  return component
    ? membersOf(kind, object)
        .map(({ args }) => args)
        .filter((args) => args.get("resources").present)
    : allContainers(podTemplate(kind, object));
}

const places = [
  ["requests", "cpu"],
  ["limits", "cpu"],
  ["requests", "memory"],
  ["limits", "memory"],
] as const;
type Resource = (typeof places)[number][1];

function judgeOwner(owner: Field, { cpuLimit }: ResourcesSettings): Finding[] {
  const resources = owner.get("resources");
  const missing: string[] = [];
  const findings = places.flatMap(([bound, resource]) =>
    judge(resourcesRule, () => {
      const field = resources.get(bound, resource);
      const written = field.scalar();
      if (written !== undefined) return judgeQuantity(field, written, resource);
      if (cpuLimit === "required" || bound === "requests" || resource === "memory")
        missing.push(`${bound}.${resource}`);
      return [];
    }),
  );
  return distinct([
    ...(missing.length > 0 ? [lack(resources, missing)] : []),
    ...findings,
    ...(readable(() => requestsAboveLimits(resources)) ?? []),
  ]);
}

function lack({ path }: Field, missing: string[]): Finding {
  const message = `${path} has no ${missing.join(", ")}.`;
  return finding(
    resourcesRule,
    path,
    message,
    "Set what the container needs, for example cpu: 500m and memory: 512Mi.",
  );
}

function judgeQuantity(field: Field, written: string, resource: Resource): Finding[] {
  const problem = insane(written, resource);
  return problem ? [finding(resourcesRule, field.path, `${field.path} ${problem}.`, advice[resource])] : [];
}

const advice: Record<Resource, string> = {
  cpu: "Write cores or thousandths of a core: 500m, 2.",
  memory: "Write it with a binary suffix: 512Mi, 2Gi.",
};

const mebibyteMilli = 1000n * 1024n * 1024n;

/** What is wrong with a quantity; only its size is told, since what is no quantity may be anything. */
function insane(written: string, resource: Resource): string | undefined {
  const milli = parseMilli(written);
  if (milli === undefined) return "is not a quantity";
  if (milli <= 0n) return "is not above zero";
  if (resource === "cpu") return milli > 256_000n ? `is ${milli / 1000n} cores` : undefined;
  if (/[mun]$/.test(written)) return "is in fractions of a byte";
  return milli < 4n * mebibyteMilli ? `is ${milli / 1000n} bytes` : undefined;
}

function requestsAboveLimits(resources: Field): Finding[] {
  return (["cpu", "memory"] as const).flatMap((resource) => {
    const { path } = resources.get("requests", resource);
    const request = parseMilli(resources.get("requests", resource).scalar() ?? "");
    const limit = parseMilli(resources.get("limits", resource).scalar() ?? "");
    if (request === undefined || limit === undefined || request <= limit) return [];
    const message = `${path} is above the limit, which the API server refuses.`;
    return [finding(resourcesRule, path, message, "Lower the request or raise the limit.")];
  });
}
