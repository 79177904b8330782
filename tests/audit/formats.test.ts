import assert from "node:assert/strict";
import { write } from "../../audit/formats";
import { auditOf, two } from "./support";

const nasty = two.replace("name: mq\n  namespace", 'name: "<&\\"mq\\u0001>"\n  namespace');
const result = auditOf({ "a.yaml": `${two}---\na: [\n`, "b.yaml": nasty }, ["quorum-replicas"]);

describe("audit's formats", () => {
  it("json is a list of findings and nothing else", () => {
    const [first, ...others] = JSON.parse(write.json(result)) as object[];
    assert.deepEqual(first, {
      id: "quorum-replicas",
      severity: "high",
      resource: "StatefulSet/messaging/mq",
      message: "RabbitMQ has 2 of at least 3 members (spec.replicas).",
      remedy: "Set spec.replicas to 3 or more.",
      file: "a.yaml",
      line: 7,
    });
    assert.equal(others.length, 1);
  });

  it("text has a line that editors jump to, and a sum", () => {
    const lines = write.text(result).split("\n");
    assert.equal(lines[0], "a.yaml:7: error quorum-replicas (high) StatefulSet/messaging/mq");
    assert.equal(lines.at(-2), "2 objects judged, 1 not read: 2 mandatory, 0 advisory");
  });

  it("sarif names rule, place and what was not read", () => {
    const log = JSON.parse(write.sarif(result));
    const [run] = log.runs;
    assert.equal(log.version, "2.1.0");
    const [first] = run.results;
    assert.equal(run.tool.driver.rules[first.ruleIndex].id, "quorum-replicas");
    assert.deepEqual(first.locations[0].physicalLocation, {
      artifactLocation: { uri: "a.yaml" },
      region: { startLine: 7 },
    });
    assert.equal(first.level, "error");
    assert.equal(run.invocations[0].executionSuccessful, false);
    assert.equal(run.invocations[0].toolExecutionNotifications.length, 1);
  });

  it("junit counts failures and errors, and is XML whatever people name their objects", () => {
    const xml = write.junit(result);
    assert.match(xml, /<testsuite name="a.yaml" tests="2" failures="1" errors="1">/);
    assert.match(xml, /classname="StatefulSet\/messaging\/&lt;&amp;&quot;mq\?&gt;"/);
    // eslint would have no control characters in the pattern
    assert.ok([...xml].every((mark) => mark >= " " || mark === "\n"));
  });
});
