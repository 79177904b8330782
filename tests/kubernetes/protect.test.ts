import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { KafkaCluster, RabbitMQCluster, ZooKeeperEnsemble } from "../../components";
import { deploy } from "../support/deploy";

type Make = (opts: pulumi.ComponentResourceOptions) => pulumi.Resource;

const namespace = "messaging";
const users = [{ name: "shop" }];
const jmxExporter = {};
const components: [name: string, make: Make, sets: string[]][] = [
  ["RabbitMQCluster", (opts) => new RabbitMQCluster("a", { namespace, users }, opts), ["a"]],
  ["ZooKeeperEnsemble", (opts) => new ZooKeeperEnsemble("a", { namespace }, opts), ["a"]],
  [
    "KafkaCluster",
    (opts) => new KafkaCluster("a", { namespace, users, controllers: {}, metrics: { jmxExporter } }, opts),
    ["a-controller", "a"],
  ],
];

/** Children that are protected, or would be because their component is. */
async function protectedChildren(make: Make, protect?: boolean): Promise<string[]> {
  const found: string[] = [];
  const note: pulumi.ResourceTransformation = ({ type, name, opts }) => {
    if (!type.startsWith("messaging:") && opts.protect !== false) found.push(`${type} ${name}`);
    return undefined;
  };
  await deploy(() => make({ transformations: [note], ...(protect !== undefined && { protect }) }));
  return found.toSorted();
}

describe("protection from deletion", () => {
  for (const [component, make, sets] of components) {
    it(`of a ${component} is of what holds data, so that Jobs, files and passwords can be replaced`, async () => {
      const wanted = sets.map((name) => `kubernetes:apps/v1:StatefulSet ${name}`).toSorted();
      assert.deepEqual(await protectedChildren(make, true), wanted);
    });

    it(`is none of a ${component} that is not protected`, async () => {
      assert.deepEqual(await protectedChildren(make), []);
      assert.deepEqual(await protectedChildren(make, false), []);
    });
  }
});
