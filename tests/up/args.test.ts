import assert from "node:assert/strict";
import { parseArgs, UsageError } from "../../up/args";

const refused = (argv: string[], message: string) =>
  assert.throws(
    () => parseArgs(argv),
    (error) => error instanceof UsageError && error.message === message,
  );

describe("up: command line", () => {
  it("reads the stack by its long and its short name", () => {
    assert.deepEqual(parseArgs(["up", "--stack", "dev"]), { command: "up", stack: "dev", yes: false, rest: [] });
    assert.deepEqual(parseArgs(["down", "-s", "dev", "-y"]), { command: "down", stack: "dev", yes: true, rest: [] });
  });
  it("hands on what stands after --, also what looks like its own", () => {
    assert.deepEqual(parseArgs(["preview", "--stack=org/prod", "--", "--diff", "--", "-s", "x"]), {
      command: "preview",
      stack: "org/prod",
      yes: false,
      rest: ["--diff", "--", "-s", "x"],
    });
  });
  it("asks for nothing when help is wanted", () => {
    assert.equal(parseArgs(["up", "--help"]), undefined);
  });
  it("needs a command, and one of its own", () => {
    refused([], "one of up, down, preview, refresh is needed");
    refused(["toString", "-s", "dev"], "one of up, down, preview, refresh is needed, not toString");
    refused(["--", "up"], "one of up, down, preview, refresh is needed");
  });
  it("needs a stack", () => {
    refused(["up"], "--stack NAME is needed");
    refused(["up", "--stack", ""], "--stack NAME is needed");
    refused(["up", "--", "--stack", "dev"], "--stack NAME is needed");
  });
  it("tells where an option for pulumi goes", () => {
    refused(["up", "dev", "-s", "dev"], "dev: options for pulumi go after a second --");
    refused(["up", "-s", "dev", "--diff"], "Unknown option '--diff'");
  });
});
