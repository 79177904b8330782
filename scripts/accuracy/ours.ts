import { defaultsOf } from "../../policies/rule";
import { judgeObjects } from "../../policies/judge";
import { rules } from "../../policies/list";
import type { CorpusObject } from "../../tests/corpus/corpus";
import type { Said } from "./tools";

/** A rule that is disabled by default says nothing to people who configure nothing. */
const active = rules.filter(({ level }) => level !== "disabled").map((rule) => ({ rule, settings: defaultsOf(rule) }));

/** What our rules say of a bundle's objects, each rule once of an object; exemptions are judged as of that day. */
export function judge(objects: CorpusObject[], today: string): Said[] {
  const said = judgeObjects(objects, active, today).map(({ finding, about }) => `${about.id} ${finding.id}`);
  return [...new Set(said)].map((one) => {
    const [id = "", check = ""] = one.split(" ");
    return { id, check };
  });
}
