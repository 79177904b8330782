import { runtime } from "@pulumi/pulumi";
import { RegisterResourceResponse, type RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceOutputsRequest } from "@pulumi/pulumi/proto/resource_pb";
import { PlanError } from "./project";
import { isRandom } from "./random";
import type { Properties } from "./properties";
import { plannedResource, propertiesOf, wireOf } from "./registration";
import { urnOf, type PlannedResource } from "./resource";
import type { GeneratedSource } from "./secrets-file";
import { isTls } from "./tls";
import { forYaml } from "./values";

type Callback<T> = (error: Error | null, response?: T) => void;

/** The part of the SDK's monitor that the plan takes over. */
interface Monitor {
  registerResource(req: RegisterResourceRequest, callback: Callback<RegisterResourceResponse>): void;
  registerResourceOutputs(req: RegisterResourceOutputsRequest, callback: Callback<object>): void;
}

const providerError = "the plan runs without providers and cannot";

/** Thrown inside the program when it asks for what only a provider or the engine can do. */
const noProvider = (what: string): Error => new PlanError(`${providerError} ${what}; use \`pulumi preview\` instead`);

/** The plan's own sentence in an error that the SDK has wrapped. */
export const ownSentence = (message: string): string | undefined =>
  message.includes(providerError) ? message.slice(message.indexOf(providerError)) : undefined;

/** What the monitor knows beforehand. */
export interface Knowledge {
  /** Values of generated resources; without it they are unknown, as in a first preview. */
  generated?: GeneratedSource;
  /** Resources of an earlier run whose inputs can be nothing else in this one, by URN. */
  settled?: Map<string, PlannedResource>;
}

/**
 * Puts Pulumi's in-process monitor in place of the engine. It answers what a first preview would: the inputs as
 * outputs, no ids, nothing of what a provider makes; only the values of generated resources, if there is a source of them.
 *
 * @returns the resources by URN, filled in the order of registration
 */
export async function installMonitor(
  project: string,
  stack: string,
  knowledge: Knowledge,
): Promise<Map<string, PlannedResource>> {
  const resources = new Map<string, PlannedResource>();
  const newResource = ({ type, name }: { type: string; name: string }): never => {
    throw noProvider(`read the existing ${type} "${name}"`);
  };
  const call = ({ token }: { token: string }): never => {
    throw noProvider(`call ${token}`);
  };
  await runtime.setMocks({ newResource, call }, project, stack, true);
  const monitor = runtime.getMonitor() as unknown as Monitor;
  monitor.registerResource = (req, callback) => {
    try {
      const urn = urnOf(stack, project, req.getParent(), req.getType(), req.getName());
      if (resources.has(urn)) throw new PlanError(`two resources have the URN ${urn}; give one another name`);
      if (req.getTransformsList().length) throw noProvider("run transforms");
      const settled = knowledge.settled?.get(urn);
      // a copy: this run's outputs may hold secrets
      const resource = settled ? { ...settled } : plannedResource(req, urn);
      resources.set(urn, resource);
      respond(resource, knowledge.generated).then((answer) => callback(null, answer), callback);
    } catch (error) {
      callback(error as Error);
    }
  };
  monitor.registerResourceOutputs = (req, callback) => {
    const resource = resources.get(req.getUrn());
    if (resource) resource.outputs = propertiesOf(req.getOutputs());
    callback(null, {});
  };
  return resources;
}

async function respond(
  { urn, type, inputs }: PlannedResource,
  generated: GeneratedSource | undefined,
): Promise<RegisterResourceResponse> {
  const answer = new RegisterResourceResponse().setUrn(urn);
  if (!generated || !(isRandom(type) || isTls(type))) return answer.setObject(wireOf(inputs));
  const plain = forYaml(inputs, inputs, { secrets: true, found: () => undefined }) as Properties;
  const { id, outputs } = await generated.get(urn, type, plain);
  return answer.setId(id).setObject(wireOf({ ...inputs, ...outputs }));
}
