import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gather } from "../../up/gather";
import { listen, Project } from "./project";

describe("up: what is there", () => {
  let project: Project;
  beforeEach(() => (project = new Project()));
  afterEach(() => project.remove());

  const look = (env: Record<string, string> = {}, stack = "dev") =>
    gather(project.dir, stack, { ...project.env, ...env }, true);

  it("nothing: no kubeconfig, no backend, no passphrase, no CLI", async () => {
    const { packBuilt, target, backend, passphrase, cli, localBackend } = await look({ KUBECONFIG: "/nowhere" });
    assert.deepEqual(
      { packBuilt, target, backend, passphrase, cli, localBackend },
      {
        packBuilt: true,
        target: { kind: "no-file" },
        backend: undefined,
        passphrase: "missing",
        cli: "npm",
        localBackend: `file://${project.dir}/.messaging/state`,
      },
    );
  });
  it("stacks are those that have a file, also for a stack with its organization", async () => {
    project.write("Pulumi.prod.yaml", "secretsprovider: awskms://key\nconfig: {kubernetes:context: work}\n");
    const { stacks, stackFile } = await look({}, "org/prod");
    assert.deepEqual(stacks, ["dev", "prod"]);
    assert.deepEqual(stackFile, { context: "work", ownKubeconfig: false, secretsProvider: "awskms://key" });
    assert.equal((await look({}, "prdo")).stackFile, undefined);
  });
  it("a kubeconfig in the stack config stands above that of the machine", async () => {
    project.write("Pulumi.dev.yaml", "config: {kubernetes:kubeconfig: {secure: v1:abc}}\n");
    const { target, reachable } = await look({ KUBECONFIG: "/nowhere" });
    assert.deepEqual(target, { kind: "in-stack-config" });
    assert.equal(reachable, false);
  });

  it("a cluster is reachable when its port takes a connection, and not when it does not", async () => {
    const { server, port } = await listen();
    project.cluster(port);
    assert.equal((await look()).reachable, true);
    await new Promise((resolve) => server.close(resolve));
    assert.equal((await look()).reachable, false);
  });
  it("a cluster behind a proxy is left to Pulumi", async () => {
    project.cluster(1);
    assert.equal((await look({ HTTPS_PROXY: "http://proxy:3128" })).reachable, true);
  });

  it("a passphrase may be empty, and in a file", async () => {
    assert.equal((await look({ PULUMI_CONFIG_PASSPHRASE: "" })).passphrase, "given");
    const file = project.write("passphrase", "secret");
    assert.equal((await look({ PULUMI_CONFIG_PASSPHRASE_FILE: file })).passphrase, "given");
    assert.deepEqual((await look({ PULUMI_CONFIG_PASSPHRASE_FILE: `${file}.old` })).passphrase, {
      unreadableFile: `${file}.old`,
    });
  });

  it("the backend is that of the environment, then of the project, then of the login, then of the token", async () => {
    const token = { PULUMI_ACCESS_TOKEN: "pul-x" };
    assert.equal((await look(token)).backend, "https://api.pulumi.com");
    project.write("home/.pulumi/credentials.json", JSON.stringify({ current: "file://~" }));
    assert.equal((await look(token)).backend, "file://~");
    project.write("Pulumi.yaml", "name: messaging\nbackend: {url: 's3://states'}\n");
    assert.equal((await look(token)).backend, "s3://states");
    assert.equal((await look({ ...token, PULUMI_BACKEND_URL: "gs://states" })).backend, "gs://states");
    assert.equal((await look({ PULUMI_BACKEND_URL: "" })).backend, "s3://states");
  });

  it("a CLI is a file that may be run", async () => {
    mkdirSync(join(project.dir, "bin/pulumi"));
    assert.equal((await look()).cli, "npm");
    const folder = join(project.dir, "more");
    project.write("more/pulumi", "not executable");
    assert.equal((await look({ PATH: folder })).cli, "npm");
  });
});
