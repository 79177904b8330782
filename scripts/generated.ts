import { join } from "node:path";
import { z } from "zod";
import { stackSchema } from "../components/stack";
import { settingsDocs, type SettingDoc } from "./settings-docs";

const root = join(__dirname, "..");
const systems = { rabbitmq: settingsDocs(join(root, "components/rabbitmq/settings.ts"), "RabbitMQSettings") };

type JsonSchema = {
  [key: string]: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  description?: string;
};

/** The schema of a stack file, which editors complete and check by. */
function stackFileSchema(): string {
  const config = z.toJSONSchema(stackSchema, { io: "input", target: "draft-7" }) as JsonSchema;
  const keys = Object.entries(config.properties ?? {}).map(([key, schema]): [string, JsonSchema] => {
    describe(schema, systems[key as keyof typeof systems] ?? []);
    return [`messaging:${key}`, schema];
  });
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Stack file of messaging",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(keys),
        // Misspelt keys of ours are errors; other packages' keys, `kubernetes:context`, are theirs to check.
        patternProperties: { "^(?!messaging:)": {} },
        additionalProperties: false,
      },
    },
    definitions: config["definitions"],
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function describe(schema: JsonSchema, docs: SettingDoc[]): void {
  for (const variant of [schema, schema.items, ...(schema.anyOf ?? []), ...(schema.items?.anyOf ?? [])]) {
    for (const { key, text, fields } of variant?.properties ? docs : []) {
      const property = variant?.properties?.[key];
      if (!property) continue;
      property.description = text;
      describe(property, fields);
    }
  }
}

/** Every setting in a table. */
function configurationPage(): string {
  const rows = (docs: SettingDoc[], prefix: string): string[] =>
    docs.flatMap(({ key, text, default: value, fields }) => [
      `| \`${prefix}${key}\` | ${cell(text)} | ${value === undefined ? "" : cell(value)} |`,
      ...rows(fields, `${prefix}${key}.`),
    ]);
  const tables = Object.entries(systems).map(
    ([system, docs]) =>
      `## \`messaging:${system}\`\n\n| setting | meaning | default |\n| --- | --- | --- |\n${rows(docs, "").join("\n")}\n`,
  );
  return [
    "# Configuration\n\n<!-- Generated from the settings' interfaces by `npm run generate`. -->\n",
    "`messaging:namespace` is a name (default `messaging`), or `{name, create: false}` for a namespace that is there. In a list, `a.b` is a field of each entry.\n",
    ...tables,
  ].join("\n");
}

function cell(text: string): string {
  return text.replace(/\|/g, "\\|");
}

/** Every generated file by its path in the repository, with the text it should have. */
export function generatedFiles(): Record<string, string> {
  return { "components/stack.schema.json": stackFileSchema(), "docs/configuration.md": configurationPage() };
}
