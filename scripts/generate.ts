import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "./generated";

/** Writes the files that follow from the settings' interfaces and schemas; tests/generated.test.ts tells when they are stale. */
for (const [file, text] of Object.entries(generatedFiles())) {
  writeFileSync(join(__dirname, "..", file), text);
}
