import assert from "node:assert/strict";
import type { Deployment } from "./deployment";
import { clientImage } from "./env";
import { kubectl } from "./kubectl";
import type { Event, Named } from "./objects";

/** Pod Security of the namespace that the program creates. */
export function admissionTests(fixture: Pick<Deployment, "namespace" | "said">): void {
  it("creates its namespace with Pod Security `restricted` enforced", async () => {
    const { stdout } = await kubectl(["get", "namespace", fixture.namespace.name, "-o", "json"]);
    const { metadata } = JSON.parse(stdout) as Named;
    assert.equal(metadata.labels?.["pod-security.kubernetes.io/enforce"], "restricted");
  });

  it("has a namespace that refuses a pod which is not restricted", async () => {
    const args = ["run", "root", `--image=${clientImage}`, "--dry-run=server"];
    const { code, stderr } = await fixture.namespace.ask(args);
    assert.notEqual(code, 0);
    assert.match(stderr, /violates PodSecurity "restricted/);
  });

  it("is admitted whole, without a complaint of Pod Security", async () => {
    const events = await fixture.namespace.list<Event>("events");
    const said = [...events.map(({ message }) => message), fixture.said];
    assert.deepEqual(
      said.filter((text) => text.includes("PodSecurity")),
      [],
    );
  });
}
