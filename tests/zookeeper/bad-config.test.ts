import assert from "node:assert/strict";
import { refusal } from "../stack/refuse";

/** What is wrong, and the whole message, from the path below `messaging:zookeeper` on. */
const cases: Record<string, [settings: object, ...problems: [path: string, allowed: string, remedy: string][]]> = {
  "an even number of members": [
    { replicas: 4 },
    [
      "replicas: 4",
      "an odd number: 1, 3, 5 or 7",
      "use 5; 4 members survive no more losses than 3, since a majority has to agree",
    ],
  ],
  "more members than can agree in time": [
    { replicas: 9 },
    ["replicas: 9", "a number up to 7", "change it to a number up to 7"],
  ],
  "autopurge switched off": [
    { autopurge: { purgeInterval: 0 } },
    ["autopurge.purgeInterval: 0", "a number from 1", "change it to a number from 1"],
  ],
  "fewer snapshots than ZooKeeper keeps": [
    { autopurge: { snapRetainCount: 1 } },
    ["autopurge.snapRetainCount: 1", "a number from 3", "change it to a number from 3"],
  ],
  "memory in which a member does not start": [
    { resources: { requests: { memory: "128Mi" }, limits: { memory: "128Mi" } } },
    [
      'resources.limits.memory: "128Mi"',
      "at least 256Mi, below which a node does not start",
      "give it 256Mi for development, 1Gi or more otherwise",
    ],
  ],
  "a heap that leaves nothing for the rest of the Java VM": [
    { heap: "1000Mi" },
    [
      'heap: "1000Mi"',
      "up to the memory limit, 1Gi, less 128Mi for what the Java VM needs besides",
      "remove it for half of the limit, or raise the memory request and limit",
    ],
  ],
  "options of the Java VM on two lines": [
    { serverJvmFlags: "-Da=1\n-Db=2" },
    [
      'serverJvmFlags: "-Da=1\\n-Db=2"',
      "options of the Java VM on one line",
      "change it to options of the Java VM on one line",
    ],
  ],
  "a misspelt key of zoo.cfg": [
    { config: { snapCoutn: 100 } },
    ['config.snapCoutn: "100"', "keys that ZooKeeper 3.9 reads", "write snapCount"],
  ],
  "a key with the prefix of system properties": [
    { config: { "zookeeper.snapCount": 100 } },
    [
      'config.zookeeper.snapCount: "100"',
      "keys that ZooKeeper 3.9 reads",
      "write snapCount: in zoo.cfg the prefix goes without saying",
    ],
  ],
  "a system property that has no prefix": [
    { config: { "jute.maxbuffer": 4194304 } },
    [
      'config.jute.maxbuffer: "4194304"',
      "keys that ZooKeeper 3.9 reads",
      "set it in serverJvmFlags: -Djute.maxbuffer=…",
    ],
  ],
  "a key with a value of another type": [
    { config: { snapCount: "many" } },
    ['config.snapCount: "many"', "a whole number", "change it to a whole number"],
  ],
  "a switch that is neither true nor false": [
    { config: { localSessionsEnabled: "on" } },
    ['config.localSessionsEnabled: "on"', "true or false", "change it to true or false"],
  ],
  "a value of two lines": [
    { config: { superUser: "a\nserver.9=x:1:2" } },
    ['config.superUser: "a\\nserver.9=x:1:2"', "a value on one line", "remove the line break"],
  ],
  "a key that has a setting": [
    { config: { tickTime: 1000 } },
    ['config.tickTime: "1000"', "nothing: it is set by the setting of that name", "remove it"],
  ],
  "a member of one's own": [
    { config: { "server.4": "elsewhere:2888:3888" } },
    ['config.server.4: "elsewhere:2888:3888"', "nothing: it is set by replicas", "remove it"],
  ],
  "sessions that may last no less than they may last": [
    { config: { minSessionTimeout: 60000 } },
    [
      'config.minSessionTimeout: "60000"',
      "up to maxSessionTimeout, 40000",
      "raise maxSessionTimeout or lower minSessionTimeout; they are 2 and 20 ticks when nothing is said",
    ],
  ],
  "two things at once": [
    { replicas: 2, config: { dataDir: "/tmp" } },
    [
      "replicas: 2",
      "an odd number: 1, 3, 5 or 7",
      "use 3; 2 members survive no more losses than 1, since a majority has to agree",
    ],
    ['config.dataDir: "/tmp"', "nothing: it is set by the component, which mounts storage there", "remove it"],
  ],
};

describe("ZooKeeper settings are refused with path, value, what is allowed and the remedy", () => {
  for (const [title, [settings, ...problems]] of Object.entries(cases)) {
    it(`fails for ${title}`, async () => {
      assert.equal(
        await refusal({ zookeeper: settings }),
        [
          `stack test: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}`,
          ...problems.map(
            ([path, allowed, remedy]) =>
              `  messaging:zookeeper.${path}\n    allowed: ${allowed}\n    remedy: ${remedy}`,
          ),
        ].join("\n"),
      );
    });
  }
});
