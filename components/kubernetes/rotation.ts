import { z } from "zod";
import type { Problem } from "../parse";
import { object } from "../schema";

/**
 * A credential that is replaced without a gap: a broker's user has one password, so two users take turns. Raise `rotation`, and the next
 * user is there beside the present one; when all applications have moved, raise `retire`, and the old one goes.
 */
export interface StagedRotationSettings {
  /** Generation in use. Generations 1, 3, 5 are the user `<name>-a`, 2, 4, 6 `<name>-b`, each with a password of its own. @default 1 */
  rotation?: number;
  /** The last generation that is gone; `rotation` is one or two more. @default 0 */
  retire?: number;
}

/** Schema of the fields of `StagedRotationSettings`. */
export const stagedFields = { rotation: z.int().min(1).default(1), retire: z.int().min(0).default(0) };

/** Schema of `StagedRotationSettings`. */
export const staged = object(stagedFields);

/** Staged rotation with the defaults in. */
export type Staged = z.output<typeof staged>;

/** A user of one generation. */
export interface Turn {
  user: string;
  generation: number;
}

/** The users of a name: those that work, the newest last, and those that are to be gone. */
export function turns(name: string, { rotation, retire }: Staged): { live: Turn[]; gone: string[] } {
  const user = (generation: number): string => `${name}-${generation % 2 === 1 ? "a" : "b"}`;
  const live = [rotation - 1, rotation]
    .filter((generation) => generation > retire)
    .map((generation) => ({ user: user(generation), generation }));
  return { live, gone: live.length === 1 ? [user(rotation + 1)] : [] };
}

/** One generation is in use, and at most one more is on its way out. */
export function stagedRules(path: Problem["path"], { rotation, retire }: Staged): Problem[] {
  if (rotation === retire + 1 || rotation === retire + 2) return [];
  return [
    {
      path: [...path, "retire"],
      value: retire,
      allowed: `${rotation - 2 > 0 ? `${rotation - 2} or ` : ""}${rotation - 1}: rotation is ${rotation}, and two users take turns`,
      remedy: "raise rotation and retire one step at a time",
    },
  ];
}
