import { joined } from '../services/bytes.ts';

/** These pieces one after the other. */
export const glued = (pieces: readonly Uint8Array[]): Uint8Array =>
  joined(pieces, new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0)));
