import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRip, dissectRip, encodeRip, wholeTableRequest } from './rip.ts';

const number32 = fc.nat(0xffff_ffff);
const number16 = fc.nat(0xffff);
const message = fc.record({
  command: fc.nat(255),
  version: fc.nat(255),
  unused: number16,
  entries: fc.array(
    fc.record({
      family: number16,
      tag: number16,
      address: number32,
      mask: number32,
      nextHop: number32,
      metric: number32,
    }),
    { maxLength: 25 },
  ),
});

describe('RIP', () => {
  it('reads back every message that it can write', () => {
    fc.assert(
      fc.property(message, (written) => {
        expect(decodeRip(encodeRip(written))).toEqual(written);
      }),
    );
  });

  it('keeps bytes that are no whole entry', () => {
    const bytes = Uint8Array.of(2, 2, 0, 0, 9, 9, 9);
    expect(decodeRip(bytes)).toMatchObject({ entries: [], rest: Uint8Array.of(9, 9, 9) });
  });

  it('asks for the whole table with one entry of family 0 and metric 16', () => {
    const bytes = encodeRip(wholeTableRequest);
    expect(bytes).toEqual(Uint8Array.of(1, 2, 0, 0, ...new Uint8Array(19), 16));
    const { layer } = dissectRip(bytes, 0, bytes.length, { pseudoHeader: null, fragment: false });
    expect(layer.summary).toBe('RIPv2 request, 1 entry');
  });

  it('says that a mask with a hole in it is none', () => {
    const bytes = encodeRip({ command: 2, entries: [{ address: 0, mask: 0xff00_ff00, metric: 1 }] });
    const { layer } = dissectRip(bytes, 0, bytes.length, { pseudoHeader: null, fragment: false });
    const mask = layer.fields.flatMap(({ parts }) => parts ?? []).find(({ key }) => key === 'rip.netmask');
    expect(mask?.problem).toBe('A mask is ones first and zeros after them.');
  });
});
