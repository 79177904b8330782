import { environmentOf } from "./container";
import { readable, type Field } from "./field";
import { kafkaSettings } from "./kafka/settings";
import type { Broker } from "./recognise";
import type { Given } from "./settings";
import type { Stack } from "./stack";
import { zookeeperSettings } from "./zookeeper/settings";

/** Directories that a broker is told to keep its data in, as far as they are literal: none where its own default holds. */
export function dataDirectories(workload: Field, broker: Broker, stack?: Stack): Given[] {
  // What cannot be read is told by the rules that judge the broker's configuration.
  return (readable(() => given(workload, broker, stack)) ?? [])
    .map(({ path, value }) => ({ path, value: value.trim() }))
    .filter(({ value }) => value.startsWith("/") && !/[$`{]/.test(value));
}

function given(workload: Field, broker: Broker, stack?: Stack): Given[] {
  switch (broker.system) {
    case "rabbitmq":
      return fromEnvironment(workload, broker, stack);
    case "zookeeper":
      return [zookeeperSettings(workload, broker, stack).get("dataDir")].filter((one) => one !== undefined);
    case "kafka": {
      const dirs = kafkaSettings(workload, broker, stack).first("log.dirs", "log.dir");
      return dirs ? dirs.value.split(",").map((value) => ({ path: dirs.path, value })) : [];
    }
  }
}

function fromEnvironment(workload: Field, { container }: Broker, stack?: Stack): Given[] {
  return environmentOf(container, workload, stack)
    .filter(({ name }) => name === "RABBITMQ_MNESIA_BASE" || name === "RABBITMQ_MNESIA_DIR")
    .flatMap(({ field }) => {
      const value = field.text();
      return value === undefined ? [] : [{ path: field.path, value }];
    });
}
