import { z } from "zod";
import { stagedFields } from "../kubernetes/rotation";
import { dnsLabel, object, text } from "../schema";
import { Authentication } from "./user-settings";

const pattern = text(/^(\*|[A-Za-z0-9._-]{1,248}\*?)$/, "a name, or the beginning of names with '*' at its end");

/** Schema of the fields of `KafkaRights`. */
export const rights = {
  produce: z.array(pattern).default([]),
  consume: z.array(pattern).default([]),
  groups: z.array(pattern).optional(),
  transactionalIds: z.array(pattern).default([]),
};

/** A user's name, of which Secrets and Jobs have theirs. */
export const userName = text(/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/, "at most 40 lower-case letters, digits and '-'");

/** Schema of `KafkaUserSettings`. */
export const user = object({
  name: userName,
  authentication: z.enum(Authentication).default("scram"),
  existingSecret: dnsLabel.optional(),
  delete: z.boolean().default(false),
  ...rights,
  ...stagedFields,
});

/** A user with the defaults in. */
export type KafkaUser = z.output<typeof user>;
