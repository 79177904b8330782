import { toolListener } from "../listeners";
import { brokersOf, type Role } from "../roles";
import { replication } from "../replication";
import type { Kafka, KafkaTopic } from "../schema";
import { refused } from "../tool-job";
import { atLeast } from "../../versions";
import { toolsScript } from "./tools";

/** Where the topics' own files are. */
export const topicsPath = "/etc/kafka-topics";

/** Name of the file with a declared topic's config. */
export function topicFile(index: number): string {
  return `topic-${index}.properties`;
}

/**
 * Creates the declared topics and alters those that are there. It looks at all of them before it changes anything, since what Kafka cannot
 * do (take partitions away) or does not do by itself (move replicas) is for a person to decide.
 */
export function topicsScript(settings: Kafka, all: Role[]): string {
  const brokers = brokersOf(all);
  return [
    toolsScript(toolListener(settings), brokers),
    functions,
    "describe",
    ...settings.topics.map((topic) => `look ${words(topic)}`),
    `[ -z "$refused" ] || exit ${refused}`,
    ...clusterWide(settings),
    ...settings.topics.map((topic, i) =>
      topic.delete ? `remove ${topic.name}` : `declare_topic ${topicFile(i)} ${words(topic)}${configs(topic)}`,
    ),
    // What people read in the log afterwards.
    ...(settings.topics.length > 0 ? ["describe", "grep '^Topic:' /tmp/topics || true"] : []),
    "",
  ].join("\n");
}

/** `-` is what is left to the brokers. */
function words({ name, partitions, replicationFactor, delete: gone }: KafkaTopic): string {
  return gone ? `${name} - -` : `${name} ${partitions ?? "-"} ${replicationFactor ?? "-"}`;
}

function configs({ config }: KafkaTopic): string {
  return Object.entries(config)
    .map(([key, value]) => ` '${`${key}=${value}`.replaceAll("'", "'\\''")}'`)
    .join("");
}

/** What members share and do not read from their files, once all of them run it. */
function clusterWide(settings: Kafka): string[] {
  const { mode, version, metadataVersion = version } = settings;
  if (mode !== "kraft") return [];
  const { minIsr } = replication(settings);
  return [
    `raise --${atLeast(version, "4.0") ? "release-version" : "metadata"} ${metadataVersion}`,
    // Since 4.1 a cluster keeps the value that it was formatted with, whatever the files say.
    ...(atLeast(version, "4.1")
      ? [
          `tool kafka-configs --alter --entity-type brokers --entity-default --add-config min.insync.replicas=${minIsr} > /dev/null`,
        ]
      : []),
  ];
}

const functions = String.raw`
refused=

describe() { tool kafka-topics --describe > /tmp/topics; }

# field NAME KEY: a field of a topic's first line
field() { awk -F'\t' -v topic="Topic: $1" -v key="$2: " '$1 == topic && /PartitionCount/ { for (i = 2; i <= NF; i++) if (index($i, key) == 1) print substr($i, length(key) + 1) }' /tmp/topics; }

# pattern NAME: the tool takes names for patterns
pattern() { printf %s "$1" | sed 's/\./\\./g'; }

# look NAME PARTITIONS FACTOR
look() {
  local partitions factor
  partitions=$(field "$1" PartitionCount)
  factor=$(field "$1" ReplicationFactor)
  if [ -n "$partitions" ] && [ "$2" != - ] && [ "$2" -lt "$partitions" ]; then
    echo "topic $1 has $partitions partitions, and $2 are declared: Kafka cannot take partitions away"
    echo "remedy: declare partitions: $partitions, or make another topic and move its clients"
    refused=1
  fi
  if [ -n "$factor" ] && [ "$3" != - ] && [ "$3" != "$factor" ]; then
    echo "topic $1 has $factor replicas of each partition, and $3 are declared: replicas are moved by a reassignment"
    echo "remedy: declare replicationFactor: $factor, or first list $3 brokers for each partition in a file and run"
    echo "  kafka-reassign-partitions.sh --bootstrap-server $servers --reassignment-json-file FILE --execute"
    refused=1
  fi
}

# raise OPTION VERSION: of what is there already the tool says that it is upgraded
raise() {
  local said
  said=$(tool kafka-features upgrade "$@" 2>&1) && return
  echo "$said"
  case $said in
    *"Can't downgrade"*)
      echo "remedy: declare a metadataVersion not below the cluster's, which is never lowered"
      exit ${refused};;
  esac
  return 1
}

# declare_topic FILE NAME PARTITIONS FACTOR CONFIG...
declare_topic() {
  local file=$1 name=$2 partitions=$3 factor=$4 have config changed= options=()
  shift 4
  have=$(field "$name" PartitionCount)
  if [ -z "$have" ]; then
    [ "$partitions" = - ] || options+=(--partitions "$partitions")
    [ "$factor" = - ] || options+=(--replication-factor "$factor")
    for config in "$@"; do options+=(--config "$config"); done
    tool kafka-topics --create --if-not-exists --topic "$name" "$${"{options[@]}"}"
    return
  fi
  if [ "$partitions" != - ] && [ "$partitions" -gt "$have" ]; then
    tool kafka-topics --alter --topic "$(pattern "$name")" --partitions "$partitions"
    echo "topic $name: $have partitions are now $partitions"
  fi
  for config in "$@"; do
    case ",$(field "$name" Configs)," in *",$config,"*) ;; *) changed=1;; esac
  done
  [ -z "$changed" ] || tool kafka-configs --alter --entity-type topics --entity-name "$name" --add-config-file "/etc/kafka-topics/$file"
}

remove() {
  if [ -n "$(field "$1" PartitionCount)" ]; then
    tool kafka-topics --delete --topic "$(pattern "$1")"
    echo "topic $1 is deleted"
  fi
}
`;
