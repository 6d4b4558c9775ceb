import { describe, expect, it } from 'vitest';
import { fcsBytes, fcsOf } from './fcs.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the frame check sequence', () => {
  it('of "123456789" is the check value that catalogues of CRCs give for CRC-32', () => {
    expect(fcsOf(ascii('123456789'))).toBe(0xcbf43926);
  });

  it('leaves the same remainder over every frame with its FCS', () => {
    const frame = ascii('any frame at all');
    expect(fcsOf(Uint8Array.from([...frame, ...fcsBytes(fcsOf(frame))]))).toBe(0x2144df1c);
  });

  it('changes with every single bit', () => {
    const frame = new Uint8Array(60);
    const right = fcsOf(frame);
    for (let bit = 0; bit < 480; bit += 1) {
      const damaged = Uint8Array.from(frame);
      damaged[bit >>> 3] = 0x80 >>> (bit & 7);
      expect(fcsOf(damaged)).not.toBe(right);
    }
  });
});
