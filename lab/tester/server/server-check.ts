import type { Bench } from '../bench.ts';

/** One thing that a room has to do. `run` throws `Failed` where it does something else. */
export interface ServerCheck {
  /** `one-byte` */
  readonly id: string;
  /** A sentence about the room: `It waits for the end of a line`. */
  readonly title: string;
  /** The lesson that explains it. */
  readonly lesson: string;
  /** Without it, one visitor can hurt the others. */
  readonly safety: boolean;
  /** Checks that have to pass first; `password`: only for a room with a password. */
  readonly needs: readonly string[];
  readonly password?: true;
  /** @returns what is worth telling although it passed */
  run(bench: Bench): Promise<string | undefined>;
}
