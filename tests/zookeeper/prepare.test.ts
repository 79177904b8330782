import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "../../components/zookeeper/scripts";

/** A member's volumes, and a server that answers in the place of the other members. */
class Member {
  readonly root = mkdtempSync(join(tmpdir(), "member-"));
  readonly data = join(this.root, "data");
  private server?: Server;

  constructor() {
    for (const folder of ["data", "conf", "config"]) mkdirSync(join(this.root, folder));
    writeFileSync(join(this.root, "config/logback.xml"), "<configuration/>\n");
  }

  /** Makes the other members answer mntr. */
  answer(mntr: string): Promise<unknown> {
    this.server = createServer((socket) => socket.once("data", () => socket.end(mntr)));
    return new Promise((resolve) => this.server?.listen(0, "127.0.0.1", () => resolve(undefined)));
  }

  /** Runs the script as that pod does, with 127.0.0.1 for every other member. */
  run(pod: string, replicas: number): Promise<{ code: number | null; stderr: string }> {
    const lines = Array.from({ length: replicas }, (_, i) => `server.${i + 1}=127.0.0.1:2888:3888\n`);
    writeFileSync(join(this.root, "config/zoo.cfg"), `tickTime=2000\n${replicas > 1 ? lines.join("") : ""}`);
    const port = (this.server?.address() as AddressInfo | undefined)?.port ?? 1;
    const script = prepare({ replicas })
      .replace(/(?<=[\s"])\/(data|config|conf)\b/g, `${this.root}/$1`)
      .replace("/2181", `/${port}`);
    return new Promise((resolve) => {
      const child = spawn("bash", ["-c", script], { env: { ...process.env, HOSTNAME: pod } });
      let stderr = "";
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      child.on("close", (code) => resolve({ code, stderr }));
    });
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  remove(): void {
    this.server?.close();
    rmSync(this.root, { recursive: true });
  }
}

describe("the init container of a ZooKeeper member", () => {
  let member: Member;
  beforeEach(() => (member = new Member()));
  afterEach(() => member.remove());

  it("gives a member its number, and its own entry the address of all its interfaces", async () => {
    assert.deepEqual(await member.run("zookeeper-1", 3), { code: 0, stderr: "" });
    assert.deepEqual([member.read("data/myid"), member.read("data/members")], ["2\n", "3\n"]);
    assert.equal(
      member.read("conf/zoo.cfg"),
      "tickTime=2000\nserver.1=127.0.0.1:2888:3888\nserver.2=0.0.0.0:2888:3888\nserver.3=127.0.0.1:2888:3888\n",
    );
    assert.equal(member.read("conf/logback.xml"), "<configuration/>\n");
  });

  it("does the same again at every start", async () => {
    await member.run("zookeeper-1", 3);
    const before = member.read("conf/zoo.cfg");
    assert.deepEqual(await member.run("zookeeper-1", 3), { code: 0, stderr: "" });
    assert.equal(member.read("conf/zoo.cfg"), before);
  });

  it("refuses the volume of another member, and leaves it as it is", async () => {
    writeFileSync(join(member.data, "myid"), "3\n");
    assert.deepEqual(await member.run("zookeeper-0", 3), {
      code: 1,
      stderr: "refused: the volume is that of member 3, and this is member 1; attach the volume of zookeeper-0\n",
    });
    assert.equal(member.read("data/myid"), "3\n");
  });

  it("refuses a size that the data is not of", async () => {
    await member.run("zookeeper-0", 3);
    assert.deepEqual(await member.run("zookeeper-0", 1), {
      code: 1,
      stderr: "refused: this is an ensemble of 3, and the configuration says 1; set replicas back to 3\n",
    });
    assert.equal(member.read("data/members"), "3\n");
  });

  it("refuses to join an ensemble of another size without data", async () => {
    await member.answer("zk_version\t3.9.4\nzk_server_state\tfollower\nzk_quorum_size\t3.0\n");
    assert.deepEqual(await member.run("zookeeper-3", 5), {
      code: 1,
      stderr: "refused: this is an ensemble of 3, and the configuration says 5; set replicas back to 3\n",
    });
    assert.equal(existsSync(join(member.data, "myid")), false);
  });

  it("refuses to join a single server without data", async () => {
    await member.answer("zk_version\t3.9.4\nzk_server_state\tstandalone\n");
    assert.match((await member.run("zookeeper-1", 3)).stderr, /^refused: this is an ensemble of 1, /);
  });

  it("joins an ensemble of its size without data, as a member does that lost its volume", async () => {
    await member.answer("zk_version\t3.9.4\nzk_server_state\tleader\nzk_quorum_size\t3.0\n");
    assert.equal((await member.run("zookeeper-1", 3)).code, 0);
  });

  it("refuses a member that the configuration does not have", async () => {
    assert.deepEqual(await member.run("zookeeper-3", 3), {
      code: 1,
      stderr: "refused: this is member 4 of 3; do not scale by hand\n",
    });
  });
});
