import type { Acl } from "../acls";
import type { Listener } from "../listeners";
import type { Role } from "../roles";
import { scramIterations } from "../security";
import { toolsScript } from "./tools";

/** Where the Job finds its script and the declared rights. */
export const usersPath = "/etc/kafka-users";

/** Where it finds passwords, in a file for each account. */
export const passwordsPath = "/etc/kafka-passwords";

/** An account as the Job is to have it. */
export interface DeclaredAccount {
  name: string;
  /** Generation of its password: another is another Job. Undefined: its holder has a certificate. */
  password?: number;
  acls: Acl[];
}

/** All that the Job does. */
export interface Declared {
  accounts: DeclaredAccount[];
  /** Accounts that are to be gone. */
  removed: string[];
}

/** Declared rights, one a line: who, from where, what, on which type of resource, matched how, called what; as the script reads Kafka's own list. */
export function rightsFile({ accounts }: Declared): string {
  const lines = accounts.flatMap(({ name, acls }) =>
    acls.map(({ operation, resource, pattern, name: on }) => {
      const [what, type, how] = [operation, resource.replaceAll("-", "_"), pattern].map((word) => word.toUpperCase());
      return `User:${name} * ${what} ${type} ${how} ${on}\n`;
    }),
  );
  return [...new Set(lines)].join("");
}

/**
 * Sets the passwords and rights of the declared accounts, and takes those of removed ones away. It touches no other account, and changes only
 * rights that differ, so it may run again at any time. Passwords are read from files and handed over in files: arguments are for everybody
 * to see.
 */
export function usersScript(to: Listener, brokers: Role[], { accounts, removed }: Declared): string {
  const names = [...accounts.map(({ name }) => name), ...removed];
  return [
    toolsScript(to, brokers),
    `managed="${names.map((name) => `User:${name}`).join(" ")}"`,
    `iterations=${scramIterations}`,
    functions,
    // First what takes away: an account that is retired is not there a moment longer.
    ...(removed.length > 0 ? ["tool kafka-configs --describe --entity-type users > /tmp/users"] : []),
    ...removed.map((name) => `remove_password ${name}`),
    "rights",
    ...accounts.flatMap(({ name, password }) =>
      password === undefined ? [] : [`set_password ${name} # generation ${password}`],
    ),
    "",
  ].join("\n");
}

const functions = String.raw`
# Kafka's list of rights, a line for each of an account that is declared here
current='
BEGIN { split(managed, names, " "); for (i in names) ours[names[i]] = 1 }
function between(text, from, to) { sub(".*" from, "", text); sub(to ".*", "", text); return text }
/resourceType=/ { on = between($0, "resourceType=", ", ") " " between($0, "patternType=", "[)]") " " between($0, ", name=", ", patternType=") }
/permissionType=ALLOW/ {
  who = between($0, "principal=", ", host=")
  if (who in ours) print who, between($0, "host=", ", operation="), between($0, "operation=", ", permissionType="), on
}'

# One call of the tool for all resources of which the same is said
calls='
{
  key = $1 " " $2 " " $3 " " $5
  flag = tolower($4); gsub("_", "-", flag)
  options[key] = options[key] " --" flag (flag == "cluster" ? "" : " " $6)
}
END { for (key in options) print key options[key] }'

# change WHAT FILE: grants or takes away what is in the file
change() {
  local who host operation pattern resources
  set -f
  while read -r who host operation pattern resources; do
    tool kafka-acls "--$1" $([ "$1" = add ] || echo --force) --allow-principal "$who" --allow-host "$host" --operation "$operation" \
      --resource-pattern-type "$pattern" $resources > /dev/null
  done < <(awk "$calls" "$2")
  set +f
  sed "s/^/$1: /" "$2"
}

rights() {
  tool kafka-acls --list > /tmp/list
  awk -v managed="$managed" "$current" /tmp/list | LC_ALL=C sort > /tmp/have
  LC_ALL=C sort /etc/kafka-users/rights > /tmp/want
  LC_ALL=C comm -23 /tmp/have /tmp/want > /tmp/extra
  LC_ALL=C comm -13 /tmp/have /tmp/want > /tmp/missing
  change remove /tmp/extra
  change add /tmp/missing
}

# A backslash is read otherwise in a properties file.
set_password() {
  { printf 'SCRAM-SHA-512=iterations=%s,password=' "$iterations"; sed 's/\\/\\\\/g' "/etc/kafka-passwords/$1"; } > /tmp/scram.properties
  tool kafka-configs --alter --entity-type users --entity-name "$1" --add-config-file /tmp/scram.properties > /dev/null
  rm /tmp/scram.properties
  echo "password of $1 is set"
}

remove_password() {
  grep -qF "user-principal '$1' are SCRAM-SHA-512=" /tmp/users || return 0
  tool kafka-configs --alter --entity-type users --entity-name "$1" --delete-config SCRAM-SHA-512 > /dev/null
  echo "account $1 is removed"
}
`;
