import { files } from "../tls/manifests";
import { tlsPath } from "./listeners";

/** File with the options of TLS between nodes. https://www.rabbitmq.com/docs/clustering-ssl */
export const optfile = { name: "inter_node_tls.config", path: "/etc/rabbitmq/inter_node_tls.config" } as const;

/** Arguments of the Erlang VM, of a node as of its tools, by which they speak TLS to each other. */
export const distributionArguments = `-proto_dist inet_tls -ssl_dist_optfile ${optfile.path}`;

/**
 * The file, Erlang terms. Either side shows its certificate; who connects compares the host's name with it, which Erlang does by
 * itself where it verifies.
 */
export const optfileContent = `[
  {server, [
${options("    ")},
    {fail_if_no_peer_cert, true}
  ]},
  {client, [
${options("    ")}
  ]}
].
`;

function options(indent: string): string {
  return [
    `{cacertfile, "${tlsPath}/${files.authorities}"}`,
    `{certfile, "${tlsPath}/${files.certificate}"}`,
    `{keyfile, "${tlsPath}/${files.key}"}`,
    "{versions, ['tlsv1.3', 'tlsv1.2']}",
    "{verify, verify_peer}",
  ]
    .map((option) => `${indent}${option}`)
    .join(",\n");
}
