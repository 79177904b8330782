import type { ZooKeeper } from "./schema";
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

/**
 * Prepares a member: its configuration, and the number that its volume belongs to. Two things it refuses, since both lose what was
 * acknowledged: the volume of another member, and an ensemble of another size than the one that the data is of, where a majority of
 * new members may agree without an old one. Members without data ask the others what they are part of.
 */
export function prepare({ replicas }: Pick<ZooKeeper, "replicas">): string {
  const { data, config } = paths;
  return `set -euo pipefail
id=$((\${HOSTNAME##*-} + 1))
refuse() { echo "refused: $1" >&2; exit 1; }
[ "$id" -le ${replicas} ] || refuse "this is member $id of ${replicas}; do not scale by hand"

was=$(cat ${data}/myid 2>/dev/null || echo "$id")
[ "$was" = "$id" ] || refuse "the volume is that of member $was, and this is member $id; attach the volume of $HOSTNAME"

others() { sed -n "/^server\\.$id=/d; s/^server\\.[0-9]*=\\([^:]*\\):.*/\\1/p" ${rendered}/zoo.cfg; }
mntr() { timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/${ports.client}" && printf mntr >&3 && cat <&3' "$1" 2>/dev/null; }
sizes() {
  for host in $(others); do mntr "$host" & done |
    awk '$1 == "zk_quorum_size" { print int($2) } $1 == "zk_server_state" && $2 == "standalone" { print 1 }'
}
for size in $(cat ${data}/members 2>/dev/null || sizes); do
  [ "$size" = ${replicas} ] || refuse "this is an ensemble of $size, and the configuration says ${replicas}; set replicas back to $size"
done

keep() { [ -e "${data}/$1" ] || { echo "$2" > "${data}/.$1" && mv "${data}/.$1" "${data}/$1"; }; }
keep myid "$id"
keep members ${replicas}
cp ${rendered}/logback.xml ${config}/
# The member itself listens wherever it is: its name may still lead to the pod before.
sed "s/^server\\.$id=[^:]*:/server.$id=0.0.0.0:/" ${rendered}/zoo.cfg > ${config}/zoo.cfg
`;
}
