import assert from "node:assert/strict";
import type { Members } from "../support/members";
import { reportPassage } from "../support/report";
import type { Fixture } from "./fixture";
import { handover } from "./shapes";

/** What happens to members, with the ledger running. What a busy machine spoils is done to them once more, and the second time counts. */
export function faultTests(fixture: Fixture): void {
  const { failover } = fixture.shape;
  const acknowledgesAgain = (limit: number, what: string, fault: () => Promise<unknown>): void => {
    const holds = async (): Promise<boolean> => {
      const passage = await fixture.ledger.through(fault);
      reportPassage(passage);
      return passage.gap <= limit;
    };
    it(`acknowledges again within ${limit} s ${what}`, async () => {
      assert.ok((await holds()) || (await holds()));
    });
  };
  const broker = (ordinal: number): string => fixture.members.podNames[ordinal] ?? "";

  for (const ordinal of [0, 1, 2]) {
    acknowledgesAgain(failover, `after broker ${ordinal} crashed`, () => fixture.members.kill(broker(ordinal)));
  }
  for (const ordinal of [0, 1, 2]) {
    acknowledgesAgain(handover, `after broker ${ordinal} was deleted`, () =>
      fixture.members.replace([broker(ordinal)]),
    );
  }

  acknowledgesAgain(handover, "after broker 0 lost its volume, which the others' copies then fill", () =>
    fixture.members.loseVolumes(broker(0)),
  );

  if (fixture.shape.controllers) {
    acknowledgesAgain(failover, "after the leader of the controllers crashed", async () => {
      const { controllers, members } = fixture;
      await controllers.kill(controllers.podNames[(await members.leader()) % 1000] ?? "");
    });
  }
  if (fixture.shape.zookeeper) {
    acknowledgesAgain(failover, "after the ensemble's leader crashed", async () => {
      await fixture.ensemble.kill(await fixture.ensemble.leader());
    });
  }

  let threads = 8;
  acknowledgesAgain(handover, "while a config change rolls all brokers", async () => {
    const before = (await fixture.members.pods()).map(({ metadata }) => metadata.uid);
    fixture.configure({ config: { "num.io.threads": ++threads } });
    await fixture.redeploy();
    const after = (await fixture.members.pods()).filter(({ metadata }) => !before.includes(metadata.uid));
    assert.equal(after.length, 3);
  });

  it("comes back by itself after all members were deleted at once", async () => {
    const replaceAll = (members: Members) => members.replace(members.podNames);
    reportPassage(await fixture.ledger.through(() => Promise.all(fixture.everyone.map(replaceAll))));
  });
}
