import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/**
 * The provider of the stack's cluster, by `kubernetes:context` of the stack config. Explicit, for three reasons: the state names the
 * cluster by `clusterIdentifier`, so that no edit of a kubeconfig and no other name of a context replaces every resource; a named
 * Secret or ConfigMap changes in place, so that no pod starts while it is away; and the namespace never comes from somebody's current
 * context. A stack is of one cluster: another cluster is another stack.
 */
export function createProvider(): k8s.Provider {
  const config = new pulumi.Config("kubernetes");
  const context = config.get("context");
  const kubeconfig = config.getSecret("kubeconfig");
  if (context === undefined && kubeconfig === undefined) {
    const current = currentContext();
    void pulumi.log.info(
      current
        ? `kubernetes:context is not set; the current context of KUBECONFIG is ${current}`
        : "kubernetes:context is not set, and there is no kubeconfig",
    );
  }
  return new k8s.Provider("kubernetes", {
    ...(context !== undefined && { context }),
    // Said to be empty, it is KUBECONFIG as ever; left out, the SDK would put that variable's path, which differs by machine, in the state.
    kubeconfig: kubeconfig ?? "",
    clusterIdentifier: pulumi.getStack(),
    enableConfigMapMutable: true,
    enableSecretMutable: true,
  });
}

/** The current context that kubectl would use; undefined without a kubeconfig. */
function currentContext(): string | undefined {
  const files = process.env["KUBECONFIG"]?.split(delimiter).filter(Boolean) ?? [join(homedir(), ".kube", "config")];
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  return texts.map((text) => /^current-context:\s*["']?([^"'\s#]+)/m.exec(text)?.[1]).find(Boolean);
}
