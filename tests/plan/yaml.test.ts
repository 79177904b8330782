import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { toYaml } from "../../plan/yaml";

/** What YAML readers are known to misread. */
const traps = fc.constantFrom(
  ...[
    "",
    "yes",
    "No",
    "y",
    "on",
    "null",
    "~",
    "true",
    "0x1",
    "1e3",
    "E0",
    "1_000",
    "0o7",
    ".inf",
    "12:30:45",
    "2020-01-01",
  ],
  ...[
    "- a",
    "a: b",
    "a #b",
    "# a",
    "|",
    ">",
    "=",
    "<<",
    "*x",
    "&x",
    "!x",
    "%a",
    "@a",
    "`a",
    "{a}",
    "[a]",
    "a,b",
    "?",
    "---",
  ],
  ...[
    "a\nb",
    "a\nb\n",
    "a\n\nb\n\n",
    "  a\nb",
    "\n",
    "a\n ",
    "a\tb\nc",
    "a\n---\nb",
    "...",
    "a\n# b",
    "a\r\nb",
    "ä\nö\n",
  ],
);
const text = fc.oneof(traps, fc.string(), fc.string({ unit: "binary" }));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const document = fc.dictionary(text, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

describe("YAML", () => {
  for (const version of ["1.1", "1.2"] as const) {
    it(`reads back as it was, for a reader of YAML ${version}`, () => {
      const same = (object: object): void => assert.deepEqual(parse(toYaml(object), { version }), object);
      fc.assert(fc.property(document, same), { numRuns: 2000 });
    });
  }

  it("is laid out as people write it", () => {
    const object = {
      kind: "ConfigMap",
      metadata: { name: "a", labels: { version: "4.3" } },
      data: { "a.conf": "x = 1\ny = 2\n" },
      list: [{ port: 1, name: "b" }, ["c"], {}, []],
    };
    const lines = [
      "kind: ConfigMap",
      "metadata:",
      "  name: a",
      "  labels:",
      '    version: "4.3"',
      "data:",
      "  a.conf: |",
      "    x = 1",
      "    y = 2",
      "list:",
      "  - port: 1",
      "    name: b",
      "  -",
      "    - c",
      "  - {}",
      "  - []",
    ];
    assert.equal(toYaml(object), `${lines.join("\n")}\n`);
  });
});
