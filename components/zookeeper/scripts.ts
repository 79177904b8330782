import type { ZooKeeper } from "./schema";
import { appendSuperUser, askMember, clientFile, keepStores } from "./tls";
import { paths, ports } from "./zoo-cfg";

/** Where the init container finds the rendered configuration. */
export const rendered = "/config";

/** What a member of a working quorum says of itself, and a single server. */
const serves = "^Mode: (leader|follower|standalone)";

/** True when the member serves: `ruok` answers `imok` on a member that is alone, too. */
export const membership = [
  "bash",
  "-c",
  `exec 3<>/dev/tcp/127.0.0.1/${ports.client} && printf srvr >&3 && grep -Eq '${serves}' <&3`,
];

const strict = `set -euo pipefail
refuse() { echo "refused: $1" >&2; exit 1; }
keep() { echo "$2" > "${paths.data}/.$1" && mv "${paths.data}/.$1" "${paths.data}/$1"; }`;

/** Why members are neither added nor taken away: a majority of the new size may agree without a member that knows what was acknowledged. */
const sameSize = (replicas: number) =>
  `[ "$size" = ${replicas} ] || refuse "this is an ensemble of $size, and the configuration says ${replicas}; set replicas back to $size"`;

/**
 * Prepares a member's volume and configuration. It refuses the volume of another member, and one that has the data of an ensemble of
 * another size.
 */
export function prepare({ replicas, tls }: Pick<ZooKeeper, "replicas" | "tls">): string {
  const { data, config } = paths;
  return `${strict}
id=$((\${HOSTNAME##*-} + 1))
[ "$id" -le ${replicas} ] || refuse "this is member $id of ${replicas}; do not scale by hand"
was=$(cat ${data}/myid 2>/dev/null || echo "$id")
[ "$was" = "$id" ] || refuse "the volume is that of member $was, and this is member $id; attach the volume of $HOSTNAME"
size=$(cat ${data}/members 2>/dev/null || echo ${replicas})
${sameSize(replicas)}
keep myid "$id"
cp ${rendered}/logback.xml ${tls.enabled ? `${rendered}/${clientFile} ` : ""}${config}/
# The member itself listens wherever it is: its name may still lead to the pod before.
sed "s/^server\\.$id=[^:]*:/server.$id=0.0.0.0:/" ${rendered}/zoo.cfg > ${config}/zoo.cfg
${appendSuperUser({ tls }, `${config}/zoo.cfg`)}`;
}

/**
 * Starts a member. One without data asks the others first what they are part of: members of an ensemble of another size are joined by
 * none. Not in the init container, since some networks give a pod its place only when its containers run.
 */
export function start({ replicas, tls }: Pick<ZooKeeper, "replicas" | "tls">): string {
  const { data, config } = paths;
  return `${strict}
${keepStores({ tls })}others() { sed -n "/=0\\.0\\.0\\.0:/d; s/^server\\.[0-9]*=\\([^:]*\\):.*/\\1/p" ${config}/zoo.cfg; }
${askMember({ tls }, ports.client)}
sizes() {
  for host in $(others); do mntr "$host" & done |
    awk '$1 == "zk_quorum_size" { print int($2) } $1 == "zk_server_state" && $2 == "standalone" { print 1 }'
}
if [ ! -e ${data}/members ]; then
  # Several times: it takes a moment until a NetworkPolicy lets a new pod through.
  for round in 1 2 3 4 5; do
    found=$(sizes)
    [ -z "$found" ] && [ -n "$(others)" ] || break
    sleep 1
  done
  for size in $found; do
    ${sameSize(replicas)}
  done
  keep members ${replicas}
fi
exec /docker-entrypoint.sh zkServer.sh start-foreground
`;
}
