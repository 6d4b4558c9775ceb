import { chargenPiece } from './chargen.ts';
import { daytimeBytes } from './daytime.ts';

export interface DatagramWorld {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  epochMs(): number;
  /** A number from 0 to below `most`. */
  below(most: number): number;
}

/** RFC 864: a datagram of 0 to 512 characters, for each that comes. */
const CHARGEN_MOST = 512;

/** What a small server sends back for one datagram (RFC 862, 863, 864, 867), or null for nothing. */
export function datagramAnswer(
  service: 'echo' | 'discard' | 'daytime' | 'chargen',
  payload: Uint8Array,
  world: DatagramWorld,
): Uint8Array | null {
  switch (service) {
    case 'echo':
      return payload;
    case 'discard':
      return null;
    case 'daytime':
      return daytimeBytes(world.epochMs());
    case 'chargen':
      return chargenPiece(0, world.below(CHARGEN_MOST + 1));
  }
}
