import assert from "node:assert/strict";
import { deployer } from "../support/deployer";
import { listenerTests } from "./listeners";
import { reachTests } from "./reach";
import { rightsTests } from "./rights";
import { rotationTests } from "./rotation";
import { Secured } from "./secured";

describe(`RabbitMQ keeps to who may do what, deployed by ${deployer.name}`, () => {
  const secured = new Secured();
  before(() => secured.up());
  after(() => secured.down());

  it("has no listener without TLS but epmd", async () => {
    const { listeners } = await secured.broker.ask<{ listeners: { protocol: string; port: number }[] }>(
      "rabbitmq-diagnostics",
      "listeners",
    );
    assert.deepEqual(
      listeners.map(({ port }) => port).toSorted((a, b) => a - b),
      [5551, 5671, 15671, 15691, 25672],
    );
  });

  listenerTests(secured);
  rightsTests(secured);
  rotationTests(secured);
  reachTests(secured);
});
