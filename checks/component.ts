import type { Field } from "./field";

/** Members of a message system that a component's arguments describe. */
export interface Members {
  /** What is said of them; what is left out is the component's default, and seen on its StatefulSet. */
  args: Field;
  /** Whether they elect a leader among themselves. */
  vote: boolean;
}

/** The members that arguments of our components speak of. */
export function membersOf(kind: string, args: Field): Members[] {
  if (kind !== "KafkaCluster") return [{ args, vote: true }];
  const [brokers, controllers] = [args.get("brokers"), args.get("controllers")];
  const combined = !controllers.present && args.get("mode").text() !== "zookeeper";
  return [{ args: brokers, vote: combined }, ...(controllers.present ? [{ args: controllers, vote: true }] : [])];
}
