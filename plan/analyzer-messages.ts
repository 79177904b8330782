import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { StackConfig } from "./project";
import { wireOf } from "./registration";
import { nameOf, typeOf, type PlannedResource } from "./resource";
import type { Properties } from "./properties";
import { forPolicies } from "./values";

/** What the pack is told of the stack. */
export interface StackContext {
  project: string;
  stack: string;
  config: StackConfig;
}

/** What the messages about resources are made from. */
export interface Context extends StackContext {
  /** Explicit providers by URN. */
  providers: Map<string, PlannedResource>;
}

/** Properties for the pack; a leading `__` marks one as internal. */
function struct(properties: Properties): Struct {
  const plain = forPolicies(properties) as Properties;
  const visible = Object.entries(plain).filter(([key]) => !key.startsWith("__"));
  return wireOf(visible.length === Object.keys(plain).length ? plain : Object.fromEntries(visible));
}

function optionsMessage({ options, parent }: PlannedResource): AnalyzerResourceOptions {
  const message = new AnalyzerResourceOptions();
  message.setProtect(options.protect).setIgnorechangesList(options.ignoreChanges).setAliasesList(options.aliases);
  message.setAdditionalsecretoutputsList(options.additionalSecretOutputs).setParent(parent);
  message.setDeletebeforereplace(options.deleteBeforeReplace ?? false);
  message.setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined);
  const timeouts = new AnalyzerResourceOptions.CustomTimeouts();
  const { create, update, delete: remove, read } = options.customTimeouts;
  return message.setCustomtimeouts(timeouts.setCreate(create).setUpdate(update).setDelete(remove).setRead(read));
}

/** The explicit provider, or the default one that the engine makes from the config of the provider's own namespace. */
function providerMessage(resource: PlannedResource, context: Context): AnalyzerProviderResource | undefined {
  const pkg = resource.type.split(":")[0] ?? "";
  if (!resource.custom || pkg === "pulumi") return undefined;
  const message = new AnalyzerProviderResource();
  const urn = resource.provider.split("::").slice(0, -1).join("::");
  const provider = context.providers.get(urn);
  if (provider) {
    message.setUrn(urn).setType(typeOf(urn)).setName(nameOf(urn));
    return message.setProperties(struct(provider.inputs));
  }
  const type = `pulumi:providers:${pkg}`;
  const config = Object.entries(context.config.values).filter(([key]) => key.startsWith(`${pkg}:`));
  const properties = Object.fromEntries(config.map(([key, value]) => [key.slice(pkg.length + 1), value]));
  message.setUrn(`urn:pulumi:${context.stack}::${context.project}::${type}::default`).setType(type).setName("default");
  return message.setProperties(struct(properties));
}

/** Asks for a verdict on one resource's inputs. */
export function analyzeRequest(resource: PlannedResource, context: Context): AnalyzeRequest {
  const message = new AnalyzeRequest();
  message.setUrn(resource.urn).setType(resource.type).setName(resource.name).setOptions(optionsMessage(resource));
  return message.setProperties(struct(resource.inputs)).setProvider(providerMessage(resource, context));
}

/** One resource of the question about the whole stack: its outputs and what it depends on. */
export function stackResource(resource: PlannedResource, context: Context): AnalyzerResource {
  const message = new AnalyzerResource();
  message.setUrn(resource.urn).setType(resource.type).setName(resource.name).setOptions(optionsMessage(resource));
  message.setParent(resource.parent).setDependenciesList(resource.dependencies);
  for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
    if (!urns.length) continue;
    message.getPropertydependenciesMap().set(key, new AnalyzerPropertyDependencies().setUrnsList(urns));
  }
  return message.setProperties(struct(resource.outputs)).setProvider(providerMessage(resource, context));
}
