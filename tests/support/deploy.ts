import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

/** A resource as the program registered it. */
export interface Registered {
  type: string;
  name: string;
  inputs: pulumi.Inputs;
}

/** Registers what `build` makes, with known outputs: those of kubernetes objects are their inputs, generated ones follow from their name and keepers. */
export async function deploy(
  build: () => unknown,
  config: Record<string, string> = {},
  stack = "test",
): Promise<Registered[]> {
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      call: () => ({}),
      newResource: ({ type, name, inputs }) => {
        resources.push({ type, name, inputs: unwrap(inputs) as Record<string, unknown> });
        return {
          id: name,
          state: { ...(inputs as object), ...generated(type, name, inputs as RandomInputs) },
        };
      },
    },
    "messaging",
    stack,
    true,
  );
  pulumi.runtime.setAllConfig(config);
  // The SDK notes a stack for every promise, and to find each one's line in its source takes longer than the promise.
  process.setSourceMapsEnabled(false);
  try {
    build();
  } finally {
    await pulumi.runtime.disconnect();
    process.setSourceMapsEnabled(true);
  }
  return resources;
}

/** The only resource of that type, and of that name if one is given. */
export function only(resources: Registered[], type: string, name?: string): Registered {
  const found = resources.filter(
    (resource) => resource.type === type && (name === undefined || resource.name === name),
  );
  assert.equal(found.length, 1, `${found.length} of ${type} ${name ?? ""}`);
  return found[0] as Registered;
}

/** The value of an output. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** What a provider without a cluster gives. */
function generated(type: string, name: string, inputs: RandomInputs): Record<string, string> {
  if (type.startsWith("random:")) return random(name, inputs);
  if (!type.startsWith("tls:")) return {};
  return {
    privateKeyPem: `key of ${name}`,
    privateKeyPemPkcs8: `PKCS #8 of ${name}`,
    certRequestPem: `request of ${name}`,
    certPem: `certificate of ${name}`,
  };
}

type RandomInputs = { length: number; keepers?: Record<string, string> };

function random(name: string, { length, keepers }: RandomInputs): Record<string, string> {
  const text = `${name}${JSON.stringify(keepers ?? {})}`.replace(/[^A-Za-z0-9]/g, "");
  return { result: text.padEnd(length, "x").slice(-length), hex: "00".repeat(length) };
}

const secretSignature = "4dabf18193072939515e22adb298388d";

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  if (secretSignature in value) return unwrap((value as unknown as { value: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}
