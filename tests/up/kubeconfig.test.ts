import assert from "node:assert/strict";
import { target } from "../../up/kubeconfig";

const kind = `
current-context: kind-messaging
contexts:
  - {name: kind-messaging, context: {cluster: kind, user: admin}}
  - {name: lost, context: {cluster: gone, user: admin}}
clusters:
  - {name: kind, cluster: {server: "https://127.0.0.1:6443"}}
`;
const work = `
contexts:
  - {name: work, context: {cluster: company}}
clusters:
  - {name: company, cluster: {server: "https://k8s.example.com", proxy-url: "http://proxy:3128"}}
`;
const files = (...texts: string[]) => texts.map((text, i) => ({ path: `config-${i}`, text }));

describe("up: kubeconfig", () => {
  it("leads by its current context to a server", () => {
    assert.deepEqual(target(files(kind), undefined), {
      kind: "cluster",
      context: "kind-messaging",
      server: "https://127.0.0.1:6443",
      proxied: false,
    });
  });
  it("is merged from several files, the first current context wins", () => {
    assert.deepEqual(
      target(files(work, kind, "current-context: work"), undefined),
      target(files(kind), "kind-messaging"),
    );
  });
  it("gives way to the context that the stack names, and knows a proxy", () => {
    assert.deepEqual(target(files(kind, work), "work"), {
      kind: "cluster",
      context: "work",
      server: "https://k8s.example.com",
      proxied: true,
    });
  });
  it("tells what it lacks", () => {
    assert.deepEqual(target([], "work"), { kind: "no-file" });
    assert.deepEqual(target(files(kind, "{"), undefined), { kind: "not-a-kubeconfig", path: "config-1" });
    assert.deepEqual(target(files("text"), undefined), { kind: "not-a-kubeconfig", path: "config-0" });
    assert.deepEqual(target(files(work), undefined), { kind: "no-current-context" });
    assert.deepEqual(target(files(work), "wrok"), { kind: "unknown-context", context: "wrok", known: ["work"] });
  });
  it("does not take a context without a cluster for one", () => {
    assert.deepEqual(target(files(kind), "lost"), {
      kind: "unknown-context",
      context: "lost",
      known: ["kind-messaging", "lost"],
    });
  });
});
