import assert from "node:assert/strict";
import { closeNamespace, createNamespace } from "../components/namespace";
import { createProvider } from "../components/provider";
import { deploy, only } from "./support/deploy";

const provider = async (config: Record<string, string> = {}) =>
  only(await deploy(() => createProvider(), config, "prod"), "pulumi:providers:kubernetes").inputs;

describe("the provider", () => {
  const before = process.env["KUBECONFIG"];
  afterEach(() => {
    if (before === undefined) delete process.env["KUBECONFIG"];
    else process.env["KUBECONFIG"] = before;
  });

  it("has nothing of the machine in its inputs, so that another one sees no change", async () => {
    process.env["KUBECONFIG"] = "/somewhere/of/mine";
    assert.deepEqual(await provider(), {
      clusterIdentifier: "prod",
      enableConfigMapMutable: "true",
      enableSecretMutable: "true",
      kubeconfig: "",
    });
  });

  it("takes kubernetes:context, which replaces nothing when it changes", async () => {
    const { context, clusterIdentifier } = await provider({ "kubernetes:context": "kind-kind" });
    assert.deepEqual([context, clusterIdentifier], ["kind-kind", "prod"]);
  });
});

describe("the namespace", () => {
  it("enforces Pod Security restricted", async () => {
    const { metadata } = only(
      await deploy(() => createNamespace("messaging", {})),
      "kubernetes:core/v1:Namespace",
    ).inputs;
    assert.equal(metadata.name, "messaging");
    assert.equal(metadata.labels["pod-security.kubernetes.io/enforce"], "restricted");
  });

  it("is closed to all pods, but for DNS, its own pods and the networks that are named", async () => {
    const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
    const { spec } = only(await deploy(() => closeNamespace("messaging", ["203.0.113.0/24"], {})), type).inputs;
    assert.deepEqual(spec.podSelector, {});
    assert.deepEqual(spec.policyTypes, ["Ingress", "Egress"]);
    assert.equal(spec.ingress, undefined);
    assert.deepEqual(spec.egress[1], { to: [{ podSelector: {} }, { ipBlock: { cidr: "203.0.113.0/24" } }] });
    assert.deepEqual(
      spec.egress[0].ports.map(({ port }: { port: number }) => port),
      [53, 53],
    );
    assert.equal(spec.egress.length, 2);
  });
});
