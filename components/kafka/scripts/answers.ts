/** Reads an answer's bytes, which come as numbers; begins after its length. */
const reader = `
reader='
{ for (i = 1; i <= NF; i++) b[n++] = $i }
function int16() { p += 2; return b[p - 2] * 256 + b[p - 1] }
function int32(v) { p += 4; v = ((b[p - 4] * 256 + b[p - 3]) * 256 + b[p - 2]) * 256 + b[p - 1]; return v < 2147483648 ? v : v - 4294967296 }
function int64(v) { v = int32() * 4294967296; p += 4; return v + ((b[p - 4] * 256 + b[p - 3]) * 256 + b[p - 2]) * 256 + b[p - 1] }
function text(length_, s) { length_ = int16(); s = ""; if (length_ < 65535) while (length_-- > 0) s = s sprintf("%c", b[p++]); return s }
function varint(v, shift) { v = 0; shift = 1; while (b[p] > 127) { v += (b[p++] - 128) * shift; shift *= 128 } return v + b[p++] * shift }
'`;

/**
 * Of a Metadata answer. Up: the member is in sync wherever it has a replica and there is a leader to follow. May stop: the partitions it is
 * part of have all of their replicas in sync, so that without it each has as many as there ever are while one restarts, which rules
 * hold against `min.insync.replicas`.
 */
export const partitionsProgram = `${reader}
partitions='
END {
  if (!n) { print "no answer"; exit 1 }
  p = 4
  for (brokers = int32(); brokers > 0; brokers--) { if (int32() == me) here = 1; text(); int32(); text() }
  int32()
  for (topics = int32(); topics > 0; topics--) {
    int16(); text(); p++
    for (parts = int32(); parts > 0; parts--) {
      int16(); int32(); leader = int32(); mine = 0; insync = 0
      replicas = int32(); for (i = 0; i < replicas; i++) if (int32() == me) mine = 1
      isr = int32(); for (i = 0; i < isr; i++) if (int32() == me) insync = 1
      behind += mine && leader >= 0 && !insync
      short += insync && isr < replicas
    }
  }
  if (mode == "up" && !here) { print "not yet one of the brokers"; exit 1 }
  if (mode == "up" && behind) { print behind " partitions are not in sync"; exit 1 }
  if (mode == "may-stop" && short) { print "waiting: " short " partitions have not all of their replicas in sync"; exit 1 }
  exit 0
}'`;

/**
 * Of a DescribeQuorum answer. Up: the member has what a majority has. May stop: a majority of the others has it.
 */
export const quorumProgram = `
quorum='
END {
  if (!n) exit 2
  p = 4; varint()
  if (int16()) exit 2
  varint(); p += varint() - 1; varint(); int32()
  if (int16()) exit 2
  int32(); int32(); high = int64()
  voters = varint() - 1
  for (i = 0; i < voters; i++) {
    voter = int32(); end = int64(); varint()
    if (voter == me) { here = 1; caught = end >= high } else others += end >= high
  }
  need = int(voters / 2) + 1
  if (need > voters - 1) need = voters - 1
  if (mode == "up" && !(here && caught)) { print "the controller is behind"; exit 1 }
  if (mode == "may-stop" && here && others < need) { print "waiting: the other controllers are no majority"; exit 1 }
  exit 0
}'`;
