import type { Namespace } from "../support/kubectl";
import { Members } from "../support/members";
import type { StatefulSet } from "../support/objects";

/** What a member says of itself. */
const srvr = "exec 3<>/dev/tcp/127.0.0.1/2181; printf srvr >&3; cat <&3";

/** Crashes the Java VM: as the first process of its container it takes no signal that it does not handle, and this is one it cannot live on. */
const crash = "kill -SEGV 1";

/** The members of an ensemble. */
export class Ensemble extends Members {
  static async find(namespace: Namespace): Promise<Ensemble> {
    return new Ensemble(namespace, await namespace.get<StatefulSet>("statefulset", "zookeeper"));
  }

  /** The mode of each member, in the order of their ordinals. */
  modes(): Promise<string[]> {
    return Promise.all(
      this.podNames.map(async (pod) => {
        const said = await this.namespace.exec(pod, ["bash", "-c", srvr]);
        return /^Mode: (\w+)$/m.exec(said)?.[1] ?? said;
      }),
    );
  }

  /** The pod that leads. */
  async leader(): Promise<string> {
    const modes = await this.modes();
    const pod = this.podNames[modes.indexOf("leader")];
    if (pod === undefined) throw new Error(`no leader: ${modes.join(", ")}`);
    return pod;
  }

  kill(pod: string): Promise<void> {
    return this.killBy(pod, crash);
  }
}
