import type { types } from "@pulumi/kubernetes";
import { selector, serverComponent } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import { dns, egress, ingress, kubernetesApi, tcp } from "../kubernetes/network-policy";
import type { Context } from "./manifests";
import { pluginPorts, portsOf } from "./listeners";
import { factsOf } from "./versions";

/** Pods of the Job that imports definitions. */
export const importComponent = "import";

/** epmd, distribution, the tools' distribution, replication of streams. https://www.rabbitmq.com/docs/networking#ports */
const interNode = tcp(4369, 25672, [35672, 35682], [6000, 6500]);

/** What the tools connect to. */
const distribution = tcp(4369, 25672);

/** Between members everything; from outside only what is meant for outside, each port from those who need it. */
export function serverNetworkPolicy(context: Context): types.input.networking.v1.NetworkPolicy {
  const { names, identity, settings } = context;
  const { clients, admins, monitoring } = settings.networkPolicy;
  const members = [{ podLabels: selector(identity, serverComponent) }];
  const tools = [{ podLabels: selector(identity, importComponent) }];
  const ports = portsOf(settings);
  const clientPorts = tcp(ports.amqp, ...pluginPorts(settings));
  return {
    metadata: metadata(context, names.main),
    spec: {
      podSelector: { matchLabels: selector(identity, serverComponent) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        ...ingress({ peers: members, ports: interNode }),
        ...ingress({ peers: tools, ports: distribution }),
        ...ingress({ peers: clients, ports: clientPorts }),
        ...ingress({ peers: admins, ports: [...clientPorts, ...tcp(ports.management)] }),
        ...ingress({ peers: monitoring, ports: tcp(ports.prometheus) }),
        // Where the tools see that a node has started.
        ...ingress({ peers: tools, ports: tcp(ports.amqp) }),
      ],
      egress: [
        ...egress({ peers: members, ports: interNode }),
        dns,
        ...(factsOf(settings.version).discoveryAsksApi ? [kubernetesApi] : []),
      ],
    },
  };
}

/** The Job reaches the nodes, and nobody reaches it. */
export function importNetworkPolicy(context: Context): types.input.networking.v1.NetworkPolicy {
  const { names, identity, settings } = context;
  const members = [{ podLabels: selector(identity, serverComponent) }];
  return {
    metadata: metadata(context, `${names.main}-import`, importComponent),
    spec: {
      podSelector: { matchLabels: selector(identity, importComponent) },
      policyTypes: ["Ingress", "Egress"],
      egress: [...egress({ peers: members, ports: [...distribution, ...tcp(portsOf(settings).amqp)] }), dns],
    },
  };
}

/** An account of its own; nothing is granted to it unless the version's peer discovery asks the Kubernetes API. */
export function serviceAccount(context: Context): types.input.core.v1.ServiceAccount {
  return {
    metadata: metadata(context, context.names.main),
    automountServiceAccountToken: factsOf(context.settings.version).discoveryAsksApi,
  };
}

/** What peer discovery up to 4.0 asks for: the members' addresses, and to leave a note. */
export function discoveryRole(context: Context): types.input.rbac.v1.Role {
  return {
    metadata: metadata(context, context.names.main),
    rules: [
      { apiGroups: [""], resources: ["endpoints"], resourceNames: [context.names.headless], verbs: ["get"] },
      { apiGroups: [""], resources: ["events"], verbs: ["create"] },
    ],
  };
}

/** Gives the Role to the account. */
export function discoveryRoleBinding(context: Context): types.input.rbac.v1.RoleBinding {
  const { names, namespace } = context;
  return {
    metadata: metadata(context, names.main),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: names.main },
    subjects: [{ kind: "ServiceAccount", name: names.main, namespace }],
  };
}
