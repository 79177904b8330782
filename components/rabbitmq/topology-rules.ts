import { stagedRules } from "../kubernetes/rotation";
import type { Problem } from "../parse";
import { accountsOf } from "./accounts";
import { undeclared } from "./declared";
import { userSecretName } from "./names";
import type { RabbitMQ } from "./schema";
import { factsOf } from "./versions";

/** The declared topology has to hold together: every name that is used is declared, once, with what its kind allows. */
export function topologyRules(settings: RabbitMQ): Problem[] {
  return [
    ...duplicates(settings),
    ...vhostReferences(settings),
    ...bindingReferences(settings),
    ...mirroring(settings),
    ...queueTypes(settings),
    ...rotations(settings),
  ];
}

type Entry = { path: Problem["path"]; key: string; value: unknown };

function duplicates(settings: RabbitMQ): Problem[] {
  const named = (list: "policies" | "operatorPolicies" | "exchanges" | "queues"): Entry[] =>
    settings[list].map(({ vhost, name }, i) => ({
      path: [list, i, "name"],
      key: JSON.stringify([vhost, name]),
      value: name,
    }));
  const lists: Entry[][] = [
    settings.vhosts.map(({ name }, i) => ({ path: ["vhosts", i, "name"], key: name, value: name })),
    // Two names may be one name of a Secret: `a.b` and `a-b`.
    settings.users.map(({ name }, i) => ({ path: ["users", i, "name"], key: userSecretName("", name), value: name })),
    settings.users.flatMap((user, i) =>
      accountsOf(user).live.map(({ login }): Entry => ({ path: ["users", i, "name"], key: login, value: user.name })),
    ),
    ...settings.users.map(({ permissions }, i) =>
      permissions.map(({ vhost }, j): Entry => ({
        path: ["users", i, "permissions", j, "vhost"],
        key: vhost,
        value: vhost,
      })),
    ),
    named("policies"),
    named("operatorPolicies"),
    named("exchanges"),
    named("queues"),
  ];
  return lists.flatMap((list) =>
    list
      .filter((entry, i) => list.findIndex((other) => other.key === entry.key) < i)
      .map(({ path, value }) => ({
        path,
        value,
        allowed: "a name that is not declared yet",
        remedy: "remove one of the two or rename it",
      })),
  );
}

function vhostReferences(settings: RabbitMQ): Problem[] {
  const declared = ["/", ...settings.vhosts.map(({ name }) => name)];
  const used = (["policies", "operatorPolicies", "exchanges", "queues", "bindings"] as const).flatMap((list) =>
    settings[list].map(({ vhost }, i): [Problem["path"], string] => [[list, i, "vhost"], vhost]),
  );
  const permitted = settings.users.flatMap(({ permissions }, i) =>
    permissions.map(({ vhost }, j): [Problem["path"], string] => [["users", i, "permissions", j, "vhost"], vhost]),
  );
  const byTopic = settings.users.flatMap(({ topicPermissions }, i) =>
    topicPermissions.map(({ vhost }, j): [Problem["path"], string] => [
      ["users", i, "topicPermissions", j, "vhost"],
      vhost,
    ]),
  );
  return [...used, ...permitted, ...byTopic].flatMap(([path, vhost]) =>
    declared.includes(vhost) ? [] : [undeclared(path, vhost, declared, "vhosts")],
  );
}

function bindingReferences({ bindings, exchanges, queues }: RabbitMQ): Problem[] {
  return bindings.flatMap(({ vhost, source, destination, destinationType }, i) => {
    const here = <T extends { vhost: string; name: string }>(list: T[]) =>
      list.filter((one) => one.vhost === vhost).map(({ name }) => name);
    const targets = destinationType === "queue" ? here(queues) : here(exchanges);
    // The broker's own exchanges, `amq.topic` and the like, are in every virtual host.
    const known = source.startsWith("amq.") || here(exchanges).includes(source);
    return [
      ...(known ? [] : [undeclared(["bindings", i, "source"], source, here(exchanges), "exchanges")]),
      ...(targets.includes(destination)
        ? []
        : [undeclared(["bindings", i, "destination"], destination, targets, `${destinationType}s`)]),
    ];
  });
}

function mirroring(settings: RabbitMQ): Problem[] {
  const lists = ["policies", "operatorPolicies"] as const;
  const mirrored = lists.flatMap((list) =>
    settings[list].flatMap(({ definition }, i) =>
      Object.keys(definition)
        .filter((key) => key.startsWith("ha-"))
        .map((key): [Problem["path"], unknown] => [[list, i, "definition", key], definition[key]]),
    ),
  );
  if (factsOf(settings.version).mirroredQueues) return [];
  return mirrored.map(([path, value]) => ({
    path,
    value,
    allowed: `nothing: mirrored queues were removed in RabbitMQ 4.0, and this is ${settings.version}`,
    remedy: "remove it and declare quorum queues, the default here; each message is on a majority of the nodes",
  }));
}

function queueTypes({ queues, replicas }: RabbitMQ): Problem[] {
  return queues.flatMap((queue, i): Problem[] => {
    const size = queue.arguments["x-quorum-initial-group-size"] as unknown;
    const type = queue.arguments["x-queue-type"] as unknown;
    return [
      ...(type !== undefined && type !== queue.type
        ? [
            {
              path: ["queues", i, "arguments", "x-queue-type"],
              value: type,
              allowed: `the queue's type, ${queue.type}`,
              remedy: "remove it and set type",
            },
          ]
        : []),
      ...(typeof size === "number" && (size > replicas || size % 2 === 0)
        ? [
            {
              path: ["queues", i, "arguments", "x-quorum-initial-group-size"],
              value: size,
              allowed: `an odd number up to the number of nodes, ${replicas}`,
              remedy: "remove it: a quorum queue then has a replica on up to three nodes",
            },
          ]
        : []),
    ];
  });
}

/** A password has one way to be replaced. */
function rotations({ users }: RabbitMQ): Problem[] {
  return users.flatMap(({ rotation, staged, existingSecret }, i): Problem[] => {
    const values = {
      ...(rotation && { rotation }),
      ...(staged && { staged }),
      ...(existingSecret && { existingSecret }),
    };
    const [first, second] = Object.keys(values) as (keyof typeof values)[];
    const path = ["users", i];
    if (second !== undefined)
      return [
        {
          path: [...path, second],
          value: values[second],
          allowed: `nothing beside ${first ?? ""}: a password has one way to be replaced`,
          remedy: `remove ${second} or ${first ?? ""}`,
        },
      ];
    return staged ? stagedRules([...path, "staged"], staged) : [];
  });
}
