import { Field } from "../field";
import { distinct, finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { allContainers, podTemplate } from "../workload";
import { containerControls, type Control } from "./container";
import { badAnnotations, podControls } from "./pod";

export const podSecurityRule: RuleFacts = { id: "pod-security", severity: "high" };

/**
 * Pods keep to the level "restricted" of the Pod Security Standards of Kubernetes 1.36, the baseline in it.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const checkPodSecurity: Check<object> = (kind, object) =>
  judge(podSecurityRule, () => {
    const template = podTemplate(kind, new Field(object));
    const podSpec = template.get("spec");
    return distinct([
      ...judgePlace(podSpec, podSpec, [...podControls, () => badAnnotations(template)]),
      ...allContainers(template).flatMap((container) => judgePlace(container, podSpec, containerControls)),
      ...podSpec
        .get("ephemeralContainers")
        .items()
        .flatMap((container) => judgePlace(container, podSpec, containerControls)),
    ]);
  });

/** One finding for all that is wrong at a place, and one for each value there that cannot be read. */
function judgePlace(place: Field, podSpec: Field, controls: Control[]): Finding[] {
  const breaches: string[] = [];
  const unreadable = controls.flatMap((control) =>
    judge(podSecurityRule, () => {
      breaches.push(...control(place, podSpec));
      return [];
    }),
  );
  if (breaches.length === 0) return unreadable;
  const message = `${place.path} breaks the restricted Pod Security Standard: ${breaches.join(", ")}.`;
  return [finding(podSecurityRule, place.path, message, remedy), ...unreadable];
}

const remedy =
  "Set runAsNonRoot: true and seccompProfile: { type: RuntimeDefault } in the pod's securityContext, and " +
  "allowPrivilegeEscalation: false and capabilities: { drop: [ALL] } in each container's; leave the node's own things alone.";
