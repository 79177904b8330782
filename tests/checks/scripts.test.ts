import assert from "node:assert/strict";
import { writtenLines } from "../../checks/scripts";

const lines = (script: string) => writtenLines(script).split("\n").filter(Boolean);

describe("what a script writes", () => {
  const edits: [what: string, script: string, written: string[]][] = [
    ["a substitution", "sed -i 's/^a.b=.*/a.b=1/' /c/x.properties", ["a.b=1"]],
    ["another delimiter", 'sed -i "s|#a.b=|a.b=1/2|g" x', ["a.b=1/2"]],
    ["several expressions", "sed -e 's/x/a=1/' -e 's,y,b = 2,' in > out; sed -i s#z#c=3# x", ["a=1", "b = 2", "c=3"]],
    ["an escaped delimiter", String.raw`sed -i 's/^dir=.*/dir=\/data\/log/' x`, ["dir=/data/log"]],
    ["two lines at once", String.raw`sed 's/x/a=1\nb=2/' x`, ["a=1", "b=2"]],
    ["a line that is added", "sed -i '$a a.b=1' x && sed -i '3i\\c=2' x", ["a.b=1", "c=2"]],
    ["a line that is changed", 'sed -i "/^a=/c a=2" x', ["a=2"]],
    ["a variable", 'sed -i "s/^id=.*/id=$ID/" x', ["id=$ID"]],
  ];
  for (const [what, script, written] of edits) {
    it(`by sed is ${what}`, () => assert.deepEqual(lines(script), written));
  }

  const nothing: [what: string, script: string][] = [
    ["a part of a line", "sed -i 's/=3/=1/' x"],
    ["what takes up what was there", String.raw`sed -i 's/^\(a\)=.*/\1=2/' x; sed 's/a=/b=&/' x`],
    ["a comment", 'sed -i "s/^server\\./#server./" x'],
    ["a line that is deleted", "sed -i '/^a=/d' x"],
    ["a path with slashes before it", "cp /configs/server.properties /tmp/; sed -i '/a=b/d' /tmp/x"],
    ["no sed", "awk 's/x/a=1/' x"],
  ];
  for (const [what, script] of nothing) {
    it(`by sed is no setting of ${what}`, () => assert.deepEqual(lines(script), []));
  }

  it("takes no longer for a line that is made to", () => {
    const long = `sed -i 's/${"\\\\".repeat(5000)}${"a=".repeat(5000)}`;
    const before = performance.now();
    writtenLines(long);
    assert.ok(performance.now() - before < 1000);
  });
});
