import type { Namespace } from "../support/kubectl";

/** Connection Secret of the bare manifest's literal user. */
export async function bareSecret(namespace: Namespace): Promise<string> {
  const stringData = { username: "admin", password: "admin" };
  await namespace.apply(JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name: "bare" }, stringData }));
  return "bare";
}
