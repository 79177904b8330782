import { Pack } from "./support";

let shared: Promise<Pack> | undefined;

/** The server that all files of a process share, and that ends with it; a start costs more than all questions to it. */
export function pack(): Promise<Pack> {
  shared ??= Pack.start().then((server) => server.untilExit());
  return shared;
}
