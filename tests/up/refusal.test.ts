import assert from "node:assert/strict";
import type { Options } from "../../up/args";
import type { Target } from "../../up/kubeconfig";
import { refusal } from "../../up/refusal";
import type { Situation } from "../../up/situation";
import { ready, up } from "./support";

const refused = (situation: Partial<Situation>, options: Partial<Options> = {}) =>
  refusal({ ...up, ...options }, { ...ready, ...situation });
const noPassphrase =
  "PULUMI_CONFIG_PASSPHRASE is not set, and the state encrypts its secrets with it: set it, or PULUMI_CONFIG_PASSPHRASE_FILE, to a passphrase that you keep, or log in by pulumi login.";

describe("up: refusals", () => {
  it("none when all is there", () => {
    assert.equal(refused({}), undefined);
  });

  const targets: [string, Target, string][] = [
    [
      "no kubeconfig",
      { kind: "no-file" },
      "There is no kubeconfig at /home/me/.kube/config: set KUBECONFIG to that of your cluster; npm start -- --stack dev plans without a cluster.",
    ],
    [
      "a kubeconfig that is none",
      { kind: "not-a-kubeconfig", path: "/etc/hosts" },
      "/etc/hosts is not a kubeconfig: set KUBECONFIG to that of your cluster; npm start -- --stack dev plans without a cluster.",
    ],
    [
      "no current context",
      { kind: "no-current-context" },
      "The kubeconfig has no current context: choose one by kubectl config use-context NAME; npm start -- --stack dev plans without a cluster.",
    ],
    [
      "a context that is not there",
      { kind: "unknown-context", context: "wrok", known: ["work", "kind"] },
      "The kubeconfig does not say where the context wrok leads (it has work, kind): correct KUBECONFIG, the current context or kubernetes:context in Pulumi.dev.yaml.",
    ],
    [
      "no contexts at all",
      { kind: "unknown-context", context: "work", known: [] },
      "The kubeconfig does not say where the context work leads (it has none): correct KUBECONFIG, the current context or kubernetes:context in Pulumi.dev.yaml.",
    ],
  ];
  for (const [what, target, sentence] of targets) {
    it(what, () => assert.equal(refused({ target }, { stack: "org/dev" }), sentence));
  }

  it("a cluster that does not answer", () => {
    assert.equal(
      refused({ reachable: false }),
      "The cluster of context kind-messaging does not answer at https://127.0.0.1:6443: start it or choose another context; npm start -- --stack dev plans without a cluster.",
    );
  });
  it("a stack without a file", () => {
    const stackFile = undefined;
    assert.equal(refused({ stackFile }), "There is no Pulumi.dev.yaml: the stacks here are dev, prod.");
    assert.equal(
      refused({ stackFile, stacks: [] }, { stack: "org/dve" }),
      "There is no Pulumi.dve.yaml: there are no stacks here.",
    );
  });
  it("a pack that is not built, for the commands that judge", () => {
    const sentence = "The policy pack is not built (policies/bin/index.js is missing): run npm run prepare.";
    assert.equal(refused({ packBuilt: false }), sentence);
    assert.equal(refused({ packBuilt: false }, { command: "preview" }), sentence);
    assert.equal(refused({ packBuilt: false }, { command: "down" }), undefined);
    assert.equal(refused({ packBuilt: false }, { command: "refresh" }), undefined);
  });
  it("nobody to ask, unless nothing is asked", () => {
    const sentence = "Without a terminal nobody can be asked: add --yes to npm run down.";
    assert.equal(refused({ terminal: false }, { command: "down" }), sentence);
    assert.equal(refused({ terminal: false }, { command: "down", yes: true }), undefined);
    assert.equal(refused({ terminal: false }, { command: "preview" }), undefined);
  });
});

describe("up: passphrase", () => {
  const needs = (backend: string | undefined, secretsProvider?: string) =>
    refused({ passphrase: "missing", backend, stackFile: { ownKubeconfig: false, secretsProvider } });

  it("is needed where the state is in files or a bucket", () => {
    for (const backend of [undefined, "file://~", "s3://states"]) assert.equal(needs(backend), noPassphrase);
  });
  it("is not where a service or a key service keeps the key", () => {
    assert.equal(needs("https://api.pulumi.com"), undefined);
    assert.equal(needs("s3://states", "awskms://alias/states"), undefined);
  });
  it("is where the stack says so", () => {
    assert.equal(needs("https://api.pulumi.com", "passphrase"), noPassphrase);
  });
  it("may be in a file, which has to be there", () => {
    assert.equal(
      refused({ passphrase: { unreadableFile: "/run/passphrase" } }),
      "PULUMI_CONFIG_PASSPHRASE_FILE names /run/passphrase, which cannot be read: correct the path or set PULUMI_CONFIG_PASSPHRASE.",
    );
  });
});
