import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerStackConfigureRequest,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  type AnalyzeDiagnostic,
  type AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerInfo,
  type PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { analyzeRequest, stackResource, type StackContext } from "./analyzer-messages";
import { levelName, policyConfig, type Level } from "./policy-config";
import { remediate, type Remediated, type Remediation } from "./remediate";
import type { PlannedResource } from "./resource";

/** One finding of one policy. */
export interface Violation {
  policy: string;
  level: Level;
  urn: string;
  message: string;
  /** How to mend it, in the pack's words. */
  remedy?: string;
  /** Nobody knows whether the policy holds; the gate counts it as violated. */
  couldNotRun: boolean;
}

/** Everything the pack says about a plan. */
export interface Judgement {
  pack: string;
  /** How many policies were in force. */
  policies: number;
  violations: Violation[];
  remediations: Remediation[];
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

/** The calls that the plan makes, as promises. */
export class Analyzer {
  readonly #client: AnalyzerClient;

  constructor(address: string) {
    this.#client = new AnalyzerClient(address, credentials.createInsecure(), {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
      "grpc.enable_http_proxy": 0,
    });
  }

  call<Response>(send: (client: AnalyzerClient, done: Done<Response>) => unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      send(this.#client, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  close(): void {
    this.#client.close();
  }
}

/** A pack that has its configuration. */
export interface Session {
  analyzer: Analyzer;
  info: AnalyzerInfo;
  config: Map<string, PolicyConfig>;
}

/** Tells the pack which stack it judges and gives it its configuration, as the engine does. */
export async function openSession(analyzer: Analyzer, context: StackContext): Promise<Session> {
  const stack = new AnalyzerStackConfigureRequest();
  stack.setProject(context.project).setStack(context.stack).setDryRun(true);
  Object.entries(context.config.values).forEach(([key, value]) => stack.getConfigMap().set(key, value));
  stack.setConfigSecretKeysList(context.config.secretKeys);
  await analyzer.call((client, done) => client.configureStack(stack, done));
  const info = await analyzer.call<AnalyzerInfo>((client, done) => client.getAnalyzerInfo(new Empty(), done));
  const config = policyConfig(info);
  const request = new ConfigureAnalyzerRequest();
  config.forEach((value, name) => request.getPolicyconfigMap().set(name, value));
  await analyzer.call((client, done) => client.configure(request, done));
  return { analyzer, info, config };
}

/** Enough to keep the pack busy; all calls at once would hold the messages of all resources in memory. */
const callsInFlight = 16;

async function inParallel<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [at, item] of rest) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: callsInFlight }, worker));
  return results;
}

const levelsOf = ({ info, config }: Session): (EnforcementLevel | undefined)[] =>
  info.getPoliciesList().map((policy) => config.get(policy.getName())?.getEnforcementlevel());

/** Lets the policies of level `remediate` change the resources; the result goes with the resources, one by one. */
export async function remediateAll(
  session: Session,
  resources: PlannedResource[],
  context: StackContext,
): Promise<Remediated[]> {
  if (!levelsOf(session).includes(EnforcementLevel.REMEDIATE)) return [];
  const whole = { ...context, providers: providersOf(resources) };
  return inParallel(resources, (resource) => remediate(session.analyzer, resource, whole));
}

/** Judges every resource by its inputs, then the whole stack by its outputs. */
export async function judge(
  session: Session,
  resources: PlannedResource[],
  remediated: Remediated[],
  context: StackContext,
): Promise<Judgement> {
  const { analyzer, info } = session;
  const whole = { ...context, providers: providersOf(resources) };
  const perResource = await inParallel(resources, (resource) =>
    analyze(analyzer, info, analyzeRequest(resource, whole)),
  );
  const stack = new AnalyzeStackRequest();
  stack.setResourcesList(resources.map((resource) => stackResource(resource, whole)));
  const verdict = analyzer.call<AnalyzeResponse>((client, done) => client.analyzeStack(stack, done));
  const found = [...perResource, await diagnose(info, resources[0]?.urn ?? "", verdict)];
  return {
    pack: info.getName(),
    policies: levelsOf(session).filter((level) => level !== EnforcementLevel.DISABLED).length,
    violations: [
      ...remediated.flatMap(({ failures }, at) => failures.map(notRemediated(resources[at]))),
      ...found.flat(),
    ],
    remediations: remediated.flatMap(({ remediations }) => remediations),
  };
}

const providersOf = (resources: PlannedResource[]): Map<string, PlannedResource> =>
  new Map(
    resources.filter(({ type }) => type.startsWith("pulumi:providers:")).map((resource) => [resource.urn, resource]),
  );

const notRemediated =
  (resource: PlannedResource | undefined) =>
  ({ policy, message }: { policy: string; message: string }): Violation => ({
    policy,
    level: "mandatory",
    urn: resource?.urn ?? "",
    message,
    couldNotRun: true,
  });

const analyze = (analyzer: Analyzer, info: AnalyzerInfo, req: AnalyzeRequest): Promise<Violation[]> =>
  diagnose(
    info,
    req.getUrn(),
    analyzer.call<AnalyzeResponse>((client, done) => client.analyze(req, done)),
  );

/** A failed call is a policy that threw; the pack tells which one in the first line. */
async function diagnose(info: AnalyzerInfo, urn: string, response: Promise<AnalyzeResponse>): Promise<Violation[]> {
  try {
    return (await response).getDiagnosticsList().map((diagnostic) => violation(info, urn, diagnostic));
  } catch (error) {
    const { details } = error as ServiceError;
    const policy = /policy '([^']+)'/.exec(details)?.[1] ?? info.getName();
    const message = details.replace(/\n +at .*/g, "");
    return [{ policy, level: "mandatory", urn, message, couldNotRun: true }];
  }
}

function violation(info: AnalyzerInfo, urn: string, diagnostic: AnalyzeDiagnostic): Violation {
  const policy = diagnostic.getPolicyname();
  const remedy = info
    .getPoliciesList()
    .find((known) => known.getName() === policy)
    ?.getRemediationSteps();
  const couldNotRun = diagnostic.getMessage().startsWith("can't run policy ");
  const level = couldNotRun ? "mandatory" : levelName(diagnostic.getEnforcementlevel());
  const description = `${diagnostic.getDescription()}\n`;
  const whole = diagnostic.getMessage();
  const message = whole.startsWith(description) ? whole.slice(description.length) : whole;
  return { policy, level, urn: diagnostic.getUrn() || urn, message, ...(remedy && { remedy }), couldNotRun };
}
