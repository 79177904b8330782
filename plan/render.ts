import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { applyOrder, type Ordered } from "./order";
import type { PlannedResource } from "./resource";
import { isObject, textOr, type Properties } from "./properties";
import { forYaml, redacted } from "./values";
import { toYaml } from "./yaml";

/** A Kubernetes object as it would be created. */
export interface Manifest extends Ordered {
  body: Properties;
  /** Placeholders in it: it cannot be applied. */
  placeholders: Set<string>;
}

interface Metadata {
  name?: unknown;
  namespace?: unknown;
  labels?: Properties;
}

/** Properties of any object, in the order in which people write them. */
const first = ["apiVersion", "kind", "metadata"];

/**
 * Makes an incomplete object one that the API server refuses: a Secret by `data` that is no base64, anything else by
 * a label that is none.
 */
function spoil(body: Properties): Properties {
  const metadata = body["metadata"] as Metadata;
  const { data, stringData, ...rest } = body;
  if (body["kind"] !== "Secret") {
    return { ...body, metadata: { ...metadata, labels: { ...metadata.labels, incomplete: redacted } } };
  }
  const strings = isObject(stringData) ? stringData : { stringData };
  return { ...rest, data: { ...(isObject(data) ? data : { data }), ...(stringData !== undefined && strings) } };
}

function manifest(resource: PlannedResource, preview: PlannedResource | undefined, secrets: boolean): Manifest {
  const placeholders = new Set<string>();
  const found = (what: string): void => void placeholders.add(what);
  const value = forYaml(resource.inputs, preview?.inputs, { secrets, found }) as Properties;
  const metadata = (value["metadata"] ?? {}) as Metadata;
  const named = { ...value, metadata: { ...metadata, name: metadata.name ?? resource.name } };
  const body: Properties = placeholders.size ? spoil(named) : named;
  return {
    id: resource.urn,
    kind: textOr(value["kind"], ""),
    name: textOr(named.metadata.name, resource.name),
    namespace: textOr(metadata.namespace, ""),
    after: resource.dependencies,
    body: Object.fromEntries([...first.map((key) => [key, body[key]] as const), ...Object.entries(body)]),
    placeholders,
  };
}

const isKubernetesObject = ({ type, custom, inputs }: PlannedResource): boolean =>
  custom && type.startsWith("kubernetes:") && typeof inputs["kind"] === "string";

/**
 * The Kubernetes objects among `resources`, in the order in which to apply them. Without `secrets` they show no more
 * than `previewed`, what a first preview knows of the same resources.
 */
export function manifests(resources: PlannedResource[], previewed: PlannedResource[], secrets: boolean): Manifest[] {
  const previews = new Map(previewed.map((resource) => [resource.urn, resource]));
  const objects = resources.filter(isKubernetesObject);
  return applyOrder(objects.map((resource) => manifest(resource, previews.get(resource.urn), secrets)));
}

const header = "# Written by the plan (npm start); the next one replaces it.\n";

/** File name to content, in apply order. */
export function yamlFiles(objects: Manifest[]): Map<string, string> {
  const width = Math.max(3, String(objects.length).length);
  const files = objects.map(({ kind, name, body }, at): [string, string] => {
    const safe = `${kind.toLowerCase()}-${name.toLowerCase().replace(/[^a-z0-9.-]+/g, "-")}`.slice(0, 200);
    return [`${String(at + 1).padStart(width, "0")}-${safe}.yaml`, header + toYaml(body)];
  });
  return new Map(files);
}

/** Files that an earlier plan left in `dir`; anything else there is not ours. */
function written(dir: string): string[] {
  const ours = readdirSync(dir).filter((name) => /^\d{3,}-.+\.yaml$/.test(name));
  return ours.filter((name) => readFileSync(join(dir, name), "utf8").startsWith(header));
}

/** Makes `dir` hold exactly `files`, besides what others put there. Private: for the owner's eyes only. */
export function writeFiles(dir: string, files: Map<string, string>, isPrivate: boolean): void {
  mkdirSync(dir, { recursive: true });
  if (isPrivate) chmodSync(dir, 0o700);
  for (const name of written(dir)) if (!files.has(name)) rmSync(join(dir, name));
  const mode = isPrivate ? 0o600 : 0o644;
  for (const [name, content] of files) {
    const file = join(dir, name);
    if (existsSync(file) && readFileSync(file, "utf8") === content) {
      chmodSync(file, mode);
      continue;
    }
    const temporary = join(dir, `.${name}.${String(process.pid)}`);
    writeFileSync(temporary, content, { mode });
    renameSync(temporary, file);
  }
}
