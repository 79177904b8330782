import { parse } from "yaml";

/** A file of `KUBECONFIG`. */
export interface KubeconfigFile {
  path: string;
  text: string;
}

/** The cluster that a command is about, or what is in the way of telling. */
export type Target =
  | { kind: "cluster"; context: string; server: string; proxied: boolean }
  | { kind: "no-file" }
  | { kind: "not-a-kubeconfig"; path: string }
  | { kind: "no-current-context" }
  | { kind: "unknown-context"; context: string; known: string[] }
  | { kind: "in-stack-config" };

/** What is read of a kubeconfig. */
interface Content {
  "current-context"?: string;
  contexts?: { name: string; context?: { cluster?: string } }[];
  clusters?: { name: string; cluster?: { server?: string; "proxy-url"?: string } }[];
}

/**
 * The context that kubectl and Pulumi would use, by the rules of kubectl: of several files the first that says something wins.
 * https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export function target(files: KubeconfigFile[], wanted: string | undefined): Target {
  if (files.length === 0) return { kind: "no-file" };
  const contents: Content[] = [];
  for (const { path, text } of files) {
    const content = read(text);
    if (!content) return { kind: "not-a-kubeconfig", path };
    contents.push(content);
  }
  const contexts = contents.flatMap((content) => content.contexts ?? []);
  const context = wanted ?? contents.map((content) => content["current-context"]).find(Boolean);
  if (context === undefined) return { kind: "no-current-context" };
  const clusterName = contexts.find(({ name }) => name === context)?.context?.cluster;
  const cluster = contents
    .flatMap((content) => content.clusters ?? [])
    .find(({ name }) => name === clusterName)?.cluster;
  if (cluster?.server === undefined) {
    return { kind: "unknown-context", context, known: contexts.map(({ name }) => name) };
  }
  return { kind: "cluster", context, server: cluster.server, proxied: cluster["proxy-url"] !== undefined };
}

function read(text: string): Content | undefined {
  try {
    const content: unknown = parse(text);
    return typeof content === "object" && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}
