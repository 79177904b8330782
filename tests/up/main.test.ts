import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { Server } from "node:net";
import { join } from "node:path";
import { listen, Project } from "./project";

const root = join(__dirname, "../..");
const noCli =
  "The Pulumi CLI is not on the PATH, and its npm package could not bring it: install it as https://www.pulumi.com/docs/install tells, or give this machine access to the npm registry and to get.pulumi.com.\n";

describe("npm run up, down, preview, refresh", () => {
  let project: Project;
  let server: Server;
  let port: number;
  before(async () => ({ server, port } = await listen()));
  after(() => server.close());
  beforeEach(() => {
    project = new Project();
    project.cluster(port);
    project.env["PULUMI_CONFIG_PASSPHRASE"] = "x";
  });
  afterEach(() => project.remove());

  /** Runs the wrapper without a terminal, in the project. */
  function wrapper(...argv: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const args = ["--import", join(root, "node_modules/tsx/dist/loader.mjs"), join(root, "up/main.ts"), ...argv];
    const child = spawn(process.execPath, args, { cwd: project.dir, env: project.env });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.on("data", (data) => stdout.push(String(data)));
    child.stderr.on("data", (data) => stderr.push(String(data)));
    child.stdin.end();
    return new Promise((resolve) =>
      child.on("close", (code) => resolve({ code, stdout: stdout.join(""), stderr: stderr.join("") })),
    );
  }
  const announcement = () =>
    [
      "stack    dev",
      `context  kind (https://127.0.0.1:${port})`,
      "state    .messaging/state in this folder; nobody is logged in to Pulumi. Keep it: it alone knows what was made",
      "",
    ].join("\n");
  const state = () => `file://${project.dir}/.messaging/state`;

  it("--yes runs the pulumi of the PATH with the pack, the local state and all that stands after --", async () => {
    project.program("pulumi");
    const result = await wrapper("up", "--stack", "dev", "--yes", "--", "--diff");
    assert.deepEqual(result, { code: 0, stdout: announcement(), stderr: "" });
    assert.deepEqual(project.calls(), [
      `pulumi stack select dev --non-interactive --create [${state()}]`,
      `pulumi up --stack dev --policy-pack policies --yes --diff [${state()}]`,
    ]);
  });
  it("ends with the code of pulumi, say of a preview that a policy refuses", async () => {
    project.program("pulumi", { preview: 255 });
    assert.equal((await wrapper("preview", "--stack", "dev")).code, 255);
  });
  it("refuses to change anything unasked", async () => {
    project.program("pulumi");
    assert.deepEqual(await wrapper("down", "--stack", "dev"), {
      code: 1,
      stdout: "",
      stderr: "Without a terminal nobody can be asked: add --yes to npm run down.\n",
    });
    assert.deepEqual(project.calls(), []);
  });
  it("without pulumi takes the npm package, and says in one sentence when that fails too", async () => {
    project.program("npx", { "--yes": 1 });
    const result = await wrapper("refresh", "--stack", "dev", "--yes");
    assert.equal(result.code, 1);
    assert.equal(result.stderr, noCli);
    assert.deepEqual(project.calls(), [`npx --yes pulumi@3.265.0 version [${state()}]`]);
  });
  it("a command line that it does not know is answered with the usage, and 2", async () => {
    const { code, stderr } = await wrapper("up", "--stak", "dev");
    assert.equal(code, 2);
    assert.match(stderr, /^Unknown option '--stak'\n\nnpm run up +-- --stack NAME/);
  });
});
