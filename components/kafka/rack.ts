import type { types } from "@pulumi/kubernetes";
import { zoneLabel } from "../kubernetes/labels";
import { containerSecurity } from "../kubernetes/security";
import type { RoleContext } from "./context";
import { RackSource } from "./settings";

type Container = types.input.core.v1.Container;
type Mount = types.input.core.v1.VolumeMount;
type Volume = types.input.core.v1.Volume;

/** Where a broker reads its zone when it asks for it itself. */
export const zoneFile = "/run/rack/zone";

/** The account of the init container alone: the broker's own has no token. */
const account = "/run/secrets/kubernetes-api";

const defaultImage = "curlimages/curl:8.16.0";

/** Only what names the node comes back, so that the label is found without a parser of JSON; a label in an annotation has its quotes escaped. */
const script = `node=$(curl --silent --show-error --fail --retry 30 --retry-all-errors --retry-delay 2 --max-time 10 \\
  --cacert ${account}/ca.crt --header "Authorization: Bearer $(cat ${account}/token)" \\
  --header "Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io" \\
  "https://kubernetes.default.svc/api/v1/nodes/$NODE_NAME")
printf %s "$node" | sed -n 's|.*"${zoneLabel}": *"\\([^"]*\\)".*|\\1|p' > ${zoneFile}`;

/** Whether the role's members ask the Kubernetes API for their node's zone. */
export function asksForZone({ role, settings }: RoleContext): boolean {
  return role.broker && settings.rack === RackSource.nodeLabel;
}

/** Writes the zone of the pod's node to a file. */
export function rackContainers(context: RoleContext): Container[] {
  if (!asksForZone(context)) return [];
  return [
    {
      name: "rack",
      image: context.settings.rackImage ?? defaultImage,
      imagePullPolicy: "IfNotPresent",
      command: ["sh", "-euc", script],
      env: [{ name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
      securityContext: containerSecurity,
      resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "200m", memory: "32Mi" } },
      volumeMounts: [
        { name: "rack", mountPath: "/run/rack" },
        { name: "kubernetes-api", mountPath: account, readOnly: true },
      ],
    },
  ];
}

export function rackMounts(context: RoleContext): Mount[] {
  return asksForZone(context) ? [{ name: "rack", mountPath: "/run/rack", readOnly: true }] : [];
}

export function rackVolumes(context: RoleContext): Volume[] {
  if (!asksForZone(context)) return [];
  const authority = { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] };
  const sources = [{ serviceAccountToken: { path: "token", expirationSeconds: 600 } }, { configMap: authority }];
  return [
    { name: "rack", emptyDir: { sizeLimit: "1Mi" } },
    { name: "kubernetes-api", projected: { defaultMode: 0o440, sources } },
  ];
}
