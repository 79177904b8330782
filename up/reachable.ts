import { connect } from "node:net";

const patienceMs = 5000;

/** Whether the API server at that URL takes connections; whether it lets us in, Pulumi will tell. */
export function reachable(server: string): Promise<boolean> {
  if (!URL.canParse(server)) return Promise.resolve(false);
  const url = new URL(server);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (url.protocol === "http:" ? 80 : 443);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}
