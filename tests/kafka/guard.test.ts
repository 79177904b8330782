import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeKafka, type State } from "./fake-kafka";
import { roleContext, separate } from "./support";

interface Answer {
  code: number;
  said: string;
}

/** A directory with a certificate that is its own authority, as members mount theirs. */
function makeCertificates(): string {
  const directory = mkdtempSync(join(tmpdir(), "certificates-"));
  const files = ["-keyout", join(directory, "tls.key"), "-out", join(directory, "tls.crt")];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=kafka", "-days", "1", ...files],
    {
      stdio: "ignore",
    },
  );
  copyFileSync(join(directory, "tls.crt"), join(directory, "ca.crt"));
  return directory;
}

function certificateOf(directory: string) {
  const [key, cert, ca] = ["tls.key", "tls.crt", "ca.crt"].map((file) => readFileSync(join(directory, file)));
  return { key, cert, ca };
}

/** Runs the guard of a member, with its files where a test may write, against a listener that answers so. */
async function guard(
  question: string,
  state: State,
  { settings = {}, name = "kafka", ordinal = 0, started = Date.now() / 1000, certificates = "" } = {},
): Promise<Answer> {
  const directory = mkdtempSync(join(tmpdir(), "guard-"));
  const { port, server } = await fakeKafka(state, certificates ? certificateOf(certificates) : undefined);
  try {
    const script = (roleContext(settings, name).files["guard.sh"] ?? "")
      .replace(/^port=\d+$/m, `port=${port}`)
      .replace(/^controllers=.*$/m, `controllers="127.0.0.1:1 127.0.0.1:${port}"`)
      .replaceAll("/tmp/started", join(directory, "started"))
      .replaceAll("/etc/kafka-tls", certificates);
    const file = join(directory, "guard.sh");
    writeFileSync(file, script);
    writeFileSync(join(directory, "started"), String(Math.floor(started)));
    const env = { ...process.env, POD_NAME: `${name}-${ordinal}` };
    return await new Promise((resolve) => {
      execFile("bash", [file, question], { env }, (error, stdout) =>
        resolve({ code: error ? Number(error.code) : 0, said: stdout.trim() }),
      );
    });
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
}

const quorum = { high: 100, voters: { 0: 100, 1: 101, 2: 100 } };
const inSync = { leader: 1, replicas: [0, 1, 2], isr: [0, 1, 2] };
const healthy: State = { brokers: [0, 1, 2], topics: { orders: [inSync, { ...inSync, leader: 2 }] }, quorum };
const yes = { code: 0, said: "" };

describe("the guard of a combined node", () => {
  it("says that it is up when it is in sync everywhere and its controller has caught up", async () => {
    assert.deepEqual(await guard("up", healthy), yes);
  });

  it("says that it is not up while it is not one of the brokers", async () => {
    assert.deepEqual(await guard("up", { ...healthy, brokers: [1, 2] }), {
      code: 1,
      said: "not yet one of the brokers",
    });
  });

  it("says that it is not up while a partition has it out of sync", async () => {
    const topics = { orders: [inSync, { ...inSync, isr: [1, 2] }], other: [{ ...inSync, isr: [1] }] };
    assert.deepEqual(await guard("up", { ...healthy, topics }), { code: 1, said: "2 partitions are not in sync" });
  });

  it("minds no partition that it has no replica of, nor one without a leader to follow", async () => {
    const topics = {
      orders: [
        { leader: 1, replicas: [1, 2], isr: [1] },
        { leader: -1, replicas: [0, 1], isr: [1] },
      ],
    };
    assert.deepEqual(await guard("up", { ...healthy, topics }), yes);
  });

  it("says that it is not up while its controller is behind", async () => {
    const behind = { high: 100, voters: { 0: 99, 1: 100, 2: 100 } };
    assert.deepEqual(await guard("up", { ...healthy, quorum: behind }), { code: 1, said: "the controller is behind" });
  });

  it("says after a quarter of an hour that it is up when it serves at all", async () => {
    const topics = { orders: [{ ...inSync, isr: [1, 2] }] };
    const { code } = await guard("up", { ...healthy, topics }, { started: Date.now() / 1000 - 901 });
    assert.equal(code, 0);
  });

  it("lets it stop when all replicas of its partitions are in sync", async () => {
    const topics = { orders: [inSync], elsewhere: [{ leader: 1, replicas: [1, 2], isr: [1] }] };
    assert.deepEqual(await guard("may-stop", { ...healthy, topics }), yes);
  });

  it("does not let it stop while another replica of its partitions is missing", async () => {
    const topics = { orders: [{ ...inSync, isr: [0, 1] }] };
    assert.deepEqual(await guard("may-stop", { ...healthy, topics }), {
      code: 1,
      said: "waiting: 1 partitions have not all of their replicas in sync",
    });
  });

  it("lets it stop when it is out of sync itself: nothing is less without it", async () => {
    const topics = { orders: [{ ...inSync, isr: [1, 2] }] };
    assert.deepEqual(await guard("may-stop", { ...healthy, topics }), yes);
  });

  it("does not let it stop while the other controllers are no majority", async () => {
    const behind = { high: 100, voters: { 0: 100, 1: 100, 2: 12 } };
    assert.deepEqual(await guard("may-stop", { ...healthy, quorum: behind }), {
      code: 1,
      said: "waiting: the other controllers are no majority",
    });
  });

  it("does not let it stop while no controller leads", async () => {
    const { code, said } = await guard("may-stop", { ...healthy, quorum: undefined });
    assert.deepEqual([code, said], [1, "no controller leads"]);
  });

  it("reads names of any length and ids beyond a byte", async () => {
    const topics = { ["t".repeat(249)]: [{ leader: 70000, replicas: [70000, 2], isr: [70000, 2] }] };
    assert.deepEqual(await guard("up", { ...healthy, brokers: [70000, 0], topics }), yes);
  });
});

describe("the guard of a single node", () => {
  it("lets it stop: there is nothing to wait for", async () => {
    const state = {
      brokers: [0],
      topics: { orders: [{ leader: 0, replicas: [0], isr: [0] }] },
      quorum: { high: 5, voters: { 0: 5 } },
    };
    assert.deepEqual(await guard("may-stop", state, { settings: { brokers: { replicas: 1 } } }), yes);
  });
});

describe("the guard of a controller", () => {
  it("asks the controllers in turn until one leads, and knows its own id", async () => {
    const voters = { 1000: 7, 1001: 3, 1002: 7 };
    const of = (ordinal: number) =>
      guard("up", { quorum: { high: 7, voters } }, { settings: separate, name: "kafka-controller", ordinal });
    assert.deepEqual(await of(0), yes);
    assert.deepEqual(await of(1), { code: 1, said: "the controller is behind" });
  });
});

describe("the guard of a member with TLS", () => {
  const settings = { tls: {} };
  let own = "";
  let other = "";

  before(() => {
    own = makeCertificates();
    other = makeCertificates();
  });
  after(() => [own, other].forEach((directory) => rmSync(directory, { recursive: true })));

  it("asks by the member's own certificate", async () => {
    assert.deepEqual(await guard("up", healthy, { settings, certificates: own }), yes);
    const topics = { orders: [{ ...inSync, isr: [0, 1] }] };
    const { said } = await guard("may-stop", { ...healthy, topics }, { settings, certificates: own });
    assert.equal(said, "waiting: 1 partitions have not all of their replicas in sync");
  });

  it("believes nobody whose certificate is of another authority", async () => {
    copyFileSync(join(other, "ca.crt"), join(own, "ca.crt"));
    const { code, said } = await guard("up", healthy, { settings, certificates: own });
    assert.deepEqual([code, said], [1, "no answer"]);
  });
});
