import { guardListener, listener } from "../listeners";
import { controllersOf, hosts, type Role } from "../roles";
import type { Kafka } from "../schema";
import { tlsPath } from "../security";
import { partitionsProgram, quorumProgram } from "./answers";

/** Seconds after which a member that serves counts as up although it is not in sync, say because a topic is being moved to it. */
const patienceSeconds = 900;

/**
 * Tells whether a member is up, and whether it may stop, by two questions in Kafka's own protocol over a connection of bash: which
 * replicas are in sync (Metadata), and how far each controller is (DescribeQuorum). Kafka's own tools would start a Java VM for each
 * answer, which takes seconds of a broker's CPU.
 * https://kafka.apache.org/protocol
 *
 * - `guard.sh up` succeeds when the member has caught up with everything it has a part of.
 * - `guard.sh may-stop` succeeds when all partitions and the quorum go on without the member.
 * - `guard.sh stop` returns as soon as the member may stop, or when there is no more time to wait.
 */
export function guardScript(settings: Kafka, role: Role, all: Role[]): string {
  const { port } = guardListener(settings, role);
  const checks = [...(role.broker ? ["partitions"] : []), ...(role.controller ? ["quorum"] : [])];
  return [
    "#!/bin/bash",
    `id=$((${role.firstId} + \${POD_NAME##*-}))`,
    `port=${port}`,
    `patience=${patienceSeconds}`,
    `wait=${Math.floor(settings.terminationGracePeriodSeconds * 0.6)}`,
    // A broker passes the question on to the leader of the controllers; a controller without brokers only answers when it leads.
    `controllers="127.0.0.1:${port}${role.broker ? "" : peers(settings, all)}"`,
    `check() { ${checks.map((check) => `${check} "$1"`).join(" && ")}; }`,
    settings.tls.enabled ? overTls : overTcp,
    functions,
    partitionsProgram,
    quorumProgram,
    commands,
  ].join("\n");
}

function peers(settings: Kafka, all: Role[]): string {
  const { port } = listener(settings, "controller");
  return controllersOf(all)
    .flatMap(hosts)
    .map((host) => ` ${host}:${port}`)
    .join("");
}

/** The member shows its own certificate, as members do to each other. Names are not looked at: it is itself that a member mostly asks, by no name. */
const overTls = String.raw`
# connect HOST PORT: reads from 3 what is answered to 4
connect() {
  coproc openssl s_client -quiet -connect "$1:$2" -cert ${tlsPath}/tls.crt -key ${tlsPath}/tls.key \
    -CAfile ${tlsPath}/ca.crt -verify_return_error 2> /dev/null
  trap "kill $! 2> /dev/null" EXIT
  exec 3<&"$${"{COPROC[0]}"}" 4>&"$${"{COPROC[1]}"}"
}`;

const overTcp = String.raw`
# connect HOST PORT: reads from 3 what is answered to 4
connect() { exec 3<>"/dev/tcp/$1/$2" 4>&3; }`;

/** Requests are a length, a key, a version, a number to tell answers apart, the client's name, and what is asked for. */
const functions = String.raw`
metadata='\x00\x00\x00\x13\x00\x03\x00\x01\x00\x00\x00\x01\x00\x05guard\xff\xff\xff\xff'
describe='\x00\x00\x00\x2c\x00\x37\x00\x00\x00\x00\x00\x01\x00\x05guard\x00\x02\x13__cluster_metadata\x02\x00\x00\x00\x00\x00\x00\x00'

# ask HOST PORT REQUEST: sends it and prints the bytes of the answer as numbers
ask() {
  connect "$1" "$2" || return 1
  printf "$3" >&4
  local length
  length=$(dd bs=1 count=4 <&3 2>/dev/null | od -An -v -tx1 | tr -d ' \n')
  [ -n "$length" ] || return 1
  head -c $((16#$length)) <&3 | od -An -v -tu1
}

serves() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

partitions() {
  timeout 3 bash "$0" ask 127.0.0.1 $port "$metadata" 2>/dev/null |
    awk -v me=$id -v mode="$1" "$reader $partitions"
}

# The first controller that leads answers for all.
quorum() {
  local address
  for address in $controllers; do
    timeout 2 bash "$0" ask "$(printf %s "$address" | cut -d: -f1)" "$(printf %s "$address" | cut -d: -f2)" "$describe" 2>/dev/null |
      awk -v me=$id -v mode="$1" "$reader $quorum"
    case $? in 0) return 0;; 1) return 1;; esac
  done
  echo "no controller leads"
  return 1
}
`;

const commands = String.raw`
case $1 in
  ask) ask "$2" "$3" "$4";;
  up) check up || { serves && [ $(($(date +%s) - $(cat /tmp/started))) -gt $patience ]; };;
  may-stop) check may-stop;;
  stop)
    # What does not serve is missed by nobody.
    serves || exit 0
    until timeout 6 bash "$0" may-stop > /proc/1/fd/1 || [ $SECONDS -ge $wait ]; do sleep 0.5; done;;
esac
`;
