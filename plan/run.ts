import { join, relative, resolve } from "node:path";
import { Analyzer, judge, type Judgement } from "./analyzer";
import type { Options } from "./args";
import { isMandatory, type Outcome, type Rendering } from "./outcome";
import { startPack, type Pack } from "./pack";
import { runProgram } from "./program";
import { PlanError, type Project, type StackConfig } from "./project";
import { fillIn } from "./remediate";
import type { Properties } from "./properties";
import { manifests, writeFiles, yamlFiles, type Manifest } from "./render";
import type { PlannedResource } from "./resource";
import { settledResources } from "./settled";
import { placeholderValues, SecretsFile } from "./secrets-file";

/** The bundles of a project, brought up to date. */
export interface OpenProject {
  /** Evaluates the program's main module. */
  load: () => unknown;
  /** Folder of the policy pack, if there is one. */
  policies?: string;
}

/** What to plan. */
export interface PlanInputs {
  project: Project;
  stack: string;
  config: StackConfig;
  options: Options;
  open: OpenProject;
}

/** Plans one stack: the pack starts beside the program and ends in any case. */
export async function plan(inputs: PlanInputs): Promise<Outcome> {
  const { project, stack, config, open } = inputs;
  const pack = open.policies ? startPack(open.policies, project.name, stack, config.values) : undefined;
  try {
    return await planned(inputs, pack);
  } finally {
    await pack?.end();
  }
}

async function planned(inputs: PlanInputs, pack: Pack | undefined): Promise<Outcome> {
  const { project, stack, config, options, open } = inputs;
  const { resources, warnings, infos } = await runProgram({ project, stack, config, load: open.load });
  const judgement = pack && (await judgeBy(pack, resources, inputs));
  const violated = judgement?.violations.some(isMandatory) ?? false;
  const rendering =
    violated && options.secrets !== undefined
      ? refuse(inputs, "a set with secrets is written only when no mandatory policy is violated")
      : await render(resources, judgement, inputs);
  const exitCode = violated || rendering.refused !== undefined ? 1 : 0;
  return { project: project.name, stack, resources, warnings, infos, judgement, rendering, exitCode };
}

async function judgeBy(pack: Pack, resources: PlannedResource[], inputs: PlanInputs): Promise<Judgement> {
  const { project, stack, config } = inputs;
  const providers = new Map(
    resources.filter(({ type }) => type.startsWith("pulumi:providers:")).map((resource) => [resource.urn, resource]),
  );
  const analyzer = new Analyzer(await pack.address);
  try {
    return await judge(analyzer, resources, { project: project.name, stack, config, providers });
  } finally {
    analyzer.close();
  }
}

/**
 * A first preview knows no generated value, and nothing that is made of one. For the YAML the program runs again with
 * such values, as `pulumi up` would; without --secrets only to know the keys that they stand under.
 */
async function render(
  previewed: PlannedResource[],
  judgement: Judgement | undefined,
  inputs: PlanInputs,
): Promise<Rendering> {
  const { project, stack, config, open, options } = inputs;
  const file = options.secrets === undefined ? undefined : new SecretsFile(resolve(options.secrets));
  const again = {
    project,
    stack,
    config,
    load: open.load,
    random: file ?? placeholderValues,
    settled: settledResources(previewed),
  };
  const { resources } = await runProgram(again).catch((error: unknown) => {
    const { message } = error as Error;
    throw new PlanError(file?.hide(message) ?? message);
  });
  const changed = new Set(judgement?.remediations.map(({ urn }) => urn));
  const remediated = new Map(previewed.filter(({ urn }) => changed.has(urn)).map((after) => [after.urn, after.inputs]));
  for (const resource of resources) {
    resource.inputs = fillIn(remediated.get(resource.urn) ?? resource.inputs, resource.inputs) as Properties;
  }
  const objects = manifests(resources, previewed, file !== undefined);
  if (file) {
    const left = objects.filter(({ placeholders }) => placeholders.size).map(({ kind, name }) => `${kind} ${name}`);
    if (left.length) return refuse(inputs, `only \`pulumi up\` can know all values of ${left.join(", ")}`);
    const { secretKeys } = config;
    if (secretKeys.length) return refuse(inputs, `only \`pulumi up\` can decrypt the stack's ${secretKeys.join(", ")}`);
    file.save();
  }
  return write(objects, inputs, file !== undefined);
}

function write(objects: Manifest[], inputs: PlanInputs, secrets: boolean): Rendering {
  const dir = directory(inputs);
  const files = yamlFiles(objects);
  try {
    writeFiles(dir, files, secrets);
  } catch (error) {
    throw new PlanError(`${shorter(dir)} cannot be written: ${(error as Error).message}`);
  }
  return { dir: shorter(dir), files: files.size, complete: secrets };
}

const directory = ({ options, project, stack }: PlanInputs): string =>
  resolve(options.out ?? join(project.dir, "rendered", stack));

const refuse = (inputs: PlanInputs, refused: string): Rendering => ({
  dir: shorter(directory(inputs)),
  files: 0,
  complete: false,
  refused,
});

function shorter(dir: string): string {
  const path = relative(process.cwd(), dir);
  return path && !path.startsWith("..") ? path : dir;
}
