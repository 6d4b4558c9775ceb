import { fcsOf } from '../wire/fcs.ts';
import type { Frame } from './port.ts';

/** One transmission on its way; what arrives is the same object. */
export class Flight implements Frame {
  bytes: Uint8Array;
  fcs?: number;
  readonly number: number;
  /** ns; first bit leaves. */
  readonly starts: number;
  /** ns; last bit arrives. While it is held: how long it still has to go, from `heldAt`. */
  arrives: number;
  /** Why it will end on the way, null when it will not. */
  fate: 'loss' | 'removed-by-hand' | null = null;
  /** The cable changed it. */
  changed = false;

  constructor(bytes: Uint8Array, fcs: number | undefined, number: number, starts: number, arrives: number) {
    this.bytes = bytes;
    if (fcs !== undefined) this.fcs = fcs;
    this.number = number;
    this.starts = starts;
    this.arrives = arrives;
  }

  /** Bits that can be inverted: the frame and its FCS. */
  get bits(): number {
    return (this.bytes.length + 4) * 8;
  }

  /**
   * Inverts bits, counted from the first of the destination address, highest bit of a byte first; those after the last
   * byte are the FCS. Others may hold the same bytes, so they are copied.
   * @param recompute as if the sender had meant it so: the FCS is the right one afterwards
   */
  flip(bits: readonly number[], recompute = false): void {
    let fcs = this.fcs ?? fcsOf(this.bytes);
    const bytes = this.bytes.slice();
    for (const bit of bits) {
      const at = bit >>> 3;
      const mask = 0x80 >>> (bit & 7);
      if (at < bytes.length) bytes[at] = (bytes[at] as number) ^ mask;
      // Its lowest byte travels first.
      else fcs = (fcs ^ (mask << (8 * (at - bytes.length)))) >>> 0;
    }
    this.bytes = bytes;
    this.changed = true;
    if (recompute) delete this.fcs;
    else this.fcs = fcs;
  }
}

/** A receiver's first act: is the FCS of this frame the one its bytes ask for? IEEE 802.3 cl. 3.2.9. */
export const isIntact = (frame: Frame): boolean => frame.fcs === undefined || frame.fcs === fcsOf(frame.bytes);
