import assert from "node:assert/strict";
import { memberNetworkPolicy } from "../../components/kafka/access";
import { connectionSecret } from "../../components/kafka/connection";
import { externalBootstrap } from "../../components/kafka/external";
import { externalIngresses, externalServices } from "../../components/kafka/external-manifests";
import { headlessService } from "../../components/kafka/manifests";
import { podTemplate } from "../../components/kafka/pod";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../support/deploy";
import { context, roleContext, separate } from "./support";
import type { Plain } from "../support/plain";

const allowedCidrs = ["203.0.113.0/24"];
const loadBalancers = { type: "loadBalancer", host: "kafka-{id}.example.com", allowedCidrs };
const nodePorts = { type: "nodePort", nodePorts: [30092, 30093, 30094], allowedCidrs };
const ingress = {
  type: "ingress",
  host: "kafka-{id}.example.com",
  bootstrapHost: "kafka.example.com",
  ingressClassName: "nginx",
  annotations: { "nginx.ingress.kubernetes.io/ssl-passthrough": "true" },
  allowedPeers: [{ namespaceLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } }],
};

const services = (external: object) => externalServices(context({ external })) as [string, Plain][];
const specs = (external: object) => services(external).map(([, { spec }]) => spec as Plain);
const bootstrap = (external: object) => externalBootstrap(context({ external }).settings);

const labels = {
  "app.kubernetes.io/name": "kafka",
  "app.kubernetes.io/instance": "kafka",
  "app.kubernetes.io/component": "server",
};
const only = (id: number) => ({ ...labels, "statefulset.kubernetes.io/pod-name": `kafka-${id}` });

