import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { Member, meta } from "./member";
import { separate } from "./support";

describe("the start of a controller", () => {
  describe("with an empty volume, while others answer where controllers are,", () => {
    const others = createServer();
    before(() => new Promise<void>((resolve) => others.listen(0, "127.0.0.1", resolve)));
    after(() => others.close());
    const port = () => (others.address() as AddressInfo).port;
    const parts = (calls: string[]) => calls.filter((call) => call.endsWith("-controllers"));

    it("comes as a new controller when they are a quorum: its old id might vote twice", async () => {
      const { calls } = await new Member().peer(port()).start(1, { QUORUM: "0" });
      assert.deepEqual(parts(calls), ["--no-initial-controllers"]);
    });

    it("is one of the first when they are none yet", async () => {
      const { calls } = await new Member().peer(port()).start(1, { QUORUM: "1" });
      assert.deepEqual(parts(calls), ["--initial-controllers"]);
    });

    it("waits for another try when they do not tell", async () => {
      const { code, said, calls } = await new Member().peer(port()).start(1, { QUORUM: "124" });
      assert.deepEqual([code, said], [1, "the other controllers are there and do not answer\n"]);
      assert.equal(calls.includes("kafka-storage.sh"), false);
    });

    it("keeps its place among them when only a second volume is empty", async () => {
      const settings = { brokers: { storage: { logDirs: 2 } } };
      const member = new Member(settings).volume("data-0/log/meta.properties", meta(1)).peer(port());
      assert.deepEqual(parts((await member.start(1, { QUORUM: "0" })).calls), ["--initial-controllers"]);
    });

    it("keeps its id with Kafka 3.9, where a new one would have to be added by hand", async () => {
      const { calls } = await new Member({ version: "3.9" }).peer(port()).start(1, { QUORUM: "0" });
      assert.deepEqual(parts(calls), ["--initial-controllers"]);
    });
  });

  it("notes on its volume what it is", async () => {
    const member = new Member(separate, "kafka-controller");
    assert.equal((await member.start(0)).member, "controller 3\n");
  });

  const formatted = (settings: object, noted: string, name?: string) =>
    new Member(settings, name)
      .volume("data-0/log/meta.properties", meta(name ? 1000 : 0))
      .volume("data-0/member", noted);

  for (const [title, settings, noted] of [
    ["was a controller, too", separate, "broker,controller 3"],
    ["was a broker only", {}, "broker 3"],
  ] as const) {
    it(`is refused where it ${title}`, async () => {
      const { code, said, calls } = await formatted(settings, `${noted}\n`).start(0);
      assert.deepEqual([code, calls], [1, []]);
      assert.match(said, /^this member was \S+ and would be \S+: the controllers, who know the topics, do not move/);
    });
  }

  it("is refused when there were more controllers, who go on to count", async () => {
    const start = (controllers: number, noted: string) =>
      formatted({ controllers: { replicas: controllers } }, noted, "kafka-controller").start(0);
    const { code, said } = await start(1, "controller 3\n");
    assert.deepEqual(
      [code, said],
      [
        1,
        "there were 3 controllers and 1 are declared: those that are gone go on to count for the majority\nremedy: declare 3 again\n",
      ],
    );
    assert.equal((await start(5, "controller 3\n")).code, 0);
  });

  it("is refused for another number of controllers with Kafka 3.9, which adds and removes none by itself", async () => {
    const settings = { version: "3.9", controllers: { replicas: 5 } };
    assert.equal((await formatted(settings, "controller 3\n", "kafka-controller").start(0)).code, 1);
  });
});
