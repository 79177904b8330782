import { configMap, container, statefulSet, volumes } from "./fixtures";
import type { Resource } from "./support";

/** Three ZooKeeper servers, with what is given of their container. */
export const servers = (given: object, spec: object = {}, podSpec: object = {}): Resource =>
  statefulSet({ containers: [{ ...container, image: "zookeeper:3.9.4", ...given }], ...podSpec }, spec);

/** A stack that says the same keys of zoo.cfg to its servers, in each of the ways there are. */
export function encodings(
  settings: Record<string, string | number>,
  variables: Record<string, string | number> = {},
  podSpec: object = {},
): [how: string, stack: Resource[]][] {
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const file = configMap({ "zoo.cfg": lines.join("\n") });
  const env = Object.entries(variables).map(([name, value]) => ({ name, value: String(value) }));
  const heredoc = `cat > /conf/zoo.cfg <<-"END"\n${lines.join("\n")}\nEND\nexec zkServer.sh start-foreground`;
  const echo = `{\n${lines.map((line) => `  echo '${line}'`).join("\n")}\n} > /conf/zoo.cfg\nzkServer.sh start-foreground`;
  const init = { name: "prepare", image: "busybox", command: ["sh", "-c", heredoc] };
  const ways: [string, Resource[]][] = [
    ["zoo.cfg", [servers({}, {}, { volumes, ...podSpec }), file]],
    ["ZOO_CFG_EXTRA", [servers({ env: [{ name: "ZOO_CFG_EXTRA", value: lines.join(" ") }] }, {}, podSpec)]],
    ["a here-document", [servers({ command: ["bash", "-c", heredoc] }, {}, podSpec)]],
    ["lines that the command writes", [servers({ command: ["bash", "-c", echo] }, {}, podSpec)]],
    ["a file that an init container writes", [servers({}, {}, { ...podSpec, initContainers: [init] })]],
  ];
  return env.length > 0 ? [...ways, ["variables", [servers({ env }, {}, podSpec)]]] : ways;
}