describe("access to Kafka from outside", () => {
  it("is none when nothing is said", () => {
    assert.deepEqual([externalServices(context()), externalIngresses(context())], [[], []]);
    assert.equal(externalBootstrap(context().settings), "");
    assert.doesNotMatch(roleContext().files["server.properties"] ?? "", /EXTERNAL/);
  });

  it("is a listener of brokers, not of controllers, and no port of the Service for members", () => {
    const settings = { ...separate, external: loadBalancers };
    const listeners = (name: string) =>
      /^listeners=(.*)$/m.exec(roleContext(settings, name).files["server.properties"] ?? "");
    assert.equal(listeners("kafka")?.[1], "CLIENT://:9092,REPLICATION://:9091,EXTERNAL://:9094");
    assert.equal(listeners("kafka-controller")?.[1], "CONTROLLER://:9093");
    const container = (podTemplate(roleContext(settings)) as Plain)["spec"].containers[0] as Plain;
    assert.deepEqual(container["ports"].at(-1), { name: "external", containerPort: 9094 });
    const { spec } = headlessService(roleContext(settings)) as Plain;
    assert.deepEqual(
      spec.ports.map((port: Plain) => port["name"]),
      ["client", "replication"],
    );
  });

  it("by load balancers is one for each broker, for the networks that are allowed and nobody else", () => {
    const [first, second, third, ...more] = services({ ...loadBalancers, loadBalancerClass: "example.com/lb" });
    assert.deepEqual(
      [first?.[0], second?.[0], third?.[0], more],
      ["kafka-external-0", "kafka-external-1", "kafka-external-2", []],
    );
    assert.deepEqual(second?.[1]["spec"], {
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      loadBalancerClass: "example.com/lb",
      loadBalancerSourceRanges: allowedCidrs,
      selector: only(1),
      publishNotReadyAddresses: true,
      ports: [{ name: "external", port: 9094, targetPort: "external" }],
    });
  });

  it("by load balancers has one more for the first connection, where it has a name", () => {
    const external = { ...loadBalancers, bootstrapHost: "kafka.example.com", port: 9443 };
    const [[name, manifest] = ["", {}]] = services(external);
    const spec = manifest["spec"] as Plain;
    assert.equal(name, "kafka-external");
    assert.deepEqual([spec["selector"], spec["publishNotReadyAddresses"]], [labels, undefined]);
    assert.deepEqual(
      specs(external).map(({ ports }) => (ports as Plain[])[0]?.["port"] as number),
      [9443, 9443, 9443, 9443],
    );
    assert.equal(bootstrap(external), "kafka.example.com:9443");
  });

  it("tells external-dns and others each broker's own name", () => {
    const annotations = { "external-dns.alpha.kubernetes.io/hostname": "{host}", "example.com/broker": "b{id}" };
    const [, [, { metadata }] = ["", {} as Plain]] = services({ ...loadBalancers, annotations });
    assert.deepEqual(metadata.annotations, {
      "external-dns.alpha.kubernetes.io/hostname": "kafka-1.example.com",
      "example.com/broker": "b1",
    });
  });

  it("by node ports is a port for each broker, on the broker's own node", () => {
    assert.deepEqual(specs(nodePorts)[2], {
      type: "NodePort",
      externalTrafficPolicy: "Local",
      selector: only(2),
      publishNotReadyAddresses: true,
      ports: [{ name: "external", port: 9094, targetPort: "external", nodePort: 30094 }],
    });
    const { env } = (podTemplate(roleContext({ external: nodePorts })) as Plain)["spec"].containers[0];
    assert.ok((env as Plain[]).some(({ valueFrom }) => valueFrom?.fieldRef?.fieldPath === "status.hostIP"));
    assert.equal(bootstrap(nodePorts), "");
  });

  it("by node ports behind one name is on every node", () => {
    const external = { ...nodePorts, host: "nodes.example.com" };
    assert.deepEqual(
      specs(external).map(({ externalTrafficPolicy }) => externalTrafficPolicy as string),
      ["Cluster", "Cluster", "Cluster"],
    );
    assert.equal(bootstrap(external), [30092, 30093, 30094].map((port) => `nodes.example.com:${port}`).join(","));
  });

  it("by ingresses is a host for each broker and for the first connection, to Services of their own", () => {
    const ingresses = externalIngresses(context({ external: ingress })) as [string, Plain][];
    assert.deepEqual(
      ingresses.map(([name, { spec }]) => [name, spec.rules[0].host, spec.tls[0].hosts[0]]),
      [
        ["kafka-external", "kafka.example.com", "kafka.example.com"],
        ...[0, 1, 2].map((id) => [`kafka-external-${id}`, `kafka-${id}.example.com`, `kafka-${id}.example.com`]),
      ],
    );
    const [, manifest] = ingresses[1] ?? ["", {}];
    assert.equal(manifest["spec"].ingressClassName, "nginx");
    assert.deepEqual(manifest["metadata"].annotations, ingress.annotations);
    assert.deepEqual(manifest["spec"].rules[0].http.paths[0].backend, {
      service: { name: "kafka-external-0", port: { name: "external" } },
    });
    assert.equal(specs(ingress)[1]?.["type"], undefined);
    assert.equal(bootstrap(ingress), "kafka.example.com:443");
  });

  it("is open to the networks and pods that are allowed, by its own port only", () => {
    const external = { ...nodePorts, allowedPeers: ingress.allowedPeers };
    const { spec } = memberNetworkPolicy(roleContext({ external })) as Plain;
    assert.deepEqual(spec.ingress.at(-1), {
      from: [
        { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } } },
        { ipBlock: { cidr: "203.0.113.0/24" } },
      ],
      ports: [{ protocol: "TCP", port: 9094 }],
    });
  });

  it("is in the connection's Secret", async () => {
    const endpoint = { bootstrapServers: "inside:9092", protocol: "PLAINTEXT" } as const;
    const { stringData } = connectionSecret(context({ external: loadBalancers }), "kafka-connection", endpoint);
    const outside = [0, 1, 2].map((id) => `kafka-${id}.example.com:9094`).join(",");
    assert.equal(await valueOf(pulumi.output((stringData as Plain)["external-bootstrap-servers"])), outside);
  });
});
