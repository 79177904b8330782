import { join, relative, resolve } from "node:path";
import { Analyzer, judge, openSession, remediateAll, type Session } from "./analyzer";
import type { Options } from "./args";
import { isMandatory, type Outcome, type Rendering } from "./outcome";
import { startPack } from "./pack";
import { runProgram } from "./program";
import { PlanError, type Project, type StackConfig } from "./project";
import { fillIn, type Remediated } from "./remediate";
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
  const context = { project: project.name, stack, config };
  const session = pack?.address.then((address) => openSession(new Analyzer(address), context));
  // a program that fails first leaves nobody to await it
  session?.catch(() => undefined);
  try {
    return await planned(inputs, session);
  } finally {
    await pack?.end();
  }
}

async function planned(inputs: PlanInputs, opening: Promise<Session> | undefined): Promise<Outcome> {
  const { project, stack, config, options, open } = inputs;
  const context = { project: project.name, stack, config };
  const { resources, warnings, infos } = await runProgram({ project, stack, config, load: open.load });
  const session = await opening;
  const remediated = session ? await remediateAll(session, resources, context) : [];
  const file = options.secrets === undefined ? undefined : new SecretsFile(resolve(options.secrets));
  const [judgement, deployed] = await Promise.all([
    session && judge(session, resources, remediated, context),
    runAgain(resources, remediated, inputs, file),
  ]);
  session?.analyzer.close();
  const violated = judgement?.violations.some(isMandatory) ?? false;
  const rendering =
    violated && file
      ? refuse(inputs, "a set with secrets is written only when no mandatory policy is violated")
      : render(resources, deployed, inputs, file);
  const exitCode = violated || rendering.refused !== undefined ? 1 : 0;
  return { project: project.name, stack, resources, warnings, infos, judgement, rendering, exitCode };
}

/**
 * A first preview knows no generated value, and nothing that is made of one. For the YAML the program runs again with
 * such values, as `pulumi up` would; without --secrets only to know the keys that they stand under.
 */
async function runAgain(
  previewed: PlannedResource[],
  remediated: Remediated[],
  { project, stack, config, open: { load } }: PlanInputs,
  file: SecretsFile | undefined,
): Promise<PlannedResource[]> {
  const again = {
    project,
    stack,
    config,
    load,
    generated: file ?? placeholderValues,
    settled: settledResources(previewed),
  };
  const { resources } = await runProgram(again).catch((error: unknown) => {
    const { message } = error as Error;
    throw new PlanError(file?.hide(message) ?? message);
  });
  const changed = new Set(remediated.flatMap(({ remediations }) => remediations.map(({ urn }) => urn)));
  const changedInputs = new Map(
    previewed.filter(({ urn }) => changed.has(urn)).map(({ urn, inputs }) => [urn, inputs]),
  );
  for (const resource of resources) {
    const after = changedInputs.get(resource.urn);
    if (after) resource.inputs = fillIn(after, resource.inputs) as Properties;
  }
  return resources;
}

/** Writes the YAML. With real secrets only a set that is whole. */
function render(
  previewed: PlannedResource[],
  deployed: PlannedResource[],
  inputs: PlanInputs,
  file: SecretsFile | undefined,
): Rendering {
  const objects = manifests(deployed, previewed, file !== undefined);
  if (file) {
    const left = objects.filter(({ placeholders }) => placeholders.size).map(({ kind, name }) => `${kind} ${name}`);
    if (left.length) return refuse(inputs, `only \`pulumi up\` can know all values of ${left.join(", ")}`);
    const { secretKeys } = inputs.config;
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
