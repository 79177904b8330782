import { listener } from "../listeners";
import { controllersOf, hosts, logDirs, processRoles, volumePath, type Role } from "../roles";
import type { Kafka } from "../schema";
import { keystore, memberProperties } from "../security";
import { factsOf } from "../versions";

/** What a tool of Kafka's needs of the Java VM beside a server that is about to start. */
const small = [
  "KAFKA_HEAP_OPTS='-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1'",
  "KAFKA_JVM_PERFORMANCE_OPTS=-Xshare:auto",
  "KAFKA_GC_LOG_OPTS= KAFKA_LOG4J_OPTS= KAFKA_OPTS=",
].join(" ");

const count = (all: Role[]) => controllersOf(all).flatMap(hosts).length;

/**
 * Refuses what would leave the cluster's metadata behind: a member that is another one now, since controllers that are new know nothing
 * of the topics, and brokers would remove what those do not know; and fewer controllers, for those that are gone go on to count.
 */
export function membership(settings: Kafka, role: Role, all: Role[]): string[] {
  const controllers = count(all);
  // Without it controllers that are added are added by hand, too.
  const change = `${controllers} ${factsOf(settings.version).autoJoin ? "-lt" : "-ne"} $had_controllers`;
  return [
    `member=${volumePath(0)}/member roles=${processRoles(role)}`,
    "if [ -e $member ]; then",
    "  read -r had_roles had_controllers < $member",
    '  if [ "$had_roles" != $roles ]; then',
    '    echo "this member was $had_roles and would be $roles: the controllers, who know the topics, do not move with the settings"',
    '    echo "remedy: undo the change of controllers in the settings; another shape is another cluster"',
    "    exit 1",
    ...(role.controller
      ? [
          `  elif [ ${change} ]; then`,
          `    echo "there were $had_controllers controllers and ${controllers} are declared: those that are gone go on to count for the majority"`,
          '    echo "remedy: declare $had_controllers again"',
          "    exit 1",
        ]
      : []),
    "  fi",
    "fi",
  ];
}

/**
 * Formats what is not formatted. Each of the first controllers is told of all the first ones, so that they are a quorum from the start.
 * One whose volume is empty while the others are a quorum has lost it, and with it what it voted for and stored: under its old directory
 * id it could vote a second time, and a record that only it and one other had would be lost. It comes as a new one, and takes its place
 * when it has caught up.
 */
export function format(settings: Kafka, role: Role, all: Role[]): string[] {
  const { metadataVersion, version } = settings;
  const release = `--release-version ${metadataVersion ?? version}`;
  return [
    'if [ -n "$empty" ]; then',
    ...(role.controller ? part(settings, role, all) : ["  part="]),
    `  ${small} /opt/kafka/bin/kafka-storage.sh format --ignore-formatted --config /tmp/server.properties \\`,
    `    --cluster-id="$CLUSTER_ID" ${release} $part`,
    "fi",
    `echo "$roles ${count(all)}" > $member.new`,
    "mv $member.new $member",
  ];
}

function part(settings: Kafka, role: Role, all: Role[]): string[] {
  const { port } = listener(settings, "controller");
  const voters = controllersOf(all).flatMap((one) =>
    hosts(one).map((host, i) => `${one.firstId + i}@${host}.$domain:${port}:\${directories[${i}]}`),
  );
  const first = ["  directories=($DIRECTORY_IDS)", `  part="--initial-controllers ${voters.join(",")}"`];
  if (!factsOf(settings.version).autoJoin || voters.length === 1) return first;
  const [directory = ""] = logDirs(role);
  return [
    `  peers="${controllersOf(all)
      .flatMap(hosts)
      .map((host) => `${host}:${port}`)
      .join(" ")}"`,
    decided(settings),
    ...first,
    `  if [ ! -e ${directory}/meta.properties ] && decided; then part=--no-initial-controllers; fi`,
  ];
}

const patience = ["default.api.timeout.ms=20000", "request.timeout.ms=5000"];

/** Whether the others are a quorum; of Kafka's tool, which takes seconds, only when there is somebody to ask. */
const decided = ({ tls }: Kafka) => `  decided() {
    local peer open=
    for peer in $peers; do
      if timeout 2 bash -c "exec 3<>/dev/tcp/\${peer%:*}/\${peer#*:}" 2> /dev/null; then open=1; fi
    done
    [ -n "$open" ] || return 1
    printf '%s\\n' ${[...patience, ...(tls.enabled ? memberProperties(keystore) : [])].join(" ")} > /tmp/ask.properties
    ${small} timeout 300 /opt/kafka/bin/kafka-metadata-quorum.sh --command-config /tmp/ask.properties \\
      --bootstrap-controller "\${peers// /,}" describe --status > /dev/null 2>&1
    case $? in
      0) return 0;;
      124) echo "the other controllers are there and do not answer"; exit 1;;
      *) return 1;;
    esac
  }`;
