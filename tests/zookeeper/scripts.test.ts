import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import { prepare, start } from "../../components/zookeeper/scripts";

const off = zooKeeperSettings.parse({ tls: { enabled: false } }).tls;

interface Outcome {
  code: number | null;
  stderr: string;
}

/** A member's volumes, and a server that answers in the place of the other members. */
class Member {
  private readonly root = mkdtempSync(join(tmpdir(), "member-"));
  private server?: Server;

  constructor() {
    for (const folder of ["data", "conf", "config"]) mkdirSync(join(this.root, folder));
    this.write("config/logback.xml", "<configuration/>\n");
  }

  /** Makes the other members answer mntr, but the first connections. */
  answer(mntr: string, unanswered = 0): Promise<unknown> {
    let connections = 0;
    this.server = createServer((socket) => {
      if (connections++ < unanswered) socket.destroy();
      else socket.once("data", () => socket.end(mntr));
    });
    return new Promise((resolve) => this.server?.listen(0, "127.0.0.1", () => resolve(undefined)));
  }

  /** What the init container does, with 127.0.0.1 for every member. */
  prepare(pod: string, replicas: number): Promise<Outcome> {
    const lines = Array.from({ length: replicas }, (_, i) => `server.${i + 1}=127.0.0.1:2888:3888\n`);
    this.write("config/zoo.cfg", `tickTime=2000\n${replicas > 1 ? lines.join("") : ""}`);
    return this.run(prepare({ replicas, tls: off }), pod);
  }

  /** What the container does after it, up to the server itself. */
  async start(pod: string, replicas: number): Promise<Outcome> {
    const port = (this.server?.address() as AddressInfo | undefined)?.port ?? 1;
    assert.equal((await this.prepare(pod, replicas)).code, 0);
    const script = start({ replicas, tls: off })
      .replace("/2181", `/${port}`)
      .replace("sleep 1", "sleep 0.01")
      .replace("exec /docker-entrypoint.sh", "echo >&2");
    return this.run(script, pod);
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  remove(): void {
    this.server?.close();
    rmSync(this.root, { recursive: true });
  }

  private run(script: string, pod: string): Promise<Outcome> {
    const inRoot = script.replace(/(?<=[\s"])\/(data|config|conf)\b/g, `${this.root}/$1`);
    return new Promise((resolve) => {
      const child = spawn("bash", ["-c", inRoot], { env: { ...process.env, HOSTNAME: pod } });
      let stderr = "";
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      child.on("close", (code) => resolve({ code, stderr }));
    });
  }
}

const member = (state: string, size?: string) =>
  `zk_version\t3.9.4\nzk_server_state\t${state}\n${size ? `zk_quorum_size\t${size}\n` : ""}`;
const started = { code: 0, stderr: "zkServer.sh start-foreground\n" };
const otherSize = (is: number, says: number) => ({
  code: 1,
  stderr: `refused: this is an ensemble of ${is}, and the configuration says ${says}; set replicas back to ${is}\n`,
});

describe("a ZooKeeper member that starts", () => {
  let one: Member;
  beforeEach(() => (one = new Member()));
  afterEach(() => one.remove());

  it("has its number from the pod's ordinal, and listens on all its interfaces", async () => {
    assert.deepEqual(await one.prepare("zookeeper-1", 3), { code: 0, stderr: "" });
    assert.equal(one.read("data/myid"), "2\n");
    assert.equal(
      one.read("conf/zoo.cfg"),
      "tickTime=2000\nserver.1=127.0.0.1:2888:3888\nserver.2=0.0.0.0:2888:3888\nserver.3=127.0.0.1:2888:3888\n",
    );
    assert.equal(one.read("conf/logback.xml"), "<configuration/>\n");
  });

  it("starts when the others are not there yet, and remembers how many they are", async () => {
    assert.deepEqual(await one.start("zookeeper-1", 3), started);
    assert.equal(one.read("data/members"), "3\n");
  });

  it("starts again with its data, and asks nobody", async () => {
    await one.start("zookeeper-1", 3);
    await one.answer(member("leader", "5.0"));
    assert.deepEqual(await one.start("zookeeper-1", 3), started);
  });

  it("starts alone", async () => {
    assert.deepEqual(await one.start("zookeeper-0", 1), started);
    assert.equal(one.read("data/members"), "1\n");
  });

  it("refuses the volume of another member, and leaves it as it is", async () => {
    one.write("data/myid", "3\n");
    assert.deepEqual(await one.prepare("zookeeper-0", 3), {
      code: 1,
      stderr: "refused: the volume is that of member 3, and this is member 1; attach the volume of zookeeper-0\n",
    });
    assert.equal(one.read("data/myid"), "3\n");
  });

  it("refuses a size that its data is not of", async () => {
    await one.start("zookeeper-0", 3);
    assert.deepEqual(await one.prepare("zookeeper-0", 1), otherSize(3, 1));
    assert.equal(one.read("data/members"), "3\n");
  });

  it("refuses to join an ensemble of another size without data", async () => {
    await one.answer(member("follower", "3.0"));
    assert.deepEqual(await one.start("zookeeper-3", 5), otherSize(3, 5));
    assert.equal(one.has("data/members"), false);
  });

  it("asks several times, since it takes a moment until a NetworkPolicy lets a new pod through", async () => {
    await one.answer(member("follower", "3.0"), 4 * 4);
    assert.deepEqual(await one.start("zookeeper-3", 5), otherSize(3, 5));
  });

  it("refuses to join a single server without data", async () => {
    await one.answer(member("standalone"));
    assert.deepEqual(await one.start("zookeeper-1", 3), otherSize(1, 3));
  });

  it("joins an ensemble of its size without data, as a member does that lost its volume", async () => {
    await one.answer(member("leader", "3.0"));
    assert.deepEqual(await one.start("zookeeper-1", 3), started);
  });

  it("refuses to be a member that the configuration does not have", async () => {
    assert.deepEqual(await one.prepare("zookeeper-3", 3), {
      code: 1,
      stderr: "refused: this is member 4 of 3; do not scale by hand\n",
    });
  });
});
