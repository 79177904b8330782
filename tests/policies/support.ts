import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
  type AnalyzeDiagnostic,
  type AnalyzeResponse,
  type AnalyzerInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { join } from "node:path";
import { rules } from "../../policies/list";

/** What the engine sends for a string, a list and a map that are unknown in a preview. */
export const unknown = {
  text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  map: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

/** What the engine sends for a secret. */
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

export interface Violation {
  policy: string;
  level: string;
  message: string;
  /** Name of the resource that a stack policy reports. */
  resource?: string;
}

export interface Remediation {
  policy: string;
  props: object | undefined;
  /** Why it could not be done. */
  problem: string;
}

/** A resource as a test writes it. */
export interface Resource {
  type: string;
  props: object;
  /** The option of that name. */
  protect?: boolean;
}

/** The engine's number for a level. */
export const levelNumbers = { advisory: 0, mandatory: 1, disabled: 2, remediate: 3 };
const levelNames = Object.fromEntries(Object.entries(levelNumbers).map(([name, number]) => [number, name]));

/** The pack as the engine meets it: the bundle (which makes itself anew when a source has changed), spoken to by gRPC. */
export class Pack {
  /** What the server was configured with last. */
  private configured: string | undefined;

  private constructor(
    private readonly process: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Starts the pack for a stack; fails with what it says on stderr when it does not come up. */
  static async start(stack?: string): Promise<Pack> {
    const directory = join(__dirname, "../../policies");
    const ambient = Object.entries(process.env).filter(([name]) => !/^PULUMI_(NODEJS_)?STACK$/.test(name));
    const child = spawn(process.execPath, ["bin/index.js"], {
      cwd: directory,
      env: { ...Object.fromEntries(ambient), ...(stack !== undefined && { PULUMI_NODEJS_STACK: stack }) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const port = await Promise.race([
      once(child.stdout, "data").then(([chunk]) => String(chunk).trim()),
      once(child, "exit").then(() => undefined),
    ]);
    if (port === undefined) throw new Error(stderr);
    return new Pack(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure()));
  }

  stop(): void {
    this.client.close();
    this.process.kill();
  }

  /** Keeps no process from ending, and ends with this one. */
  untilExit(): this {
    this.process.unref();
    for (const stream of [this.process.stdout, this.process.stderr]) (stream as Socket | null)?.unref();
    process.once("exit", () => this.process.kill());
    return this;
  }

  info(): Promise<AnalyzerInfo> {
    return new Promise((resolve, reject) =>
      this.client.getAnalyzerInfo(new Empty(), (error, info) => (error ? reject(error) : resolve(info))),
    );
  }

  /** Gives settings by policy, as the engine does; a policy that is named becomes `named`, the others `level`. */
  configure(
    settings: Record<string, object>,
    level = EnforcementLevel.MANDATORY,
    named = EnforcementLevel.MANDATORY,
  ): Promise<void> {
    const wanted = JSON.stringify([settings, level, named]);
    // Most tests in a row ask one policy with one configuration.
    if (wanted === this.configured) return Promise.resolve();
    this.configured = undefined;
    const request = new ConfigureAnalyzerRequest();
    const set = (name: string, properties: object, its: EnforcementLevel) => {
      const struct = Struct.fromJavaScript(properties as Record<string, never>);
      request.getPolicyconfigMap().set(name, new PolicyConfig().setEnforcementlevel(its).setProperties(struct));
    };
    for (const { id } of rules) set(id, {}, level);
    for (const [name, properties] of Object.entries(settings)) set(name, properties, named);
    return new Promise<void>((resolve, reject) =>
      this.client.configure(request, (error) => (error ? reject(new Error(error.details)) : resolve())),
    ).then(() => void (this.configured = wanted));
  }

  /** Violations of one resource by the policies that judge resources. */
  analyze({ type, props, protect = false }: Resource): Promise<Violation[]> {
    const request = new AnalyzeRequest().setType(type).setUrn(urn(type, props)).setName("tested");
    request.setProperties(toStruct(props)).setOptions(new AnalyzerResourceOptions().setProtect(protect));
    return new Promise((resolve, reject) =>
      this.client.analyze(request, (error, response) => (error ? reject(error) : resolve(violations(response)))),
    );
  }

  /** What the policies of level `remediate` make of a resource: each one's properties, in their order. */
  remediate({ type, props }: Resource): Promise<Remediation[]> {
    const request = new AnalyzeRequest().setType(type).setUrn(urn(type, props)).setName("tested");
    request.setProperties(toStruct(props)).setOptions(new AnalyzerResourceOptions());
    return new Promise((resolve, reject) =>
      this.client.remediate(request, (error, response) =>
        error
          ? reject(error)
          : resolve(
              response.getRemediationsList().map((one) => ({
                policy: one.getPolicyname(),
                props: one.getProperties()?.toJavaScript(),
                problem: one.getDiagnostic(),
              })),
            ),
      ),
    );
  }

  /** Violations of a stack by the policies that join resources. */
  analyzeStack(resources: Resource[]): Promise<Violation[]> {
    const request = new AnalyzeStackRequest().setResourcesList(
      resources.map(({ type, props }) =>
        new AnalyzerResource()
          .setType(type)
          .setUrn(urn(type, props))
          .setProperties(toStruct(props))
          .setOptions(new AnalyzerResourceOptions()),
      ),
    );
    return new Promise((resolve, reject) =>
      this.client.analyzeStack(request, (error, response) => (error ? reject(error) : resolve(violations(response)))),
    );
  }
}

function violations(response: AnalyzeResponse): Violation[] {
  return response.getDiagnosticsList().map((found: AnalyzeDiagnostic) => ({
    policy: found.getPolicyname(),
    level: levelNames[found.getEnforcementlevel()] ?? "",
    message: found.getMessage().split("\n").slice(1).join("\n"),
    ...(found.getUrn() !== "" && { resource: found.getUrn().split("::").at(-1) ?? "" }),
  }));
}

function urn(type: string, props: object): string {
  const name = (props as { metadata?: { name?: unknown } }).metadata?.name;
  return `urn:pulumi:test::messaging::${type}::${typeof name === "string" ? name : "tested"}`;
}

/** JSON drops what is undefined, as the SDK does on its way to the engine. */
function toStruct(props: object): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Record<string, never>);
}
