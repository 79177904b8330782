import { environmentOf } from "./container";
import { readable, type Field } from "./field";
import { kafkaSettings } from "./kafka/settings";
import type { Broker } from "./recognise";
import type { Given } from "./settings";
import type { Stack } from "./stack";

/** Variables of the images that name a data directory. */
const variables = ["RABBITMQ_MNESIA_BASE", "RABBITMQ_MNESIA_DIR", "ZOO_DATA_DIR"];

/** Directories that a broker is told to keep its data in, as far as they are literal: none where its own default holds. */
export function dataDirectories(workload: Field, broker: Broker, stack?: Stack): Given[] {
  const given =
    broker.system === "kafka"
      ? (readable(() => kafkaDirectories(workload, broker, stack)) ?? [])
      : (readable(() => fromEnvironment(workload, broker, stack)) ?? []);
  return given.map(({ path, value }) => ({ path, value: value.trim() })).filter(({ value }) => isLiteral(value));
}

const isLiteral = (directory: string): boolean => directory.startsWith("/") && !/[$`{]/.test(directory);

function kafkaDirectories(workload: Field, broker: Broker, stack?: Stack): Given[] {
  const given = kafkaSettings(workload, broker, stack).first("log.dirs", "log.dir");
  return given ? given.value.split(",").map((value) => ({ path: given.path, value })) : [];
}

function fromEnvironment(workload: Field, { container }: Broker, stack?: Stack): Given[] {
  return environmentOf(container, workload, stack)
    .filter(({ name }) => variables.includes(name))
    .flatMap(({ field }) => {
      const value = field.text();
      return value === undefined ? [] : [{ path: field.path, value }];
    });
}
