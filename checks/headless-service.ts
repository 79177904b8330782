import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { recognise } from "./recognise";
import { matches, selects } from "./selector";
import type { Stack } from "./stack";
import { namespaceOf, replicasOf } from "./workload";

export const headlessServiceRule: RuleFacts = { id: "headless-service", severity: "high" };

/** A StatefulSet's serviceName is a headless Service of its pods, which gives members a name before they are ready. */
export const checkHeadlessService: Check<object> = (kind, object, { stack }) =>
  judge(headlessServiceRule, () => {
    const root = new Field(object);
    return [
      ...judge(headlessServiceRule, () => judgeSelector(root)),
      ...judge(headlessServiceRule, () => (stack ? judgeService(kind, root, stack) : [])),
    ];
  });

function judgeSelector(root: Field): Finding[] {
  const selector = root.get("spec", "selector");
  if (!selector.present || selects(selector, root.get("spec", "template", "metadata", "labels"))) return [];
  const message = `${selector.path} does not match the labels of the pod template, so the API server refuses the StatefulSet.`;
  return [finding(headlessServiceRule, selector.path, message, "Give the template the labels of the selector.")];
}

function judgeService(kind: string, root: Field, stack: Stack): Finding[] {
  const named = root.get("spec", "serviceName");
  const name = named.text() ?? "";
  const refuse = ({ path }: Field, message: string, remedy: string) => [
    finding(headlessServiceRule, path, message, remedy),
  ];
  if (name === "") {
    const message = `${named.path} is not set, so the pods have no names that their peers find them by.`;
    return refuse(named, message, "Name a headless Service (clusterIP: None) that selects the pods.");
  }
  const service = stack
    .ofKind("Service", namespaceOf(root))
    .find((candidate) => candidate.get("metadata", "name").text() === name);
  if (!service) {
    const message = `${named.path} names no Service of its namespace that is in the stack, so nothing shows that members find each other.`;
    return refuse(named, message, "Add the headless Service to the stack.");
  }
  return [
    ...judge(headlessServiceRule, () => judgeAddress(service)),
    ...judge(headlessServiceRule, () => judgeTargets(root, service)),
    ...judge(headlessServiceRule, () => judgeReadiness(kind, root, service)),
  ];
}

function judgeAddress(service: Field): Finding[] {
  const address = service.get("spec", "clusterIP");
  if (address.text() === "None") return [];
  const message = `${address.path} is not None, so the Service that the StatefulSet names has one address and the pods have no names.`;
  return [
    finding(headlessServiceRule, address.path, message, "Set clusterIP: None, with a second Service for clients."),
  ];
}

function judgeTargets(root: Field, service: Field): Finding[] {
  const selector = service.get("spec", "selector");
  if (matches(selector, root.get("spec", "template", "metadata", "labels"))) return [];
  const message = `${selector.path} does not match the labels of the pods, so they have no names.`;
  return [finding(headlessServiceRule, selector.path, message, "Select the labels of the pod template.")];
}

/** A member is ready when it has a majority or has caught up, and for both its peers must find it. */
function judgeReadiness(kind: string, root: Field, service: Field): Finding[] {
  const flag = service.get("spec", "publishNotReadyAddresses");
  if (flag.isTrue() || replicasOf(root) < 2) return [];
  if (!recognise(kind, root)) return [];
  const message = `${flag.path} is not true, so members that are not ready do not find each other: after a full stop none becomes ready.`;
  return [finding(headlessServiceRule, flag.path, message, "Set publishNotReadyAddresses: true.")];
}
