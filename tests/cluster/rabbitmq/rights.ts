import assert from "node:assert/strict";
import type { Probe } from "../support/probe";
import { attempt, type Secured } from "./secured";

const exchanges = ["orders", "amq.topic", "amq.default"];
const queues = ["incoming", "other"];

/** Who is let in, and what connected applications may do. */
export function rightsTests(secured: Secured): void {
  let producer: Probe;
  let consumer: Probe;

  before(async () => {
    [producer, consumer] = await Promise.all([
      secured.client("producer", "rabbitmq-app-producer"),
      secured.client("consumer", "rabbitmq-app-consumer"),
    ]);
    const mover = await secured.client("owner", "rabbitmq-user-mover");
    assert.equal(await attempt(mover, "declare other"), "ok");
  });

  const refusedLogin = /\(403\) 'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN/;

  it("offers PLAIN and AMQPLAIN, and not ANONYMOUS", async () => {
    assert.equal(await attempt(producer, "mechanisms"), "AMQPLAIN PLAIN");
  });

  it("refuses a wrong password", async () => {
    assert.match(await attempt(producer, "open", { PASSWORD: "wrong" }), refusedLogin);
  });

  it("has no guest", async () => {
    assert.match(await attempt(producer, "open", { USERNAME: "guest", PASSWORD: "guest" }), refusedLogin);
  });

  it("refuses a user in a virtual host that is not his", async () => {
    assert.match(
      await attempt(producer, "open", { VHOST: "/" }),
      /\(530\) .*NOT_ALLOWED - access to vhost .*refused for user/,
    );
  });

  it("lets each application do what was said and nothing else", async () => {
    const matrix: Record<string, string> = {};
    for (const [name, probe] of Object.entries({ producer, consumer })) {
      const actions = [
        ...exchanges.map((exchange) => `publish ${exchange} key`),
        ...queues.map((queue) => `consume ${queue}`),
        "declare mine",
      ];
      for (const action of actions) {
        const said = await attempt(probe, action);
        if (said !== "ok")
          assert.match(
            said,
            /ACCESS_REFUSED - (\w+ )?access to (queue|exchange) '[^']+' in vhost 'orders' refused for user/,
          );
        else matrix[`${name}: ${action}`] = said;
      }
    }
    assert.deepEqual(matrix, { "producer: publish orders key": "ok", "consumer: consume incoming": "ok" });
  });
}
