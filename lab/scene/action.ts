import type { HandOrder } from '../../network/link/hands.ts';
import type { LinkQuality } from '../../network/trace/event.ts';

/** What a hand does to a scene, as plain data, so that it can be recorded and done again. */
export type SceneAction =
  | { readonly act: 'cut' | 'mend'; readonly cable: string }
  | { readonly act: 'quality'; readonly cable: string; readonly quality: Partial<LinkQuality> }
  /** A frame on a cable, or those to come: drop, flip a bit, duplicate, hold, release. */
  | { readonly act: 'hand'; readonly order: HandOrder }
  | { readonly act: 'spanning-tree'; readonly device: string; readonly on: boolean }
  /** A switch takes a hub's place, or a hub a switch's; cables stay where they are. */
  | { readonly act: 'replace'; readonly device: string; readonly by: 'switch' | 'hub' }
  | { readonly act: 'power'; readonly device: string; readonly on: boolean }
  /** The device does not answer pings; with `errors` it sends no ICMP errors either. */
  | { readonly act: 'mute'; readonly device: string; readonly echo: boolean; readonly errors?: boolean }
  /** Everything from the beginning: a new run of the same scene. */
  | { readonly act: 'reset' };

/** One thing that came from outside. `at` is the virtual moment (ns), `ran` how many events had run before it. */
export interface SceneInput {
  readonly at: number;
  readonly ran: number;
  readonly what:
    | { readonly keys: string; readonly terminal: string }
    | { readonly action: SceneAction }
    | { readonly question: string; readonly option: string };
}

/** All it takes to see the same run again, byte for byte. */
export interface Recording {
  readonly version: 1;
  readonly topology: string;
  readonly seed: string;
  readonly inputs: readonly SceneInput[];
}
