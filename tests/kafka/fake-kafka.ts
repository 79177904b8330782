import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

const int16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const int64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const text = (value: string) => Buffer.concat([int16(value.length), Buffer.from(value)]);
const list = (items: Buffer[]) => Buffer.concat([int32(items.length), ...items]);
const none = Buffer.from([0]);

export interface Partition {
  leader: number;
  replicas: number[];
  isr: number[];
}

/** What a broker answers of itself and the cluster. */
export interface State {
  brokers?: number[];
  topics?: Record<string, Partition[]>;
  /** Log end offsets of the voters by id; `high` is the high watermark. Undefined: it is not the leader, and knows none. */
  quorum?: { high: number; voters: Record<number, number> };
}

/** A Metadata answer of version 1. https://kafka.apache.org/protocol#The_Messages_Metadata */
function metadata({ brokers = [], topics = {} }: State): Buffer {
  const rack = int16(-1);
  return Buffer.concat([
    list(brokers.map((id) => Buffer.concat([int32(id), text(`broker-${id}.example`), int32(9092), rack]))),
    int32(brokers[0] ?? -1),
    list(
      Object.entries(topics).map(([name, partitions]) => {
        const rows = partitions.map(({ leader, replicas, isr }, i) =>
          Buffer.concat([int16(0), int32(i), int32(leader), list(replicas.map(int32)), list(isr.map(int32))]),
        );
        return Buffer.concat([int16(0), text(name), none, list(rows)]);
      }),
    ),
  ]);
}

/** A DescribeQuorum answer of version 0. https://kafka.apache.org/protocol#The_Messages_DescribeQuorum */
function describeQuorum({ quorum }: State): Buffer {
  const head = [none, int16(quorum ? 0 : 6)];
  if (!quorum) return Buffer.concat([...head, Buffer.from([1]), none]);
  const voters = Object.entries(quorum.voters);
  const name = "__cluster_metadata";
  return Buffer.concat([
    ...head,
    Buffer.from([2, name.length + 1]),
    Buffer.from(name),
    Buffer.from([2]),
    int32(0),
    int16(0),
    int32(0),
    int32(1),
    int64(quorum.high),
    Buffer.from([voters.length + 1]),
    ...voters.map(([id, end]) => Buffer.concat([int32(Number(id)), int64(end), none])),
    Buffer.from([1, 0, 0, 0]),
  ]);
}

/** A listener that answers Metadata and DescribeQuorum, and nothing else; `port` is where. With `tls` it asks for a certificate. */
export async function fakeKafka(state: State, tls?: TlsOptions): Promise<{ port: number; server: Server }> {
  const answer = (socket: Socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (request) => {
      const key = request.readInt16BE(4);
      const body = Buffer.concat([int32(1), key === 3 ? metadata(state) : describeQuorum(state)]);
      socket.write(Buffer.concat([int32(body.length), body]));
    });
  };
  const server = tls
    ? createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, answer)
    : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, server };
}
