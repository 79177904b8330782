import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { PlanError } from "./project";
import { isObject } from "./properties";
import { emulateRandom, type Bytes, type Generated } from "./random";
import { emulateTls, isDue, isTls, placeholderTls } from "./tls";

/** Where the values of generated resources come from. */
export interface GeneratedSource {
  /** The same result for the same resource, until one of its inputs (`keepers` among them) changes or a certificate is about to end. */
  get(urn: string, type: string, inputs: Record<string, unknown>): Promise<Generated>;
}

interface Entry extends Generated {
  /** SHA-256 of the inputs that the values were made for. */
  inputs: string;
}

interface Content {
  version: 1;
  resources: Record<string, Entry>;
}

const hashOf = (inputs: Record<string, unknown>): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(inputs).sort()))
    .digest("hex");

/** An endless stream of bytes that depends on `seed` alone. */
function seeded(seed: string): Bytes {
  let pool = Buffer.alloc(0);
  let block = 0;
  return (count) => {
    while (pool.length < count) {
      pool = Buffer.concat([
        pool,
        createHash("sha512")
          .update(`${seed} ${String(block++)}`)
          .digest(),
      ]);
    }
    const taken = Buffer.from(pool.subarray(0, count));
    pool = pool.subarray(count);
    return taken;
  };
}

/** The same values in every run, of the right form; they are never shown, only what is made of them is counted. */
export const placeholderValues: GeneratedSource = {
  get: (urn, type, inputs) =>
    Promise.resolve(
      isTls(type) ? placeholderTls(urn, type) : emulateRandom(type, inputs, seeded(`${urn} ${hashOf(inputs)}`)),
    ),
};

/** Real values that live in a file of mode 0600, as they live in the state after `pulumi up`. */
export class SecretsFile implements GeneratedSource {
  readonly #file: string;
  readonly #content: Content;
  #changed = false;

  constructor(file: string) {
    this.#file = file;
    this.#content = existsSync(file) ? read(file) : { version: 1, resources: {} };
  }

  async get(urn: string, type: string, inputs: Record<string, unknown>): Promise<Generated> {
    const hash = hashOf(inputs);
    const old = this.#content.resources[urn];
    if (old?.inputs === hash && !isDue(old, inputs)) return old;
    const result = isTls(type) ? await emulateTls(type, inputs) : emulateRandom(type, inputs, randomBytes);
    const made = { inputs: hash, ...result };
    this.#content.resources[urn] = made;
    this.#changed = true;
    return made;
  }

  /** `text` without any of the values, in case an error message quotes one. */
  hide(text: string): string {
    const values = Object.values(this.#content.resources).flatMap(({ outputs }) => Object.values(outputs));
    // a very short value would be found by chance
    const strings = values.filter((value): value is string => typeof value === "string" && value.length >= 8);
    return strings.reduce((rest, value) => rest.replaceAll(value, "[secret]"), text);
  }

  /** Writes new values, never half a file: what a running broker was given must not get lost. */
  save(): void {
    try {
      if (!this.#changed) {
        // A program without random values has nothing to keep, and no file then.
        if (existsSync(this.#file)) chmodSync(this.#file, 0o600);
        return;
      }
      mkdirSync(dirname(this.#file), { recursive: true });
      const temporary = `${this.#file}.${String(process.pid)}`;
      writeFileSync(temporary, `${JSON.stringify(this.#content, undefined, 2)}\n`, {
        mode: 0o600,
        flag: "wx",
        flush: true,
      });
      renameSync(temporary, this.#file);
    } catch (error) {
      throw new PlanError(`--secrets ${this.#file} cannot be written: ${(error as Error).message}`);
    }
  }
}

function read(file: string): Content {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(content) && content["version"] === 1 && isObject(content["resources"]))
      return content as unknown as Content;
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      throw new PlanError(`--secrets ${file} cannot be read: ${(error as Error).message}`);
    }
  }
  throw new PlanError(`--secrets ${file} is no file of generated secrets; name another one, it is left as it is`);
}
