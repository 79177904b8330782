import assert from "node:assert/strict";
import { waitFor } from "../support/wait";
import type { Secured } from "./secured";

const kafka = "x509:CN=kafka:31";
const readers = "world:anyone:1";

/** What Kafka lets nobody read, and what it leaves to clients of its youth. */
const secret = ["/kafka/config/users", "/kafka/config/brokers"];
const everybodys = ["/kafka/consumers"];

/** ZooKeeper's own command line in a member's pod, in a heap that leaves the server its memory. */
const cli = (server: string): string => `ZK_CLIENT_HEAP=48 zkCli.sh -timeout 60000 -server ${server}`;

/** Who may do what to which znode. */
export function znodeTests(secured: Secured): void {
  const asOther = (...all: string[]): Promise<unknown[]> =>
    secured.attempts(...all.map((what) => ({ what, certificate: "/ledger/other" })));
  const inPod = async (script: string): Promise<string> => {
    const { stdout, stderr } = await secured.namespace.ask(["exec", "zookeeper-0", "--", "bash", "-c", script]);
    return `${stdout}${stderr}`;
  };

  it("all that a broker keeps is the broker's own: others read it, but for what has passwords", async () => {
    const [tree] = (await secured.attempts({ what: "tree /kafka" })) as [Record<string, string[]>];
    const paths = Object.keys(tree);
    assert.ok(paths.length > 40, `${paths.length} znodes`);
    for (const [path, acls] of Object.entries(tree)) {
      const within = (parents: string[]): boolean => parents.some((one) => path === one || path.startsWith(`${one}/`));
      const expected = within(everybodys) ? ["world:anyone:31"] : within(secret) ? [kafka] : [kafka, readers];
      assert.deepEqual(acls, expected, path);
    }
    assert.ok(paths.some((path) => path.startsWith("/kafka/config/users/admin-a")));
  });

  it("another client may change, add and delete none of it, nor read what has passwords, nor make it its own", async () => {
    const refused = [
      "set /kafka/brokers/topics/orders",
      "create /kafka/brokers/topics/another",
      "delete /kafka/controller",
      "get /kafka/config/users/admin-a",
      "own /kafka/brokers",
    ];
    assert.deepEqual(
      await asOther(...refused),
      refused.map(() => "NoAuthError"),
    );
    assert.deepEqual(await asOther("children /kafka/brokers/ids", "create /another"), [["0"], "/another"]);
  });

  it("a member's own certificate may do everything", async () => {
    const said = await inPod(
      `${cli("localhost:2281")} -client-configuration /conf/client.properties getAcl /kafka/config/users`,
    );
    assert.match(said, /^'x509,'CN=kafka\n: cdrwa$/m);
  });

  it("who has no certificate may do nothing, not even in a member's own pod", async () => {
    const tries: string[] = [];
    // The connection may be closed before the client has read why.
    await waitFor("the member says why it closes the session", async () => {
      const said = await inPod(`${cli("localhost:2181")} ls /`);
      tries.push(said);
      return said.includes("client failed to authenticate for /");
    });
    for (const said of tries) assert.doesNotMatch(said, /\[.*zookeeper.*\]/);
  });

  it("tells how it is, and executes no other of the four letter words", async () => {
    const words = ["srvr", "stat", "dump", "envi", "conf", "cons", "wchs"];
    const [srvr, ...others] = await secured.attempts(...words.map((word) => ({ what: `word ${word}` })));
    assert.match(String(srvr), /^Zookeeper version: 3\.9/);
    others.forEach((said, i) =>
      assert.equal(String(said).trim(), `${words[i + 1] ?? ""} is not executed because it is not in the whitelist.`),
    );
  });
}
