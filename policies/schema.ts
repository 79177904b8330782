import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { levels, levelsOf } from "./config-problems";
import { rules } from "./list";
import { pageOf, settingsOf, type Rule } from "./rule";

/** JSON Schema of the files in config/, made from the rules' settings, so that editors complete and check them. */
export function configSchema(): object {
  const properties = rules.map((rule): [string, object] => [rule.id, ruleSchema(rule)]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of the messaging policy pack",
    type: "object",
    additionalProperties: false,
    properties: {
      all: { description: "Level of every policy that says nothing itself.", enum: levels },
      ...Object.fromEntries<object>(properties),
    },
  };
}

function ruleSchema(rule: Rule): object {
  const level = { enum: levelsOf(rule) };
  const properties = { enforcementLevel: level, ...settingsOf(rule) };
  return {
    description: `${rule.description} See ${pageOf(rule)}.`,
    oneOf: [level, { type: "object", additionalProperties: false, properties }],
  };
}

/** The file's text. */
export function schemaText(): Promise<string> {
  return format(JSON.stringify(configSchema()), { parser: "json", printWidth: 120 });
}

if (require.main === module) {
  void schemaText().then((text) => writeFileSync(join(__dirname, "config", "schema.json"), text));
}
