import { join } from "node:path";
import type { Deployer } from "./deployer";
import { diagnose } from "./diagnose";
import { applyDirectory, prune, readManifests } from "./manifests";
import type { Named } from "./objects";
import { run } from "./process";
import { root, type Stack } from "./stack";

/** Seconds that a StatefulSet may take to serve its present revision, or a Job to complete. */
const workloadSeconds = 420;

/** Applies what the plan renders, with generated secrets that are kept beside the stack file. */
export class PlanDeployer implements Deployer {
  readonly name = "apply";

  async up(stack: Stack): Promise<string> {
    await this.render(stack);
    const rendered = readManifests(this.directory(stack));
    const said = await applyDirectory(this.directory(stack));
    await this.awaitWorkloads(stack, rendered);
    await prune(stack.namespace, rendered);
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

  private async awaitWorkloads({ namespace }: Stack, rendered: Named[]): Promise<void> {
    const named = (wanted: string): string[] =>
      rendered.filter(({ kind }) => kind === wanted).map(({ metadata }) => metadata.name);
    const waits = [
      ...named("StatefulSet").map((name) => ["rollout", "status", `statefulset/${name}`]),
      ...named("Job").map((name) => ["wait", "--for=condition=complete", `job/${name}`]),
    ];
    for (const wait of waits) {
      const patience = { timeoutMs: (workloadSeconds + 20) * 1000 };
      const { code, stdout, stderr } = await namespace.ask([...wait, `--timeout=${workloadSeconds}s`], patience);
      if (code !== 0) throw new Error(`${stdout}${stderr}\n${await diagnose(namespace)}`);
    }
  }
}
