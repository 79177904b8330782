import type { Account } from "./accounts";

/** What is done to a running cluster. */
export interface Import {
  /** Pods of the nodes that have to be there first: a queue imported earlier would have fewer replicas. */
  members: string[];
  /** Where a node listens once it has started. */
  port: number;
  /** Files with definitions, in their order. */
  files: string[];
  /** Accounts that lose what they have in other virtual hosts; an import only adds. */
  accounts: Account[];
  /** Accounts whose password is in a file, by the directory of that file. */
  existing: { account: Account; directory: string }[];
  /** Accounts that are to be gone. */
  gone: string[];
}

/** The tools take their own name from the node that is meant unless told otherwise, and two Jobs would be one to it. */
const tools = 'rabbitmqctl() { command rabbitmqctl --node "$NODE" "$@"; }';

const functions = `password_from() {
  rabbitmqctl -q add_user "$1" < "$2/password" || rabbitmqctl -q change_password "$1" < "$2/password"
}
only() {
  user=$1; shift
  rabbitmqctl -q list_user_permissions "$user" --no-table-headers | cut -f1 > /tmp/vhosts
  while IFS= read -r vhost; do
    for wanted in "$@"; do [ "$vhost" = "$wanted" ] && continue 2; done
    rabbitmqctl -q clear_permissions -p "$vhost" "$user"
  done < /tmp/vhosts
}
gone() {
  rabbitmqctl -q list_users --no-table-headers | cut -f1 > /tmp/users
  if grep -Fqx "$1" /tmp/users; then rabbitmqctl -q delete_user "$1"; fi
}`;

/** The script of a Job that imports; it may run again at any time. */
export function importScript({ members, port, files, accounts, existing, gone }: Import): string {
  const commands = [
    ...existing.flatMap(({ account, directory }) => existingAccount(account, directory)),
    ...[...accounts, ...existing.map(({ account }) => account)].map(({ login, permissions }) =>
      ["only", word(login), ...permissions.map(({ vhost }) => quote(vhost))].join(" "),
    ),
    ...gone.map((login) => `gone ${quote(login)}`),
  ];
  return [
    tools,
    ...(commands.length > 0 ? [functions] : []),
    // By the shell alone: the tools start an Erlang machine each, which would take the processor from the nodes that start.
    `for member in ${members.join(" ")}; do`,
    `  until timeout 2 bash -c ": < /dev/tcp/$member.$DOMAIN/${port}" 2> /dev/null; do sleep 1; done`,
    "done",
    `rabbitmqctl await_online_nodes ${members.length} -t 1800`,
    ...files.map((file) => `rabbitmqctl import_definitions ${file}`),
    ...commands,
  ].join("\n");
}

function existingAccount({ login, tags, permissions, topicPermissions }: Account, directory: string): string[] {
  const user = word(login);
  return [
    `password_from ${user} ${directory}`,
    ["rabbitmqctl -q set_user_tags", user, ...tags].join(" "),
    ...permissions.map(({ vhost, configure, write, read }) =>
      ["rabbitmqctl -q set_permissions -p", quote(vhost), user, ...[configure, write, read].map(quote)].join(" "),
    ),
    ...topicPermissions.map(({ vhost, exchange, write, read }) =>
      ["rabbitmqctl -q set_topic_permissions -p", quote(vhost), user, ...[exchange, write, read].map(quote)].join(" "),
    ),
  ];
}

/** A login, or the shell's own words for one that only a file has. */
function word(login: string): string {
  return login.startsWith('"$(') ? login : quote(login);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
