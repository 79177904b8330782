import { Field } from "../field";

/** Strimzi's own listeners, between its nodes; both are encrypted and ask for certificates. */
const control = { name: "CONTROLPLANE-9090", port: 9090, protocol: "SSL" };
const replication = { name: "REPLICATION-9091", port: 9091, protocol: "SSL" };

/** What Strimzi writes into server.properties for the listeners of a Kafka resource. */
export function listenerSettings(listeners: Field, roles: string[]): Record<string, Field> {
  const own = [
    ...(roles.includes("controller") ? [control] : []),
    ...(roles.includes("broker") ? [replication, ...clientListeners(listeners)] : []),
  ];
  const place = (value: string) => new Field(value, listeners.path);
  return {
    listeners: place(own.map(({ name, port }) => `${name}://0.0.0.0:${port}`).join(",")),
    "listener.security.protocol.map": place(
      [control, ...own.filter((one) => one !== control)].map(({ name, protocol }) => `${name}:${protocol}`).join(","),
    ),
    "controller.listener.names": place(control.name),
    "inter.broker.listener.name": place(replication.name),
  };
}

interface Listener {
  name: string;
  port: number;
  protocol: string;
}

function clientListeners(listeners: Field): Listener[] {
  return listeners.items().map((listener) => {
    const port = listener.get("port").integer() ?? 0;
    const tls = listener.get("tls").isTrue();
    const type = listener.get("authentication", "type").text() ?? "";
    // Certificates are checked by TLS itself.
    const sasl = type !== "" && type !== "tls";
    const protocol = `${sasl ? "SASL_" : ""}${tls ? "SSL" : "PLAINTEXT"}`;
    return { name: `${(listener.get("name").text() ?? "").toUpperCase()}-${port}`, port, protocol };
  });
}

/** A Service for each listener that is reached from outside by one. */
export function externalServices(cluster: string, listeners: Field): { name: string; spec: object }[] {
  const types: Record<string, string> = { nodeport: "NodePort", loadbalancer: "LoadBalancer" };
  return listeners.items().flatMap((listener) => {
    const type = types[listener.get("type").text() ?? ""];
    if (type === undefined) return [];
    const name = listener.get("name").text() ?? "";
    const port = listener.get("port");
    const spec = {
      type: new Field(type, listener.get("type").path),
      selector: selectorOf(cluster),
      ports: [{ name: `tcp-${name}`, port, targetPort: port }],
    };
    return [{ name: `${cluster}-kafka-${name}-bootstrap`, spec }];
  });
}

/** Labels that people select the pods of a cluster by, beside those that the operator itself selects by. */
export const wellKnown = (cluster: string, component: "kafka" | "zookeeper"): Record<string, string> => ({
  "app.kubernetes.io/name": component,
  "app.kubernetes.io/instance": cluster,
  "strimzi.io/component-type": component,
});

/** Labels that all nodes of a cluster have. */
export const selectorOf = (cluster: string): Record<string, string> => ({
  "strimzi.io/cluster": cluster,
  "strimzi.io/kind": "Kafka",
  "strimzi.io/name": `${cluster}-kafka`,
});
