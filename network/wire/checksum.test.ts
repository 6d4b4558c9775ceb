import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum, fold, sumWords } from './checksum.ts';

/** As RFC 1071 §1 tells it: one word after the other, and the carry added at once. */
function slowly(bytes: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (sum > 0xffff) sum -= 0xffff;
  }
  return 0xffff - sum;
}

describe('the Internet checksum', () => {
  it('of the bytes in RFC 1071 §3 is what stands there', () => {
    expect(checksum(Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7), 0, 8)).toBe(~0xddf2 & 0xffff);
  });

  it('is the same wherever the bytes lie: any offset in any buffer, any length, odd or even', () => {
    const place = fc.tuple(fc.nat(9), fc.nat(9), fc.uint8Array({ maxLength: 1600 }));
    const holds = fc.property(place, ([offset, from, content]) => {
      const buffer = new Uint8Array(offset + from + content.length + 3).fill(0xa5);
      buffer.set(content, offset + from);
      const bytes = buffer.subarray(offset);
      expect(checksum(bytes, from, from + content.length)).toBe(slowly([...content]));
    });
    fc.assert(holds, { numRuns: 2000 });
  });

  it.each([0, 1, 2, 3, 198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 1480, 1481, 65_534, 65_535])(
    'holds the largest sum that %i bytes can have',
    (length) => {
      for (const offset of [0, 1, 2, 3]) {
        const bytes = new Uint8Array(length + 4).fill(0xff);
        expect(checksum(bytes, offset, offset + length)).toBe(slowly(new Array(length).fill(0xff)));
      }
    },
  );

  it('adds to what was added before, in any order', () => {
    const bytes = Uint8Array.from({ length: 1480 }, (_, index) => index * 7);
    const halves = sumWords(bytes, 0, 640, sumWords(bytes, 640, 1480, 0x1_2345));
    expect(fold(halves)).toBe(fold(sumWords(bytes, 0, 1480, 0x1_2345)));
  });

  it('is zero over bytes that hold it', () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * index) & 255);
    bytes.fill(0, 16, 18);
    const sum = checksum(bytes, 0, 1000);
    bytes[16] = sum >>> 8;
    bytes[17] = sum & 255;
    expect(checksum(bytes, 0, 1000)).toBe(0);
  });
});

describe('fold', () => {
  it.each([
    [0, 0],
    [0xffff, 0xffff],
    [0x1_0000, 1],
    [0x1_ffff, 1],
    [0xffff_0000, 0xffff],
    [0xffff_ffff, 0xffff],
    [0x1_0000_0000, 1],
    [Number.MAX_SAFE_INTEGER, 0x1f],
  ])('makes 16 bits of %i', (sum, folded) => expect(fold(sum)).toBe(folded));
});
