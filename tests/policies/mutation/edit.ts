import assert from "node:assert/strict";

/** An object of the stack: `Kind/name`, the hash at the end of a ConfigMap's name left out. */
export interface Member {
  id: string;
  kind: string;
  object: any;
}

/** Changes one thing of a stack that is its own. */
export type Edit = (members: Member[]) => Member[];

/** A change of a safe default, and the rules that must notice; none when it does no harm. */
export type Mutation = [what: string, edit: Edit, rules: string[]];

/** Puts a value at a JSON Pointer below which everything is there but the last part; `-` is the end of a list. */
export function set(id: string, pointer: string, value: unknown): Edit {
  return at(id, pointer, (holder, key) => {
    assert.notDeepEqual(holder[key], value, `${id} ${pointer} has the value already`);
    if (key === "-") holder.push(value);
    else holder[key] = value;
  });
}

/** Takes away what is at a JSON Pointer. */
export function remove(id: string, pointer: string): Edit {
  return at(id, pointer, (holder, key) => {
    assert.ok(key in holder, `${id} ${pointer} is not there`);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  });
}

/** Replaces a part of a text. */
export function replace(id: string, pointer: string, from: string, to: string): Edit {
  return at(id, pointer, (holder, key) => {
    assert.ok(holder[key].includes(from), `${id} ${pointer} does not hold ${from}`);
    holder[key] = holder[key].replace(from, to);
  });
}

/** Adds a line to a text. */
export function append(id: string, pointer: string, line: string): Edit {
  return at(id, pointer, (holder, key) => {
    holder[key] += `${line}\n`;
  });
}

/** Takes an object away. */
export const drop =
  (id: string): Edit =>
  (members) => {
    const rest = members.filter((member) => member.id !== id);
    assert.equal(rest.length, members.length - 1, `${id} is not there`);
    return rest;
  };

/** Adds an object of that name. */
export const add =
  (kind: string, name: string, object: { metadata: object; [key: string]: unknown }): Edit =>
  (members) => [
    ...members,
    { id: `${kind}/${name}`, kind, object: { ...object, metadata: { ...object.metadata, name } } },
  ];

/** Moves all that has a namespace to another. */
export const moveTo =
  (namespace: string): Edit =>
  (members) =>
    members.map((member) => {
      const { metadata, ...rest } = member.object;
      return metadata.namespace === undefined
        ? member
        : { ...member, object: { ...rest, metadata: { ...metadata, namespace } } };
    });

/** Several edits that are one change. */
export const all =
  (...edits: Edit[]): Edit =>
  (members) =>
    edits.reduce((changed, edit) => edit(changed), members);

function at(id: string, pointer: string, change: (holder: any, key: string) => void): Edit {
  return (members) => {
    const member = members.find((candidate) => candidate.id === id);
    assert.ok(member, `${id} is not there`);
    const copy = structuredClone(member.object);
    const keys = pointer
      .split("/")
      .slice(1)
      .map((key) => key.replaceAll("~1", "/"));
    const last = keys.pop() ?? "";
    const holder = keys.reduce((value, key) => value?.[key], copy);
    assert.ok(holder, `${id} ${pointer} has nothing above it`);
    change(holder, last);
    return members.map((candidate) => (candidate === member ? { ...member, object: copy } : candidate));
  };
}
