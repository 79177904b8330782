import assert from "node:assert/strict";
import { ask, confOf, definitions, json } from "./rabbitmq";

const queue = (args: object, other: object = {}) =>
  definitions({ queues: [{ name: "orders", vhost: "/", durable: true, arguments: args, ...other }] });

describe("policy rabbitmq-replication", () => {
  describe("declared queues", () => {
    const classic = `${json}.queues[0] is a classic queue: its messages are on one node only.`;

    for (const type of ["quorum", "stream"]) {
      it(`accepts a ${type} queue`, async () => assert.deepEqual(await ask(queue({ "x-queue-type": type })), []));
    }

    it("accepts a durable queue without a type, which takes the default", async () => {
      assert.deepEqual(await ask(queue({})), []);
    });

    it("refuses a classic queue", async () => {
      assert.deepEqual(await ask(queue({ "x-queue-type": "classic" })), [classic]);
    });

    it("refuses a queue that is not durable, so classic", async () => {
      assert.deepEqual(await ask(queue({}, { durable: false })), [classic]);
    });

    it("accepts classic queues where they are accepted", async () => {
      assert.deepEqual(await ask(queue({ "x-queue-type": "classic" }), { classicQueues: "accepted" }), []);
    });

    it("refuses a virtual host whose queues are classic", async () => {
      const vhosts = [{ name: "/", metadata: { default_queue_type: "classic" } }];
      assert.deepEqual(await ask(definitions({ vhosts })), [
        `${json}.vhosts[0].metadata.default_queue_type makes queues that are on one node only.`,
      ]);
      assert.deepEqual(
        await ask(definitions({ vhosts: [{ name: "/", default_queue_type: "quorum" }, { name: "a" }] })),
        [],
      );
    });

    it("judges each of two files", async () => {
      const second = JSON.stringify({ queues: [{ name: "b", arguments: { "x-queue-type": "classic" } }] });
      const data = { ...queue({ "x-queue-type": "classic" }), "20-more.json": second };
      assert.deepEqual((await ask(data)).sort(), [classic.replace("definitions", "20-more"), classic].sort());
    });

    it("says when definitions are no JSON, without quoting them", async () => {
      assert.deepEqual(await ask({ ...confOf(), "definitions.json": '{"users": hunter2}' }), [
        `${json} is not valid JSON.`,
      ]);
    });
  });

  describe("members of a quorum queue", () => {
    const path = `${json}.queues[0].arguments.x-quorum-initial-group-size`;
    const size = (members: unknown, settings: object = {}) =>
      ask(queue({ "x-queue-type": "quorum", "x-quorum-initial-group-size": members }), settings);

    for (const members of [3, 5]) {
      it(`accepts ${members}`, async () => assert.deepEqual(await size(members), []));
    }

    it("refuses fewer than the configured number", async () => {
      assert.deepEqual(await size(1), [`${path} gives quorum queues 1 of at least 3 members.`]);
      assert.deepEqual(await size(1, { minGroupSize: 1 }), []);
    });

    it("refuses an even number", async () => {
      assert.deepEqual(await size(4), [`${path} gives quorum queues 4 members, an even number.`]);
    });

    it("refuses a low number for all queues", async () => {
      assert.deepEqual(await ask(confOf("quorum_queue.initial_cluster_size = 1")), [
        `quorum_queue.initial_cluster_size in data["rabbitmq.conf"] gives quorum queues 1 of at least 3 members.`,
      ]);
    });

    it("says when the number is none", async () => {
      assert.deepEqual(await size("many"), [`${path} is not a whole number.`]);
    });
  });
});
