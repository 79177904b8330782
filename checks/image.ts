/** A version as far as a tag tells it; `4` without a minor floats with the newest 4.x. */
export interface Version {
  major: number;
  minor?: number;
}

/** The last part of an image's name and its version: `docker.io/library/rabbitmq:4.3-management` -> `rabbitmq`, 4.3. */
export function parseImage(image: string): { name: string; version?: Version } {
  const [reference = ""] = image.split("@");
  const last = reference.split("/").at(-1) ?? "";
  const [name = "", tag = ""] = last.split(":");
  // Confluent's images carry the platform's version, which is not Kafka's.
  const version = name.startsWith("cp-") ? undefined : parseVersion(/kafka-(\d.*)$/.exec(tag)?.[1] ?? tag);
  return { name: name.toLowerCase(), ...(version && { version }) };
}

/** `4.3.1-management` -> 4.3; undefined for `latest` and the like. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d{1,3})(?:\.(\d{1,3}))?(?:[.+_-]|$)/.exec(text);
  if (!match) return undefined;
  return { major: Number(match[1]), ...(match[2] !== undefined && { minor: Number(match[2]) }) };
}

/** Whether the version is certainly earlier than the given one. */
export function isBefore(version: Version | undefined, major: number, minor: number): boolean {
  if (!version) return false;
  return version.major < major || (version.major === major && (version.minor ?? Infinity) < minor);
}
