import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declared } from "../../components/kafka/accounts";
import { rightsFile, usersScript } from "../../components/kafka/scripts/users";
import { user } from "../../components/kafka/user-schema";
import { context } from "./support";

const users = (...all: object[]) => declared(all.map((one) => user.parse(one)));

/** A part of what `kafka-acls.sh --list` prints. */
const listed = (type: string, pattern: string, name: string, ...entries: [principal: string, operation: string][]) =>
  [
    `Current ACLs for resource \`ResourcePattern(resourceType=${type}, name=${name}, patternType=${pattern})\`: `,
    ...entries.map(([who, what]) => ` \t(principal=${who}, host=*, operation=${what}, permissionType=ALLOW)`),
    "",
  ].join("\n");

/** Lines of `kafka-configs.sh --describe --entity-type users`. */
const credential = (name: string) =>
  `SCRAM credential configs for user-principal '${name}' are SCRAM-SHA-512=iterations=8192\n`;

interface Result {
  said: string;
  /** Calls of Kafka's tools that change something, with what is in the files they are given. */
  calls: string[];
}

/** Runs the Job's script against brokers that have these rights and credentials. */
async function run(what: ReturnType<typeof users>, { rights = "", credentials = "" } = {}): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "users-"));
  const broker = createServer();
  await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
  const files = { acls: rights, configs: credentials };
  try {
    mkdirSync(join(root, "bin"));
    mkdirSync(join(root, "passwords"));
    what.accounts.forEach(({ name }) => writeFileSync(join(root, "passwords", name), `secret\\of ${name}`));
    writeFileSync(join(root, "rights"), rightsFile(what));
    for (const [tool, present] of Object.entries(files)) {
      writeFileSync(join(root, tool), present);
      const look = `case "$*" in *--list*|*--describe*) cat ${root}/${tool}; exit;; esac`;
      const note = `echo "$(printf '%s ' "\${@:5}")$(cat \${@: -1} 2> /dev/null)" >> ${root}/calls`;
      const file = join(root, "bin", `kafka-${tool}.sh`);
      writeFileSync(file, `#!/bin/bash\n${look}\n${note}\n`);
      chmodSync(file, 0o755);
    }
    const { roles } = context();
    const { port } = broker.address() as AddressInfo;
    const to = { name: "REPLICATION", purpose: "replication", port, protocol: "PLAINTEXT" } as const;
    const script = usersScript(to, roles, what)
      .replaceAll("/tmp/", `${root}/tmp-`)
      .replace(/^brokers=.*$/m, 'brokers="127.0.0.1"')
      .replaceAll("/opt/kafka/bin", join(root, "bin"))
      .replaceAll("/etc/kafka-passwords", join(root, "passwords"))
      .replaceAll("/etc/kafka-users", root);
    writeFileSync(join(root, "users.sh"), script);
    return await new Promise((resolve, reject) => {
      execFile("bash", [join(root, "users.sh")], (error, said) => {
        if (error) return reject(new Error(error.message));
        const calls = existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8") : "";
        resolve({ said, calls: calls.replaceAll(`${root}/tmp-`, "").trim().split(/\s*\n/).filter(Boolean) });
      });
    });
  } finally {
    broker.close();
    rmSync(root, { recursive: true });
  }
}

describe("the Job that makes users", () => {
  const shop = { name: "shop", produce: ["orders"], consume: ["stock-*"] };

  it("grants what is declared, in a call for all resources of which the same is said, and sets the password", async () => {
    const { calls } = await run(users({ ...shop, produce: ["orders", "bills"], transactionalIds: ["shop"] }));
    const grant = "--add --allow-principal User:shop-a --allow-host * --operation";
    assert.deepEqual(calls.slice(0, -1).sort(), [
      `${grant} READ --resource-pattern-type LITERAL --group shop`,
      `${grant} READ --resource-pattern-type PREFIXED --group shop- --topic stock-`,
      `${grant} WRITE --resource-pattern-type LITERAL --topic bills --topic orders --transactional-id shop`,
    ]);
    assert.match(calls.at(-1) ?? "", /^--alter --entity-type users --entity-name shop-a --add-config-file/);
  });

  it("hands the password over in a file, as the tool reads it, and leaves it nowhere", async () => {
    const { calls, said } = await run(users(shop));
    assert.match(calls.at(-1) ?? "", / scram\.properties SCRAM-SHA-512=iterations=8192,password=secret\\\\of shop-a$/);
    assert.doesNotMatch(said, /secret/);
  });

  it("takes away what a declared account has and is not declared, and touches nobody else", async () => {
    const rights = [
      listed("TOPIC", "LITERAL", "orders", ["User:shop-a", "WRITE"], ["User:shop-a", "READ"], ["User:other", "READ"]),
      listed("TOPIC", "PREFIXED", "stock-", ["User:shop-a", "READ"], ["User:CN=x,O=y", "READ"]),
      listed("GROUP", "LITERAL", "shop", ["User:shop-a", "READ"]),
      listed("GROUP", "PREFIXED", "shop-", ["User:shop-a", "READ"]),
      listed("CLUSTER", "LITERAL", "kafka-cluster", ["User:shop-a", "ALTER"]),
    ].join("\n");
    const { calls } = await run(users(shop), { rights });
    const revoke = "--remove --force --allow-principal User:shop-a --allow-host * --operation";
    assert.deepEqual(calls.slice(0, -1).sort(), [
      `${revoke} ALTER --resource-pattern-type LITERAL --cluster`,
      `${revoke} READ --resource-pattern-type LITERAL --topic orders`,
    ]);
  });

  it("changes no right that is as declared", async () => {
    const rights = listed("TOPIC", "LITERAL", "orders", ["User:bill", "READ"]);
    const { calls } = await run(users({ name: "bill", authentication: "tls", consume: ["orders"], groups: [] }), {
      rights,
    });
    assert.deepEqual(calls, []);
  });

  it("has both accounts while a password is replaced, each with all rights", async () => {
    const { calls } = await run(users({ name: "shop", rotation: 2, produce: ["orders"] }));
    const of = (name: string) =>
      calls.filter((call) => call.includes(`:${name} `) || call.includes(` ${name} `)).length;
    assert.deepEqual([of("shop-a"), of("shop-b"), calls.length], [2, 2, 4]);
  });

  it("removes a retired account first: its password, and its rights", async () => {
    const { calls } = await run(users({ name: "shop", rotation: 2, retire: 1, produce: ["orders"] }), {
      credentials: credential("shop-a") + credential("shop-b"),
      rights: listed("TOPIC", "LITERAL", "orders", ["User:shop-a", "WRITE"], ["User:shop-b", "WRITE"]),
    });
    assert.deepEqual(calls.slice(0, 2), [
      "--alter --entity-type users --entity-name shop-a --delete-config SCRAM-SHA-512",
      "--remove --force --allow-principal User:shop-a --allow-host * --operation WRITE --resource-pattern-type LITERAL --topic orders",
    ]);
    assert.equal(calls.length, 3);
  });

  it("deletes a user that says so under every name it may have had, and is content when it is gone", async () => {
    const gone = users({ name: "shop", delete: true, produce: ["orders"] });
    const credentials = credential("shop") + credential("shop-b") + credential("shop-c");
    const { calls } = await run(gone, { credentials });
    assert.deepEqual(calls, [
      "--alter --entity-type users --entity-name shop --delete-config SCRAM-SHA-512",
      "--alter --entity-type users --entity-name shop-b --delete-config SCRAM-SHA-512",
    ]);
    assert.deepEqual((await run(gone)).calls, []);
  });
});
