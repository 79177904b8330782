import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { metadata, type Owner } from "./manifests";
import type { StagedRotationSettings } from "./rotation";

/** What `connect` of any broker is told besides the rights. */
export interface ConnectArgs extends StagedRotationSettings {
  /** Namespace of the application, which gets the Secret. @default the broker's own */
  namespace?: Input<string>;
}

/** A Secret that applications and libraries bind by. https://servicebinding.io/spec/core/1.1.0/ */
export interface Binding {
  /** Name of the Secret. */
  name: string;
  /** @default the owner's */
  namespace?: Input<string>;
  /** `rabbitmq`, `kafka`. */
  type: string;
  /** PEM of the authorities to trust, when the connection is encrypted and they are known. */
  ca?: Input<string> | undefined;
  /** `host`, `port`, `username`, `password`, `uri`, and what the broker's clients have besides. */
  entries: Record<string, Input<string>>;
}

/** `ca.crt` is the key that Kubernetes has for authorities, `certificates` that of the specification. */
export function bindingSecret(owner: Owner, binding: Binding): types.input.core.v1.Secret {
  const { name, namespace = owner.namespace, type, ca, entries } = binding;
  return {
    metadata: metadata({ ...owner, namespace }, name),
    type: `servicebinding.io/${type}`,
    stringData: {
      type,
      provider: "messaging",
      ...entries,
      ...(ca !== undefined && { "ca.crt": ca, certificates: ca }),
    },
  };
}
