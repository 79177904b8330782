import { deployer } from "../support/deployer";
import { reachMatrix } from "../support/reach";
import { listenerTests } from "./listeners";
import { client } from "./ledger";
import { Secured } from "./secured";
import { znodeTests } from "./znodes";

describe(`ZooKeeper keeps to who may do what, deployed by ${deployer.name}`, () => {
  const secured = new Secured();
  before(() => secured.up());
  after(() => secured.down());

  describe("its listeners", () => listenerTests(secured));
  describe("its znodes", () => znodeTests(secured));
  describe("its ports", () => {
    const { namespace, monitoring } = secured;
    const server = { "app.kubernetes.io/name": "zookeeper", "app.kubernetes.io/instance": "zookeeper" };
    reachMatrix({
      namespace,
      monitoring,
      all: [2281, 2888, 3888, 7000],
      metrics: 7000,
      documented: {
        member: { labels: { ...server, "app.kubernetes.io/component": "server" }, open: [2281, 2888, 3888] },
        broker: { labels: client, open: [2281] },
        admin: { labels: { role: "admin" }, open: [2281] },
      },
      // Of all members the leader alone listens for followers.
      hosts: async () => {
        const leader = await secured.ensemble.leader();
        const pods = await secured.ensemble.pods();
        const pod = pods.find(({ metadata }) => metadata.name === leader);
        return [...secured.ensemble.hosts.filter((host) => host.startsWith(`${leader}.`)), pod?.status.podIP ?? ""];
      },
    });
  });
});
