import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Namespace } from "./support/kubectl";
import { create, release, reserve } from "./support/namespaces";
import type { Pod } from "./support/objects";
import { Probe } from "./support/probe";

/** The policy that closes prod's namespace, as the plan renders it. */
const policy = join(__dirname, "../golden/prod/004-networkpolicy-default-deny.yaml");

const port = 8080;

/** A pod that nobody thought of, which serves on a port. */
async function serving(namespace: Namespace, name: string): Promise<{ probe: Probe; address: string }> {
  const probe = await Probe.start(namespace, name, {});
  await probe.exec(["sh", "-c", `python3 -m http.server ${port} --directory /scripts > /dev/null 2>&1 &`]);
  const { status } = await namespace.get<Pod>("pod", name);
  return { probe, address: status.podIP ?? "" };
}

describe("A namespace that is closed as prod's is", () => {
  const namespace = reserve("closed");
  const elsewhere = reserve("elsewhere");
  let inside: Awaited<ReturnType<typeof serving>>;
  let beside: typeof inside;
  let outside: typeof inside;
  before(async () => {
    await Promise.all([create(namespace), create(elsewhere)]);
    const text = readFileSync(policy, "utf8");
    await namespace.apply(text.replaceAll("namespace: messaging", `namespace: ${namespace.name}`));
    [inside, beside, outside] = await Promise.all([
      serving(namespace, "forgotten"),
      serving(namespace, "beside"),
      serving(elsewhere, "elsewhere"),
    ]);
  });
  after(() => Promise.all([namespace, elsewhere].map(release)));

  const reach = async (open: boolean): Promise<void> => {
    const expected = open ? [port] : [];
    await outside.probe.awaitOpen(inside.address, [port], expected);
    await beside.probe.awaitOpen(inside.address, [port], expected);
    await inside.probe.awaitOpen(outside.address, [port], expected);
    await inside.probe.awaitOpen("kubernetes.default.svc", [443], open ? [443] : []);
  };

  it("lets nobody in to a pod without a policy of its own, nor that pod out, but for names", async () => {
    await reach(false);
    await inside.probe.exec(["getent", "hosts", "kubernetes.default.svc"]);
  });

  it("is open to all without its policy", async () => {
    await namespace.run(["delete", "networkpolicy", "default-deny"]);
    await reach(true);
  });
});
