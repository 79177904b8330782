import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { systemOfImage } from "./signs";

export const helmReleaseRule: RuleFacts = { id: "helm-release", severity: "medium" };

/** Pulumi's resource that leaves a whole chart to Helm. */
export const releaseKind = "Release.helm.sh";

/** A broker's chart is not hidden in a Release, of which no rule sees the workloads. */
export const checkHelmRelease: Check<object> = (_, object) =>
  judge(helmReleaseRule, () => {
    const chart = new Field(object).get("chart");
    const system = systemOfImage(
      (chart.text() ?? "")
        .split("/")
        .at(-1)
        ?.replace(/(-[\d.]+)?\.tgz$/, "") ?? "",
    );
    if (!system) return [];
    const message = `A Release installs a chart of ${system}, of which no rule sees the workloads.`;
    const remedy =
      "Use the resource Chart instead, or judge what the chart renders: helm template … | npm run audit -- -";
    return [finding(helmReleaseRule, chart.path, message, remedy)];
  });
