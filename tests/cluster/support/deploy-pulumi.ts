import { LocalWorkspace, type Stack as EngineStack } from "@pulumi/pulumi/automation";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Deployer } from "./deployer";
import { diagnose } from "./diagnose";
import { root, type Stack } from "./stack";

/** Runs the Pulumi engine through the Automation API, with a local file backend beside the stack file. */
export class PulumiDeployer implements Deployer {
  readonly name = "pulumi";

  async up(stack: Stack): Promise<string> {
    const said: string[] = [];
    const engine = await this.select(stack);
    try {
      const policyPacks = [join(root, "policies")];
      await engine.up({ color: "never", policyPacks, onError: (text) => said.push(text) });
    } catch (error) {
      throw new Error(`${String(error)}\n${await diagnose(stack.namespace)}`);
    }
    return said.join("");
  }

  async destroy(stack: Stack): Promise<void> {
    const engine = await this.select(stack);
    await this.unprotect(engine);
    await engine.destroy({ color: "never" });
  }

  /** Stacks protect what holds data; those of tests are to go. */
  private async unprotect(engine: EngineStack): Promise<void> {
    const state = await engine.exportStack();
    const { resources = [] } = state.deployment as { resources?: { protect?: boolean }[] };
    for (const resource of resources) resource.protect = false;
    await engine.importStack(state);
  }

  private select(stack: Stack): Promise<EngineStack> {
    const backend = join(stack.directory, "state");
    mkdirSync(backend, { recursive: true });
    const envVars = { PULUMI_BACKEND_URL: `file://${backend}`, PULUMI_CONFIG_PASSPHRASE: "cluster-test" };
    return LocalWorkspace.createOrSelectStack({ stackName: stack.name, workDir: stack.directory }, { envVars });
  }
}
