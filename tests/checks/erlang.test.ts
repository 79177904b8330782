import assert from "node:assert/strict";
import { parseAdvanced, parseErlangArguments } from "../../checks/rabbitmq/advanced";
import { parseTerm } from "../../checks/rabbitmq/erlang";

describe("Erlang terms", () => {
  it("are lists, tuples, atoms, strings, binaries and numbers, with comments between", () => {
    const text = `%% a comment
[
  {rabbit, [ {a, 1}, % another
    {'b c', "d\\"e"}, {f, <<"g">>}, {h, -0.5}, {i, []}, {j, {}} ]},
  <<>>
].
`;
    const pair = (key: string, value: unknown) => ({ tuple: [{ atom: key }, value] });
    const list = [
      pair("a", 1),
      pair("b c", 'd"e'),
      pair("f", "g"),
      pair("h", -0.5),
      pair("i", []),
      pair("j", { tuple: [] }),
    ];
    assert.deepEqual(parseTerm(text), [pair("rabbit", list), ""]);
  });

  for (const text of ["", "[{rabbit", "[a, ].", "[a]", "#{a => 1}.", "{a}}."]) {
    it(`are not ${JSON.stringify(text)}`, () => assert.equal(parseTerm(text), undefined));
  }
});

describe("advanced.config", () => {
  const read = (terms: string) => Object.fromEntries(parseAdvanced(`[{other, []}, {rabbit, [${terms}]}].`) ?? []);

  it("has amounts alone and with their kind", () => {
    assert.deepEqual(read('{vm_memory_high_watermark, 0.5}, {disk_free_limit, "2GB"}'), {
      "vm_memory_high_watermark.relative": "0.5",
      "disk_free_limit.absolute": "2GB",
    });
    assert.deepEqual(read("{vm_memory_high_watermark, {absolute, 100}}, {disk_free_limit, {mem_relative, 1.5}}"), {
      "vm_memory_high_watermark.absolute": "100",
      "disk_free_limit.relative": "1.5",
    });
  });

  it("has listeners by port and by address, and none", () => {
    assert.deepEqual(read('{tcp_listeners, [5672, {"127.0.0.1", 5673}]}, {ssl_listeners, []}'), {
      "listeners.tcp.1": "5672",
      "listeners.tcp.2": "127.0.0.1:5673",
      "listeners.ssl": "none",
    });
  });

  it("has users that may only come from the same machine, and nodes", () => {
    assert.deepEqual(read('{loopback_users, [<<"guest">>]}'), { "loopback_users.guest": "true" });
    assert.deepEqual(read("{loopback_users, []}, {cluster_nodes, {['rabbit@a', 'rabbit@b'], disc}}"), {
      loopback_users: "none",
      "cluster_formation.classic_config.nodes.1": "rabbit@a",
      "cluster_formation.classic_config.nodes.2": "rabbit@b",
    });
  });

  it("may be empty, and is not what has no terms", () => {
    assert.deepEqual(parseAdvanced(" \n"), new Map());
    assert.equal(parseAdvanced("default_queue_type = quorum"), undefined);
  });
});

describe("arguments of the Erlang VM", () => {
  it("set keys of the broker", () => {
    const text = "+S 2:2 -rabbit disk_free_limit 1000 -rabbit loopback_users '[]' -kernel x 1";
    assert.deepEqual(Object.fromEntries(parseErlangArguments(text)), {
      "disk_free_limit.absolute": "1000",
      loopback_users: "none",
    });
  });
});
