import { spawn, type ChildProcess } from "node:child_process";
import { PlanError } from "./project";

/** A running policy pack: the process that @pulumi/policy makes of it. */
export interface Pack {
  /** Address of its analyzer server. */
  address: Promise<string>;
  /** Ends the process and waits until it has. */
  end(): Promise<void>;
}

const patienceMs = 2000;

/** Starts the pack in `dir` with the environment that the engine gives it. */
export function startPack(dir: string, project: string, stack: string, config: Record<string, string>): Pack {
  const child = spawn(process.execPath, ["bin/index.js"], {
    cwd: dir,
    // the pack ends itself when this pipe closes, even if the plan is killed
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      MESSAGING_PLAN: "1",
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_NODEJS_PROJECT: project,
      PULUMI_NODEJS_STACK: stack,
      PULUMI_NODEJS_DRY_RUN: "true",
      PULUMI_PROJECT: project,
      PULUMI_STACK: stack,
      PULUMI_DRY_RUN: "true",
    },
  });
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const address = readAddress(child);
  // a program that fails first leaves nobody to await the port
  address.catch(() => undefined);
  return {
    address,
    end: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(kill, patienceMs);
      await exited;
      clearTimeout(timer);
      process.off("exit", kill);
    },
  };
}

/** The server's port is the first line it prints. */
function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = "";
    let problems = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (problems += text));
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      const [first, ...rest] = out.split("\n");
      if (!rest.length) return;
      if (/^\d+$/.test(first ?? "")) resolve(`127.0.0.1:${first ?? ""}`);
      else reject(new PlanError(`the policy pack printed "${first ?? ""}" where the engine wants its port`));
    });
    child.once("error", (error) => reject(new PlanError(`the policy pack does not start: ${error.message}`)));
    child.once("close", () => reject(new PlanError(`the policy pack does not start:\n${problems.trim()}`)));
  });
}
