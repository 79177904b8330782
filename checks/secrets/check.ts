import { Field, readable } from "../field";
import { distinct, finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { recognise, type Broker } from "../recognise";
import type { Stack } from "../stack";
import { brokerContainers, inContainer, inFile, inSecrets, type Found } from "./places";
import { literalOf } from "./shapes";

export const brokerSecretsRule: RuleFacts = { id: "broker-secrets", severity: "critical" };

/** Limits of the rule. */
export interface BrokerSecretsSettings {
  /** Whether the Erlang cookie may come from a Secret through a variable. */
  cookieInEnvironment: "refused" | "accepted";
}

/** Below that, a cookie can be guessed; RabbitMQ's own has 20 letters. */
const leastCookie = 20;

/** A broker's secrets are in Secrets, and its Erlang cookie in a file that its user alone can read. */
export const checkBrokerSecrets: Check<BrokerSecretsSettings> = (kind, object, { settings, stack }) =>
  judge(brokerSecretsRule, () => {
    const root = new Field(object);
    if (kind === "ConfigMap") return distinct(judgeConfigMap(root, stack));
    const containers = brokerContainers(kind, root);
    const found = containers.flatMap((container) => inContainer(container, root, stack));
    const broker = readable(() => recognise(kind, root));
    return distinct([
      ...found.map(tell),
      ...found.flatMap(judgeCookie),
      ...(settings.cookieInEnvironment === "refused" ? containers.flatMap(judgeReference) : []),
      ...(broker?.system === "rabbitmq" ? judgeCookieFile(root, broker, stack) : []),
    ]);
  });

function tell({ path, what }: Found): Finding {
  const message = `${path} has ${what === "Erlang cookie" ? "an" : "a"} ${what} in plain text, for everybody who may read the object.`;
  const remedy =
    what === "Erlang cookie"
      ? "Mount a Secret, and have an init container copy it to .erlang.cookie with mode 0400."
      : "Take it from a Secret, as a file or by secretKeyRef.";
  return finding(brokerSecretsRule, path, message, remedy);
}

const configNames =
  /^(rabbitmq\.conf|(advanced|rabbitmq)\.config|(load_)?definitions?\.json|server\.properties|zoo\.cfg|.*jaas.*\.conf)$/;

/** A ConfigMap that a broker uses, or that has a file which only a broker reads. */
function judgeConfigMap(configMap: Field, stack?: Stack): Finding[] {
  const used = stack?.brokerOf(configMap) !== undefined;
  return configMap
    .get("data")
    .entries()
    .filter(([name]) => used || configNames.test(name))
    .flatMap(([name, text]) => judge(brokerSecretsRule, () => inFile(name, text).map(tell)));
}

function judgeCookie({ path, what, value }: Found): Finding[] {
  if (what !== "Erlang cookie" || value === "" || value.length >= leastCookie) return [];
  const message = `The Erlang cookie in ${path} has ${value.length} of at least ${leastCookie} characters: it can be guessed, and gives command of the node.`;
  return [finding(brokerSecretsRule, path, message, "Generate one of 32 random characters or more.")];
}

/** Variables are shown by /proc, by crash dumps and to every command in the container. */
function judgeReference(container: Field): Finding[] {
  return container
    .get("env")
    .items()
    .filter((variable) => /ERL(ANG)?_COOKIE$/.test(readable(() => variable.get("name").text()) ?? ""))
    .filter((variable) => variable.get("valueFrom", "secretKeyRef").present)
    .map(({ path }) => {
      const message = `${path} gives the Erlang cookie by a variable, which every command in the container can read.`;
      const remedy = "Mount the Secret, and have an init container copy it to .erlang.cookie with mode 0400.";
      return finding(brokerSecretsRule, path, message, remedy);
    });
}

function judgeCookieFile(workload: Field, broker: Broker, stack?: Stack): Finding[] {
  const short = stack ? inSecrets(workload, broker, stack).flatMap(judgeCookie) : [];
  const volumes = readable(() => broker.template.get("spec", "volumes").items()) ?? [];
  return [...short, ...volumes.flatMap(judgeMode)];
}

function judgeMode(volume: Field): Finding[] {
  const secret = volume.get("secret");
  const names = readable(() => [
    volume.get("name").text(),
    secret.get("secretName").text(),
    ...secret
      .get("items")
      .items()
      .map((item) => item.get("key").text()),
  ]);
  if (
    !secret.present ||
    !names?.some((name) => literalOf(name ?? "", "x".repeat(leastCookie))[0]?.what === "Erlang cookie")
  )
    return [];
  const modes = [
    secret.get("defaultMode"),
    ...secret
      .get("items")
      .items()
      .map((item) => item.get("mode")),
  ];
  const mode = readable(() => modes.map((one) => one.integer()).find((one) => one !== undefined)) ?? 0o644;
  if ((mode & 0o007) === 0) return [];
  const path = `${volume.path}.secret`;
  const message = `${path} gives the Erlang cookie to every user of the container.`;
  return [finding(brokerSecretsRule, path, message, "Set its defaultMode to 0440, or 0400.")];
}
