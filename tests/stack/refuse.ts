import * as pulumi from "@pulumi/pulumi";
import { readStack } from "../../components/stack";

/** Stack config as Pulumi hands it over: structured values as JSON. */
export function asConfig(values: Record<string, unknown>): Record<string, string> {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`messaging:${key}`, text(value)]));
}

/** The whole message with which the config of stack `test` is refused. */
export async function refusal(values: Record<string, unknown>): Promise<string> {
  await pulumi.runtime.setMocks(
    { call: () => ({}), newResource: ({ inputs }) => ({ id: "", state: inputs }) },
    "messaging",
    "test",
    true,
  );
  pulumi.runtime.setAllConfig(asConfig(values));
  try {
    readStack();
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
}
