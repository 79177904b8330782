import { configFiles } from "../config-files";
import { Field, readable } from "../field";
import { distinct, finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { parseDefinitions } from "../rabbitmq/definitions";
import { rabbitmqSettings } from "../rabbitmq/settings";
import { recognise, type Broker } from "../recognise";
import type { Settings } from "../settings";
import type { Stack } from "../stack";
import { brokerContainers, inContainer, inFile, inSecrets } from "./places";
import { isWellKnown } from "./shapes";

export const defaultUsersRule: RuleFacts = { id: "default-users", severity: "critical" };

/** Nobody gets in with a user or a password that everybody knows. */
export const checkDefaultUsers: Check<object> = (kind, object, { stack }) =>
  judge(defaultUsersRule, () => {
    const workload = new Field(object);
    const broker = readable(() => recognise(kind, workload));
    const known = brokerContainers(kind, workload).flatMap((container) => inContainer(container, workload, stack));
    if (!broker) return distinct(known.filter(({ value }) => isWellKnown(value)).map(tell));
    const files = readable(() => configFiles(workload, broker, stack)) ?? [];
    const found = [
      ...known,
      ...files.flatMap(({ name, text }) => readable(() => inFile(name, text)) ?? []),
      ...(stack ? inSecrets(workload, broker, stack) : []),
    ];
    return distinct([
      ...found.filter(({ value }) => isWellKnown(value)).map(tell),
      ...(broker.system === "rabbitmq" ? judgeGuest(workload, broker, stack) : []),
    ]);
  });

function tell({ path, what }: { path: string; what: string }): Finding {
  const message = `The ${what} in ${path} is one that everybody knows.`;
  return finding(defaultUsersRule, path, message, "Generate it, and keep it in a Secret.");
}

/** RabbitMQ's guest, whose password is guest, may connect from the same machine only, unless somebody says otherwise. */
function judgeGuest(workload: Field, broker: Broker, stack?: Stack): Finding[] {
  const settings = rabbitmqSettings(workload, broker, stack);
  const opened = openedTo(settings, broker);
  if (opened === undefined || !hasGuest(settings, workload, broker, stack)) return [];
  const message = `${opened} lets guest, whose password everybody knows, connect from anywhere.`;
  const remedy = "Set default_user and default_pass from a Secret, or import users of your own; remove loopback_users.";
  return [finding(defaultUsersRule, opened === image ? broker.container.path : opened, message, remedy)];
}

const image = "The image's own configuration";

/** Where guest is let in from elsewhere. The official image does so in a file of conf.d. */
function openedTo(settings: Settings, { container }: Broker): string | undefined {
  const all = settings.get("loopback_users");
  const guest = settings.get("loopback_users.guest");
  if (all?.value.trim() === "none") return all.path;
  if (guest) return guest.value.trim() === "false" ? guest.path : undefined;
  const official = /^(docker\.io\/)?(library\/)?rabbitmq([:@]|$)/.test(
    readable(() => container.get("image").text()) ?? "",
  );
  const mounts =
    readable(() =>
      container
        .get("volumeMounts")
        .items()
        .map((mount) => mount.get("mountPath").text()),
    ) ?? [];
  const hidden = mounts.some((path) => /^\/etc\/rabbitmq(\/conf\.d)?\/?$/.test(path ?? ""));
  return official && !hidden ? image : undefined;
}

/** The first user is guest, unless another is set or definitions are imported; these may have it, too. */
function hasGuest(settings: Settings, workload: Field, broker: Broker, stack?: Stack): boolean {
  const definitions = (readable(() => configFiles(workload, broker, stack)) ?? [])
    .filter(({ name }) => name.endsWith(".json"))
    .flatMap(({ text }) => readable(() => parseDefinitions(text).get("users").items()) ?? []);
  if (definitions.some((user) => readable(() => user.get("name").text()) === "guest")) return true;
  const imports = settings
    .keys()
    .some((key) => /^(load_definitions|management\.load_definitions|definitions\.)/.test(key));
  const named = ["default_user", "default_pass"].some((key) => settings.keys().includes(key));
  return (
    !imports &&
    (!named || readable(() => settings.get("default_user")?.value ?? "guest") === "guest") &&
    !ownPassword(settings)
  );
}

/** A password of its own that is not known is none that everybody knows. */
function ownPassword(settings: Settings): boolean {
  if (!settings.keys().includes("default_pass")) return false;
  const password = readable(() => settings.get("default_pass")?.value);
  return password === undefined || !isWellKnown(password);
}
