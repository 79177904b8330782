import { join } from "node:path";
import type { Deployer } from "./deployer";
import { diagnose } from "./diagnose";
import type { Namespace } from "./kubectl";
import { applyDirectory, prune, readManifests } from "./manifests";
import type { Job, Named } from "./objects";
import { run } from "./process";
import { root, type Stack } from "./stack";
import { waitFor } from "./wait";

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
    for (const name of named("StatefulSet")) {
      const args = ["rollout", "status", `statefulset/${name}`, `--timeout=${workloadSeconds}s`];
      const { code, stdout, stderr } = await namespace.ask(args, { timeoutMs: (workloadSeconds + 20) * 1000 });
      if (code !== 0) throw new Error(`${stdout}${stderr}\n${await diagnose(namespace)}`);
    }
    for (const name of named("Job")) await awaitJob(namespace, name);
  }
}

/** A Job that has failed is not waited for. */
async function awaitJob(namespace: Namespace, name: string): Promise<void> {
  const diagnosis = (): Promise<string> => diagnose(namespace);
  const ended = await waitFor(
    `Job ${name} has ended`,
    async () => {
      const { status } = await namespace.get<Job>("job", name);
      return status.conditions?.find((condition) => ends.includes(condition.type) && condition.status === "True");
    },
    { timeoutMs: workloadSeconds * 1000, everyMs: 1000, diagnose: diagnosis },
  );
  if (ended.type === "Failed") throw new Error(`Job ${name}: ${ended.message ?? "failed"}\n${await diagnosis()}`);
}

/** Conditions of a Job that will do no more. */
const ends = ["Complete", "Failed"];
