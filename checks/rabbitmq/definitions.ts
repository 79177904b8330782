import { Field, Unreadable } from "../field";

/** The content of a definitions file, with the place it stands in as its path. https://www.rabbitmq.com/docs/definitions */
export function parseDefinitions(file: Field): Field {
  // Operators take them as they are.
  if (file.isMap) return file;
  try {
    return new Field(JSON.parse(file.text() ?? "{}"), file.path);
  } catch (error) {
    // The parser's own message quotes the text, which may hold passwords.
    if (error instanceof SyntaxError) throw new Unreadable(file.path, "valid JSON");
    throw error;
  }
}

/** Definitions of policies and operator policies, also of those that stand as runtime parameters. */
export function policyDefinitions(definitions: Field): Field[] {
  const asParameters = definitions
    .get("parameters")
    .items()
    .filter((parameter) => ["policy", "operator_policy"].includes(parameter.get("component").text() ?? ""));
  return [
    ...definitions
      .get("policies")
      .items()
      .map((policy) => policy.get("definition")),
    ...asParameters.map((parameter) => parameter.get("value", "definition")),
  ];
}

/** The type a virtual host gives its queues; undefined when it leaves that to the broker's configuration. */
export function vhostQueueType(vhost: Field): Field | undefined {
  // Newer brokers read the metadata, older ones the field.
  return [vhost.get("metadata", "default_queue_type"), vhost.get("default_queue_type")].find((type) => type.present);
}
