import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with a project, a home, and programs of its own on the PATH. */
export class Project {
  readonly dir = realpathSync(mkdtempSync(join(tmpdir(), "messaging-up-")));
  /** Nothing of the machine: no login, no passphrase, no kubeconfig. */
  readonly env: Record<string, string> = { HOME: join(this.dir, "home"), PATH: join(this.dir, "bin") };

  constructor() {
    mkdirSync(join(this.dir, "bin"));
    this.write("Pulumi.yaml", "name: messaging\nruntime: nodejs\n");
    this.write("Pulumi.dev.yaml", "config: {}\n");
    this.write("policies/bin/index.js", "");
  }

  write(path: string, text: string): string {
    const file = join(this.dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Points KUBECONFIG to a cluster at that port of this machine. */
  cluster(port: number): void {
    this.env["KUBECONFIG"] = this.write(
      "kubeconfig",
      JSON.stringify({
        "current-context": "kind",
        contexts: [{ name: "kind", context: { cluster: "kind" } }],
        clusters: [{ name: "kind", cluster: { server: `https://127.0.0.1:${port}` } }],
      }),
    );
  }

  /** A program that notes its name, arguments and backend, and ends with the code that `fails` has for its first argument. */
  program(name: string, fails: Record<string, number> = {}): void {
    const cases = Object.entries(fails).map(([argument, code]) => `${argument}) exit ${code};;`);
    const file = this.write(
      `bin/${name}`,
      [
        "#!/bin/sh",
        `echo "${name} $* [$PULUMI_BACKEND_URL]" >> "${join(this.dir, "calls")}"`,
        `case "$1" in ${cases.join(" ")} esac`,
        "exit 0",
        "",
      ].join("\n"),
    );
    chmodSync(file, 0o755);
  }

  /** What the programs noted, in order. */
  calls(): string[] {
    const file = join(this.dir, "calls");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}

/** Something that takes connections, as an API server does. */
export function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}
