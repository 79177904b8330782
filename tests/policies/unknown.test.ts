import assert from "node:assert/strict";
import { unknownValue } from "../../checks/field";
import { kindOfToken } from "../../checks/kind";
import { completed } from "../../policies/config";
import { judgeObjects } from "../../policies/judge";
import { rules } from "../../policies/list";
import { planted, stack } from "./canaries";
import type { Resource } from "./support";

const config = completed({}, rules);
const active = rules.map((rule) => ({ rule, settings: config[rule.id] as object }));
const told = (resources: Resource[]) =>
  judgeObjects(
    resources.map(({ type, props }) => ({ kind: kindOfToken(type), object: props })),
    active,
    "2026-06-01",
  ).map(({ finding }) => finding);

const isUnknown = ({ message }: { message: string }) => message.includes("is unknown before the deployment");

describe("an unknown value", () => {
  // Of other workloads only what is recognised is judged, which an unknown image may well keep one from.
  for (const [index, { type, props }] of stack.entries()) {
    const kind = kindOfToken(type);
    if (kind !== "StatefulSet" && !kind.includes(".") && !type.startsWith("messaging:")) continue;
    it(`anywhere in a ${kind} (${index + 1}) stops no rule, and hides nothing that is wrong in silence`, () => {
      const near = stack.filter((other, at) => Math.abs(at - index) < 2 && other !== stack[index]);
      const before = new Set(told([...near, { type, props }]).map(({ id }) => id));
      for (const [place, copy] of planted(props, unknownValue, true)) {
        const after = told([...near, { type, props: copy as object }]);
        const gone = [...before].filter((id) => !after.some((finding) => finding.id === id));
        assert.ok(gone.length === 0 || after.some(isUnknown), `${place}: ${gone.join(", ")}`);
      }
    });
  }
});
