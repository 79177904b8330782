/** ConfigMap with the ids that a cluster is formatted with. */
export function idsName(name: string): string {
  return `${name}-ids`;
}

/** A UUID as Kafka writes it: its 16 bytes in Base64 for URLs, without padding. */
export function kafkaUuid(uuid: string): string {
  return Buffer.from(uuid.replaceAll("-", ""), "hex").toString("base64url");
}
