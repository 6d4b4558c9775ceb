import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMalformed } from './field.ts';
import { decodeTcp, encodeTcp, flagAck, flagSyn, protocolTcp, type TcpSegment, transportChecksum } from './tcp.ts';
import { tcpFlagNames } from './tcp-fields.ts';
import { decodeTcpOptions, encodeTcpOptions, type TcpOption } from './tcp-options.ts';

const number32 = fc.nat(0xffff_ffff);
const number16 = fc.nat(0xffff);
const number8 = fc.nat(0xff);
const addresses = { source: Uint8Array.of(192, 0, 2, 1), destination: Uint8Array.of(192, 0, 2, 2) };

const option: fc.Arbitrary<TcpOption> = fc.oneof(
  fc.constant({ is: 'nop' } as const),
  fc.record({ is: fc.constant('mss' as const), size: number16 }),
  fc.record({ is: fc.constant('window-scale' as const), shift: number8 }),
  fc.constant({ is: 'sack-permitted' } as const),
  fc.record({
    is: fc.constant('sack' as const),
    blocks: fc.array(fc.record({ left: number32, right: number32 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ is: fc.constant('timestamps' as const), value: number32, echo: number32 }),
  fc.record({
    is: fc.constant('other' as const),
    kind: fc.integer({ min: 30, max: 255 }),
    data: fc.uint8Array({ maxLength: 12 }),
  }),
);

/** As many of the options as a header has room for, padded with NOPs to whole words. */
const options = fc.array(option, { maxLength: 8 }).map((all) => {
  const fitting: TcpOption[] = [];
  for (const each of all) if (encodeTcpOptions([...fitting, each]).length <= 40) fitting.push(each);
  while (encodeTcpOptions(fitting).length % 4 !== 0) fitting.push({ is: 'nop' });
  return fitting;
});

const segment: fc.Arbitrary<TcpSegment> = fc.record({
  sourcePort: number16,
  destinationPort: number16,
  sequence: number32,
  acknowledgment: number32,
  reserved: fc.nat(15),
  flags: number8,
  window: number16,
  urgentPointer: number16,
  options,
  payload: fc.uint8Array({ maxLength: 300 }),
});

describe('TCP', () => {
  it('reads back every segment that it can write', () => {
    fc.assert(
      fc.property(segment, (written) => {
        const read = decodeTcp(encodeTcp(written, addresses));
        expect(read).toMatchObject({ ...written });
      }),
    );
  });

  it('leaves a checksum that proves the segment', () => {
    fc.assert(
      fc.property(segment, (written) => {
        const bytes = encodeTcp(written, addresses);
        expect(transportChecksum(bytes, 0, bytes.length, protocolTcp, addresses)).toBe(0);
      }),
    );
  });

  it('writes lengths and checksums that are given as they are given, even wrong ones', () => {
    const written = { sourcePort: 1, destinationPort: 2, sequence: 3, acknowledgment: 4, flags: 0, window: 5 };
    const bytes = encodeTcp({ ...written, dataOffset: 15, checksum: 0xdead, payload: Uint8Array.of(1, 2, 3) });
    const read = decodeTcp(bytes);
    expect(read).toMatchObject({ dataOffset: 15, checksum: 0xdead });
    expect(isMalformed(read) ? null : encodeTcp(read)).toEqual(bytes);
  });

  it('says at which byte a header is too short', () => {
    expect(decodeTcp(new Uint8Array(19))).toMatchObject({ at: 19 });
  });

  it('names flags in the order in which they stand', () => {
    expect(tcpFlagNames(flagSyn | flagAck)).toBe('ACK, SYN');
    expect(tcpFlagNames(0)).toBe('none');
  });
});

describe('TCP options', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(options, (written) => {
        expect(decodeTcpOptions(encodeTcpOptions(written))).toEqual(written);
      }),
    );
  });

  it('lose no byte, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(encodeTcpOptions(decodeTcpOptions(bytes))).toEqual(bytes);
      }),
    );
  });

  it('keep what follows the end, and what has no true length', () => {
    expect(decodeTcpOptions(Uint8Array.of(0, 7, 7))).toEqual([{ is: 'end', padding: Uint8Array.of(7, 7) }]);
    expect(decodeTcpOptions(Uint8Array.of(2, 9, 1))).toEqual([{ is: 'broken', bytes: Uint8Array.of(2, 9, 1) }]);
  });
});
