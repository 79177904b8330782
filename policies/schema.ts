import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { levels } from "./config-problems";
import { rules } from "./list";
import { pageOf, settingsOf } from "./rule";

/** JSON Schema of the files in config/, made from the rules' settings, so that editors complete and check them. */
export function configSchema(): object {
  const level = { enum: levels };
  const properties = rules.map((rule): [string, object] => [
    rule.id,
    {
      description: `${rule.description} See ${pageOf(rule)}.`,
      oneOf: [
        level,
        { type: "object", additionalProperties: false, properties: { enforcementLevel: level, ...settingsOf(rule) } },
      ],
    },
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of the messaging policy pack",
    type: "object",
    additionalProperties: false,
    properties: {
      all: { description: "Level of every policy that says nothing itself.", ...level },
      ...Object.fromEntries<object>(properties),
    },
  };
}

/** The file's text. */
export function schemaText(): Promise<string> {
  return format(JSON.stringify(configSchema()), { parser: "json", printWidth: 120 });
}

if (require.main === module) {
  void schemaText().then((text) => writeFileSync(join(__dirname, "config", "schema.json"), text));
}
