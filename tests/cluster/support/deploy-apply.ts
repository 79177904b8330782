import { join } from "node:path";
import type { Deployer } from "./deployer";
import { diagnose } from "./diagnose";
import { applyDirectory, prune, readManifests } from "./manifests";
import { run } from "./process";
import { root, type Stack } from "./stack";

/** Seconds that a StatefulSet may take to serve its present revision. */
const rolloutSeconds = 420;

/** Applies what the plan renders, with generated secrets that are kept beside the stack file. */
export class PlanDeployer implements Deployer {
  readonly name = "apply";

  async up(stack: Stack): Promise<string> {
    await this.render(stack);
    const said = await applyDirectory(this.directory(stack));
    await this.awaitRollouts(stack);
    await prune(stack.namespace, readManifests(this.directory(stack)));
    return said;
  }

  async destroy(stack: Stack): Promise<void> {
    const args = ["delete", "--ignore-not-found", "--timeout=300s", "-f", this.directory(stack)];
    await stack.namespace.run(args, { timeoutMs: 320_000 });
  }

  private directory(stack: Stack): string {
    return join(stack.directory, "rendered", stack.name);
  }

  private async render(stack: Stack): Promise<void> {
    const args = [
      "start",
      "--silent",
      "--",
      "--stack",
      stack.name,
      "--cwd",
      stack.directory,
      "--secrets",
      stack.secrets,
    ];
    await run("npm", [...args, "--no-color"], { cwd: root });
  }

  private async awaitRollouts(stack: Stack): Promise<void> {
    const { namespace } = stack;
    const rendered = readManifests(this.directory(stack));
    for (const { metadata } of rendered.filter(({ kind }) => kind === "StatefulSet")) {
      const args = ["rollout", "status", `statefulset/${metadata.name}`, `--timeout=${rolloutSeconds}s`];
      const { code, stdout, stderr } = await namespace.ask(args, { timeoutMs: (rolloutSeconds + 20) * 1000 });
      if (code !== 0) throw new Error(`${stdout}${stderr}\n${await diagnose(namespace)}`);
    }
  }
}
