import assert from "node:assert/strict";
import { readForms } from "../../scripts/erlang-terms";
import { readKeys } from "../../scripts/rabbitmq-schema";
import type { Application } from "../../scripts/rabbitmq-source";

function rabbit(schema: string, partials: Record<string, string> = {}): Application {
  return { name: "rabbit", requires: [], schemas: [schema], partials: new Map(Object.entries(partials)) };
}

function typesIn(schema: string, partials?: Record<string, string>): Record<string, string> {
  const keys = readKeys([rabbit(schema, partials)]);
  return Object.fromEntries([...keys].map(([key, { type }]) => [key, type]));
}

describe("Erlang terms in schema files", () => {
  const cases: [title: string, text: string, forms: unknown][] = [
    ["atoms, quoted or not", "{a, 'B c'}.", [[{ atom: "a" }, { atom: "B c" }]]],
    ["strings with escapes", String.raw`{"a\"b\\"}.`, [[{ string: 'a"b\\' }]]],
    ["strings side by side as one", '{"a" "b"\n  "c"}.', [[{ string: "abc" }]]],
    ["per cent signs and full stops inside strings", '{"50% of. "}.', [[{ string: "50% of. " }]]],
    ["numbers", "{1, -2, 0.5}.", [[{ number: 1 }, { number: -2 }, { number: 0.5 }]]],
    ["nothing of comments", "%% {a}.\n{b}. % {c}.\n", [[{ atom: "b" }]]],
    ["nothing of functions", '{a, fun(X) -> [$", $\', X] ++ "}." end}.\n{b}.', [[{ atom: "a" }], [{ atom: "b" }]]],
  ];
  for (const [title, text, forms] of cases) it(`give ${title}`, () => assert.deepEqual(readForms(text), forms));

  it("are refused without a full stop, with the line", () => {
    assert.throws(() => readForms("{a}.\n{b}"), { message: "line 2: no full stop after this form" });
  });
});

describe("keys in schema files", () => {
  it("have the type of their mapping, text where there is none", () => {
    const schema = `
      {mapping, "a", "rabbit.a", [{datatype, [{atom, infinity}, integer]}]}.
      {mapping, "b.$name", "rabbit.b", [{datatype, {enum, [one, "two"]}}]}.
      {mapping, "c", "rabbit.c", []}.
      {mapping, "d", "rabbit.d", [{datatype, integer}, {validators, ["file_accessible", "port"]}]}.
    `.replace(/^ +/gm, "");
    assert.deepEqual(typesIn(schema), {
      a: "infinity|<integer>",
      "b.$name": "one|two",
      c: "<text>",
      d: "<integer 1..65534>",
    });
  });

  it("have aliases of the same type", () => {
    const schema = '{mapping, "new", "rabbit.a", [{datatype, flag}, {alias, "old"}]}.';
    assert.deepEqual(typesIn(schema), { new: "on|off", old: "on|off" });
  });

  it("come from included fragments too, but for what is excluded", () => {
    const include =
      '{include_partial, {rabbit, "tls"}, [{prefix, "s.tls"}, {app_prefix, "rabbit.tls"}, {disable_with, none}, {exclude, ["dh"]}]}.';
    const tls = '{mapping, "depth", "depth", [{datatype, byte}]}.\n{mapping, "dh", "dh", [{datatype, string}]}.';
    assert.deepEqual(typesIn(include, { tls }), { "s.tls": "none", "s.tls.depth": "<integer 0..255>" });
  });

  it("are only the first of those that make one setting without a translation", () => {
    const mappings = '{mapping, "a", "rabbit.x", []}.\n{mapping, "b", "rabbit.x", []}.\n';
    assert.deepEqual(Object.keys(typesIn(mappings)), ["a"]);
    const translation = '{translation, "rabbit.x", fun(Conf) -> Conf end}.';
    assert.deepEqual(Object.keys(typesIn(mappings + translation)), ["a", "b"]);
  });

  it("are refused with a type that has no meaning to us", () => {
    assert.throws(() => typesIn('{mapping, "a", "rabbit.a", [{datatype, colour}]}.'), /unknown datatype .*colour/);
  });
});
