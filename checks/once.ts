import type { Field } from "./field";
import type { Broker } from "./recognise";
import type { Stack } from "./stack";

/**
 * The same function, computed once for a broker in a stack: a dozen rules read the same settings, and parsing them is most
 * of what judging costs. Objects do not change while they are judged.
 */
export function oncePerBroker<T>(
  make: (workload: Field, broker: Broker, stack?: Stack) => T,
): (workload: Field, broker: Broker, stack?: Stack) => T {
  const made = new WeakMap<Broker, { stack: Stack | undefined; result: T }>();
  return (workload, broker, stack) => {
    const known = made.get(broker);
    if (known && known.stack === stack) return known.result;
    const result = make(workload, broker, stack);
    made.set(broker, { stack, result });
    return result;
  };
}
