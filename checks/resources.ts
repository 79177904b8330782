import { Field, readable } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
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
    ? [object].filter((args) => args.get("resources").present)
    : allContainers(podTemplate(kind, object));
}

function judgeOwner(owner: Field, settings: ResourcesSettings): Finding[] {
  const resources = owner.get("resources");
  return (["cpu", "memory"] as const).flatMap((resource) => {
    const limitNeeded = resource === "memory" || settings.cpuLimit === "required";
    return [
      ...judge(resourcesRule, () => judgeQuantity(resources.get("requests", resource), resource, true)),
      ...judge(resourcesRule, () => judgeQuantity(resources.get("limits", resource), resource, limitNeeded)),
      ...(readable(() => requestAboveLimit(resources, resource)) ?? []),
    ];
  });
}

function judgeQuantity(field: Field, resource: Resource, needed: boolean): Finding[] {
  const written = field.scalar();
  if (written === undefined) return needed ? [missing(field, resource)] : [];
  const problem = insane(written, resource);
  return problem ? [finding(resourcesRule, field.path, `${field.path} ${problem}.`, advice[resource])] : [];
}

type Resource = "cpu" | "memory";

const advice: Record<Resource, string> = {
  cpu: "Write cores or thousandths of a core: 500m, 2.",
  memory: "Write it with a binary suffix: 512Mi, 2Gi.",
};

function missing(field: Field, resource: Resource): Finding {
  const example = resource === "cpu" ? "500m" : "512Mi";
  return finding(resourcesRule, field.path, `${field.path} is missing.`, `Set it, for example to ${example}.`);
}

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

function requestAboveLimit(resources: Field, resource: Resource): Finding[] {
  const request = parseMilli(resources.get("requests", resource).scalar() ?? "");
  const limit = parseMilli(resources.get("limits", resource).scalar() ?? "");
  if (request === undefined || limit === undefined || request <= limit) return [];
  const { path } = resources.get("requests", resource);
  return [
    finding(
      resourcesRule,
      path,
      `${path} is above the limit, which the API server refuses.`,
      "Lower the request or raise the limit.",
    ),
  ];
}
