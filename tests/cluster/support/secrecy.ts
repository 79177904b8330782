import assert from "node:assert/strict";
import { encodings } from "../../support/encodings";
import type { Namespace } from "./kubectl";
import type { Named, Pod, Secret } from "./objects";

/** Keys of Secrets that nobody may read, besides all of those that hold passwords by user. */
const secretKey = /^(password|cookie|tls\.key)$/;

async function secretsOf(namespace: Namespace): Promise<string[]> {
  const all = await namespace.list<Secret>("secrets");
  return all.flatMap(({ metadata: { name }, data = {} }) =>
    Object.entries(data)
      .filter(([key]) => secretKey.test(key) || name.endsWith("-passwords"))
      .map(([, value]) => Buffer.from(value, "base64").toString()),
  );
}

/** Secrets of the namespace are in no log and in no object that is none. */
export function secrecyTests(namespace: Namespace): void {
  describe("keeps its secrets", () => {
    let secrets: string[];
    before(async () => {
      secrets = await secretsOf(namespace);
      assert.ok(secrets.length >= 5, `${secrets.length} secrets`);
    });

    const leaked = (text: string) => secrets.filter((value) => encodings(value).some((form) => text.includes(form)));

    it("out of the log of every container", async () => {
      const pods = await namespace.list<Pod>("pods");
      for (const { metadata } of pods) {
        const { stdout, stderr } = await namespace.run(["logs", metadata.name, "--all-containers"]);
        assert.equal(leaked(stdout + stderr).length, 0, metadata.name);
      }
    });

    it("out of every other object, as Kubernetes has it", async () => {
      const kinds = "pods,statefulsets,jobs,configmaps,services,networkpolicies,serviceaccounts,events";
      for (const object of await namespace.list<Named>(kinds)) {
        assert.equal(leaked(JSON.stringify(object)).length, 0, `${object.kind}/${object.metadata.name}`);
      }
    });
  });
}
