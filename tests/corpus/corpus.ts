import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { kindOf } from "../../checks/kind";

/** A file of a public repository. */
export interface CorpusFile {
  path: string;
  commit: string;
  sha256: string;
}

/** Public manifests that belong together, and what is true of them. */
export interface Bundle {
  name: string;
  about: string;
  repository: string;
  licence: string;
  files: CorpusFile[];
  /** `Kind/name` of the objects that belong to the corpus; all when left out. */
  documents?: string[];
  /** By `Kind/name` and rule, the reason. */
  findings: Record<string, Record<string, string>>;
  /** Labelled when the rules were done, and never used to mend them. */
  heldOut?: boolean;
  /** Labels that were wrong at first: `Kind/name rule`, and what showed it. */
  corrected?: Record<string, string>;
  /** Findings that a rule does not make, or makes in error, and why that stays so. */
  known?: Record<string, string>;
}

/** An object of a manifest. */
export interface CorpusObject {
  kind: string;
  /** `Kind/name`, as labels name it. */
  id: string;
  object: unknown;
}

/** All bundles, by name. */
export function bundles(): Bundle[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => ({
      name: file.replace(/\.yaml$/, ""),
      ...(parse(readFileSync(join(__dirname, file), "utf8")) as Omit<Bundle, "name">),
    }));
}

/** Where the manifests are once `npm run corpus` has brought them: `CORPUS`, else a folder that git does not see. */
export const corpusFolder = (): string => process.env["CORPUS"] ?? join(__dirname, "../../bin/corpus");

export const fileIn = (folder: string, { repository }: Bundle, { commit, path }: CorpusFile): string =>
  join(folder, repository, commit, path);

/** Whether all of a bundle's files are there. */
export const isThere = (folder: string, bundle: Bundle): boolean =>
  bundle.files.every((file) => existsSync(fileIn(folder, bundle, file)));

/** A file's text. @throws {Error} when it is not what the labels are about. */
export function textOf(folder: string, bundle: Bundle, file: CorpusFile): string {
  const content = readFileSync(fileIn(folder, bundle, file));
  if (createHash("sha256").update(content).digest("hex") !== file.sha256)
    throw new Error(`${bundle.name}: ${file.path} is not the file that was labelled`);
  return content.toString("utf8");
}

interface Written {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

/** The objects of a bundle that belong to the corpus. */
export function objectsOf(folder: string, bundle: Bundle): CorpusObject[] {
  return bundle.files
    .flatMap((file) => parseAllDocuments(textOf(folder, bundle, file), { version: "1.1", logLevel: "silent" }))
    .map((document) => document.toJS() as Written | null)
    .filter((object) => object !== null)
    .map((object) => ({
      kind: kindOf(object.apiVersion, object.kind),
      id: `${object.kind}/${object.metadata.name}`,
      object,
    }))
    .filter(({ id }) => bundle.documents?.includes(id) ?? true);
}
