import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KafkaCluster } from "../../components";
import { memberNetworkPolicy } from "../../components/kafka/access";
import { podTemplate } from "../../components/kafka/pod";
import { deploy } from "../support/deploy";
import type { Plain } from "../support/plain";
import { roleContext, separate } from "./support";

const rack = "nodeLabel";
const label = "topology.kubernetes.io/zone";
const spec = (settings: object, name?: string) => (podTemplate(roleContext(settings, name)) as Plain)["spec"] as Plain;
const asking = spec({ rack })["initContainers"][0] as Plain;

/** What the init container writes when the API answers so. */
function zoneOf(answer: string): string {
  const directory = mkdtempSync(join(tmpdir(), "rack-"));
  try {
    writeFileSync(join(directory, "answer"), answer);
    writeFileSync(join(directory, "token"), "secret");
    writeFileSync(
      join(directory, "curl"),
      `#!/bin/sh\nprintf '%s\\n' "$@" > ${directory}/asked\ncat ${directory}/answer\n`,
    );
    chmodSync(join(directory, "curl"), 0o755);
    const [shell = "", flags = "", script = ""] = asking["command"] as string[];
    const here = script.replaceAll("/run/secrets/kubernetes-api", directory).replaceAll("/run/rack", directory);
    const env = { PATH: `${directory}:${process.env["PATH"] ?? ""}`, NODE_NAME: "node-1" };
    execFileSync(shell, [flags, here], { env });
    assert.match(
      readFileSync(join(directory, "asked"), "utf8"),
      /^https:\/\/kubernetes\.default\.svc\/api\/v1\/nodes\/node-1$/m,
    );
    return readFileSync(join(directory, "zone"), "utf8").trim();
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("brokers that ask for their node's zone", () => {
  const metadata = {
    annotations: { note: JSON.stringify({ [label]: "an old one" }) },
    labels: { "kubernetes.io/os": "linux", [label]: "zone-2" },
    managedFields: [{ fieldsV1: { [`f:${label}`]: {} } }],
  };

  it("have it from the node's label, however the answer is written", () => {
    assert.deepEqual(
      [zoneOf(JSON.stringify({ metadata })), zoneOf(JSON.stringify({ metadata }, undefined, 2))],
      ["zone-2", "zone-2"],
    );
  });

  it("have none of a node without that label", () => {
    assert.equal(zoneOf(JSON.stringify({ metadata: { ...metadata, labels: {} } })), "");
  });

  it("have the account's token in the container that asks, and nowhere else", () => {
    const { containers, volumes, automountServiceAccountToken } = spec({ rack });
    const mounting = (container: Plain) => (container["volumeMounts"] as Plain[]).map(({ name }) => name as string);
    assert.equal(automountServiceAccountToken, false);
    assert.ok(mounting(asking).includes("kubernetes-api") && !mounting(containers[0]).includes("kubernetes-api"));
    assert.ok((volumes as Plain[]).some(({ projected }) => projected?.sources[0].serviceAccountToken.path === "token"));
  });

  it("ask by the image that is said", () => {
    const images = (settings: object) =>
      (spec(settings)["initContainers"] as Plain[]).map(({ image }) => image as string);
    assert.deepEqual(images({ rack }), ["curlimages/curl:8.16.0"]);
    assert.deepEqual(images({ rack, rackImage: "mirror/curl:1" }), ["mirror/curl:1"]);
  });

  it("are the only ones: controllers do not, nor brokers whose pod has the zone", () => {
    assert.equal(spec({ ...separate, rack }, "kafka-controller")["initContainers"], undefined);
    assert.equal(spec({ rack: "podLabel" })["initContainers"], undefined);
  });

  it("may read a node and reach the API, and without the setting neither", async () => {
    const made = async (settings: object) => {
      const all = await deploy(() => new KafkaCluster("kafka", { namespace: "messaging", ...settings }));
      return all.filter(({ inputs }) => /^ClusterRole/.test(String(inputs["kind"]))).map(({ inputs }) => inputs);
    };
    const [role, binding] = (await made({ rack })) as [Plain, Plain];
    assert.deepEqual(role["rules"], [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }]);
    assert.deepEqual(binding["subjects"], [{ kind: "ServiceAccount", name: "kafka", namespace: "messaging" }]);
    assert.deepEqual(
      [role["metadata"].name, binding["roleRef"].name],
      ["messaging-kafka-rack", "messaging-kafka-rack"],
    );
    assert.deepEqual(await made({ rack: "podLabel" }), []);
    const api = (settings: object) =>
      JSON.stringify(memberNetworkPolicy(roleContext(settings)).spec).includes('"port":6443');
    assert.deepEqual([api({ rack }), api({})], [true, false]);
  });
});
