import { jmxRules } from "./jmx-rules";
import type { Role } from "./roles";
import type { Kafka } from "./schema";
import { guardScript } from "./scripts/guard";
import { startScript } from "./scripts/start";
import { configuration, render } from "./server-properties";
import { factsOf } from "./versions";

/** What a role's members read when they start, by file name. */
export function files(settings: Kafka, role: Role, all: Role[]): Record<string, string> {
  return {
    "server.properties": render(configuration(settings, role, all)),
    "start.sh": startScript(settings, role, all),
    "guard.sh": guardScript(settings, role, all),
    ...(factsOf(settings.version).log4j2 ? { "log4j2.yaml": log4j2 } : { "log4j.properties": log4j }),
    ...(settings.metrics.jmxExporter && { "jmx-exporter.yaml": jmxRules(role) }),
  };
}

const pattern = "[%d] %p %m (%c)%n";

/** All of it to standard output: the root file system is read-only, and Kubernetes keeps what is written there. */
const log4j2 = `Configuration:
  Appenders:
    Console:
      name: STDOUT
      PatternLayout:
        pattern: "${pattern}"
  Loggers:
    Root:
      level: INFO
      AppenderRef:
        - ref: STDOUT
    Logger:
      - name: kafka.request.logger
        level: WARN
      - name: kafka.network.RequestChannel$
        level: WARN
`;

const log4j = `log4j.rootLogger=INFO, stdout
log4j.appender.stdout=org.apache.log4j.ConsoleAppender
log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
log4j.appender.stdout.layout.ConversionPattern=${pattern}
log4j.logger.kafka.request.logger=WARN
log4j.logger.kafka.network.RequestChannel$=WARN
`;
