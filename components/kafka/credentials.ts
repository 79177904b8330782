import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Account } from "./accounts";
import { kafkaUuid } from "./ids";

/** What is generated for a cluster, once, and never again: with other ids its members would refuse their volumes. */
export interface Ids {
  clusterId: pulumi.Output<string>;
  /** Of the first log directory of each controller, in the order of their ordinals. */
  directoryIds: pulumi.Output<string>[];
}

/** Registers the generated ids of a cluster. */
export function ids(name: string, controllers: number, opts: pulumi.CustomResourceOptions): Ids {
  const id = (own: string) => new random.RandomUuid(`${name}-${own}`, {}, opts).result.apply(kafkaUuid);
  return {
    clusterId: id("cluster-id"),
    directoryIds: Array.from({ length: controllers }, (_, i) => id(`directory-id-${i}`)),
  };
}

/** Registers the generated passwords of accounts, by the accounts' names; only another generation makes another. Letters and digits: they stand in properties files unescaped. */
export function passwords(
  name: string,
  accounts: Account[],
  opts: pulumi.CustomResourceOptions,
): Record<string, pulumi.Output<string>> {
  const generated = accounts.filter(({ existingSecret }) => existingSecret === undefined);
  return Object.fromEntries(
    generated.map(({ name: account, generation }) => {
      const keepers = { generation: String(generation) };
      const args = { length: 32, special: false, keepers };
      return [account, new random.RandomPassword(`${name}-user-${account}-password`, args, opts).result];
    }),
  );
}
