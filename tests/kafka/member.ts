import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roleContext } from "./support";

/** Of a volume that is a member's. */
export const meta = (id: number, cluster = "cluster-id") =>
  `#\n#Tue Nov 24 06:35:54 UTC 2026\nnode.id=${id}\ndirectory.id=one\nversion=1\ncluster.id=${cluster}\n`;

/** A member's container without Kafka: its tools note what they are called with. */
export class Member {
  private readonly root = mkdtempSync(join(tmpdir(), "start-"));

  constructor(
    private readonly settings: object = {},
    private readonly name = "kafka",
  ) {
    for (const directory of ["bin", "config", "data-0", "data-1"]) mkdirSync(join(this.root, directory));
    for (const tool of ["kafka-storage.sh", "kafka-server-start.sh", "kafka-metadata-quorum.sh"]) {
      const file = join(this.root, "bin", tool);
      writeFileSync(
        file,
        `#!/bin/bash\nprintf '%s\\n' "$(basename $0)" "$@" >> ${this.root}/calls\n[ $(basename $0) != kafka-metadata-quorum.sh ] || exit \${QUORUM:-1}\n`,
      );
      chmodSync(file, 0o755);
    }
    const { files } = roleContext(settings, name);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(this.root, "config", file), this.here(text));
  }

  /** Has a listener where the other controllers would be. */
  peer(port: number): this {
    const file = join(this.root, "config/start.sh");
    writeFileSync(file, readFileSync(file, "utf8").replace(/peers=.*/, `peers="127.0.0.1:${port}"`));
    return this;
  }

  /** Puts a file on a volume. */
  volume(file: string, text: string): this {
    mkdirSync(join(this.root, file, ".."), { recursive: true });
    writeFileSync(join(this.root, file), text);
    return this;
  }

  start(
    ordinal: number,
    more: Record<string, string> = {},
  ): Promise<{ code: number; said: string; calls: string[]; properties: string; member: string }> {
    const env = {
      PATH: process.env["PATH"] ?? "",
      POD_NAME: `${this.name}-${ordinal}`,
      POD_NAMESPACE: "messaging",
      CLUSTER_ID: "cluster-id",
      DIRECTORY_IDS: "one two three",
      JMX_EXPORTER_JAR: "/nowhere/agent.jar",
      ...more,
    };
    return new Promise((resolve) => {
      execFile("bash", [join(this.root, "config/start.sh")], { env }, (error, stdout) => {
        const text = (file: string) =>
          existsSync(join(this.root, file)) ? readFileSync(join(this.root, file), "utf8") : "";
        const result = {
          code: error ? Number(error.code) : 0,
          said: stdout.replaceAll(this.root, ""),
          calls: text("calls").replaceAll(this.root, "").split("\n").filter(Boolean),
          properties: text("server.properties"),
          member: text("data-0/member"),
        };
        rmSync(this.root, { recursive: true });
        resolve(result);
      });
    });
  }

  private here(text: string): string {
    return text
      .replaceAll("/tmp/s", `${this.root}/s`)
      .replaceAll("/run/rack", `${this.root}/rack`)
      .replaceAll("/tmp/ask", `${this.root}/ask`)
      .replaceAll("/opt/kafka/bin", join(this.root, "bin"))
      .replaceAll("/etc/kafka-config", join(this.root, "config"))
      .replaceAll("/var/lib/kafka/", `${this.root}/`);
  }
}
