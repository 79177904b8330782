import assert from "node:assert/strict";
import fc from "fast-check";
import { applyOrder, type Ordered } from "../../plan/order";

const item = (kind: string, name: string, after: string[] = []): Ordered => ({
  id: `${kind}/${name}`,
  kind,
  namespace: "n",
  name,
  after,
});
const ids = (items: Ordered[]): string[] => applyOrder(items).map(({ id }) => id);

describe("apply order", () => {
  it("puts what others need before them, and kinds it does not know last", () => {
    const kinds = [
      "PodMonitor",
      "Job",
      "StatefulSet",
      "Service",
      "Secret",
      "NetworkPolicy",
      "ServiceAccount",
      "Namespace",
    ];
    assert.deepEqual(
      ids(kinds.map((kind) => item(kind, "a"))),
      kinds
        .toReversed()
        .map((kind) => `${kind}/a`)
        .filter((id) => !id.startsWith("PodM"))
        .concat("PodMonitor/a"),
    );
  });

  it("sorts objects of one kind by name, whatever the order of registration", () => {
    assert.deepEqual(ids([item("Service", "b"), item("Service", "a")]), ["Service/a", "Service/b"]);
  });

  it("puts what waits for another kind after that, and moves nothing else", () => {
    const order = ids([
      item("ServiceAccount", "late", ["StatefulSet/a"]),
      item("StatefulSet", "a"),
      item("Secret", "s"),
    ]);
    assert.deepEqual(order, ["Secret/s", "StatefulSet/a", "ServiceAccount/late"]);
  });

  it("ignores dependencies on what is no Kubernetes object", () => {
    assert.deepEqual(ids([item("Secret", "s", ["RandomPassword/p"])]), ["Secret/s"]);
  });

  it("names a circle", () => {
    const circle = [item("Secret", "a", ["Secret/b"]), item("Secret", "b", ["Secret/a"])];
    assert.throws(() => applyOrder(circle), { message: "Secret/a needs Secret/b needs Secret/a" });
  });

  it("keeps every object and every dependency", () => {
    const graph = fc.array(fc.tuple(fc.constantFrom("Namespace", "Secret", "Job", "Other"), fc.array(fc.nat(20))), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(graph, (nodes) => {
        // a node depends on earlier ones only, so there is no circle
        const items = nodes.map(([kind, after], at) => ({
          ...item(kind, String(at)),
          id: String(at),
          after: after.filter((to) => to < at).map(String),
        }));
        const placed = applyOrder(items).map(({ id }) => id);
        assert.deepEqual(placed.toSorted(), items.map(({ id }) => id).toSorted());
        for (const { id, after } of items) for (const to of after) assert.ok(placed.indexOf(to) < placed.indexOf(id));
      }),
    );
  });
});
