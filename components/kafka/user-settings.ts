import type { StagedRotationSettings } from "../kubernetes/rotation";

/** How a user proves who it is. */
export const Authentication = {
  /** By a password: SCRAM-SHA-512 over TLS. */
  scram: "scram",
  /** By a certificate of a trusted authority, whose common name is the user's name. */
  tls: "tls",
} as const;
export type Authentication = (typeof Authentication)[keyof typeof Authentication];

/**
 * What a user may do, and nothing else. An entry is a name, or the beginning of names with `*` at its end.
 * https://kafka.apache.org/documentation/#security_authz
 */
export interface KafkaRights {
  /** Topics it may write to. @default none */
  produce?: string[];
  /** Topics it may read. @default none */
  consume?: string[];
  /** Consumer groups it may be in. @default for who consumes, the user's name and `<name>-*` */
  groups?: string[];
  /** Transactional ids of its producers. @default none */
  transactionalIds?: string[];
}

/**
 * A user and its rights, which every update sets to what is declared; who is not declared is not touched. With a generated password it
 * is `<name>-a` or `<name>-b` to the brokers, in turn, see `rotation`; else it has its own name there.
 */
export interface KafkaUserSettings extends KafkaRights, StagedRotationSettings {
  /** Lower-case letters, digits and `-`, at most 40. */
  name: string;
  /** `scram`, or `tls` for the holder of a certificate. @default scram */
  authentication?: Authentication;
  /**
   * Secret of the namespace whose key `password` is the password; what changes there holds after the next update that raises
   * `rotation`, and the old one ends then. @default a generated password
   */
  existingSecret?: string;
  /** Takes its password and rights away; a user that is only taken out of the list keeps them. @default false */
  delete?: boolean;
}
