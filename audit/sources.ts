import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Text to be judged, and where it comes from. */
export interface Source {
  /** As people named it, or below the folder that they named. */
  file: string;
  text: string;
  /** Found in a folder: other YAML than objects of Kubernetes may lie there. */
  found: boolean;
}

/** Something that could not be read or judged. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/** What was asked for: the texts, and what could not be read. */
export interface Sources {
  sources: Source[];
  problems: Problem[];
}

/** Reads files, folders and stdin (`-`); a file that cannot be read does not keep the others from being. */
export function readSources(paths: string[]): Sources {
  const result: Sources = { sources: [], problems: [] };
  const attempt = (file: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      const { code = "", message } = error as NodeJS.ErrnoException;
      result.problems.push({ file, line: 1, message: code === "ENOENT" ? "there is no such file" : code || message });
    }
  };
  for (const path of paths) {
    attempt(path, () => {
      if (path === "-") result.sources.push({ file: "-", text: readFileSync(0, "utf8"), found: false });
      else if (!statSync(path).isDirectory())
        result.sources.push({ file: path, text: readFileSync(path, "utf8"), found: false });
      else
        for (const file of filesBelow(path)) {
          attempt(file, () => result.sources.push({ file, text: readFileSync(file, "utf8"), found: true }));
        }
    });
  }
  return result;
}

/** In the order of their names; hidden folders and installed packages hold nobody's manifests. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(ya?ml|json)$/.test(entry.name) ? [path] : [];
  });
}
