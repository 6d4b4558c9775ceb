import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transportChecksum } from './tcp.ts';
import { decodeUdp, encodeUdp, protocolUdp } from './udp.ts';

const addresses = { source: Uint8Array.of(192, 0, 2, 1), destination: Uint8Array.of(192, 0, 2, 2) };
const port = fc.nat(0xffff);
const datagram = fc.record({
  sourcePort: port,
  destinationPort: port,
  payload: fc.uint8Array({ maxLength: 300 }),
});

describe('UDP', () => {
  it('reads back every datagram that it can write, with a checksum that proves it', () => {
    fc.assert(
      fc.property(datagram, (written) => {
        const bytes = encodeUdp(written, addresses);
        expect(decodeUdp(bytes)).toMatchObject({ ...written, length: bytes.length });
        expect(transportChecksum(bytes, 0, bytes.length, protocolUdp, addresses)).toBe(0);
      }),
    );
  });

  it('writes a checksum of zero as all ones, because zero says that there is none', () => {
    // Found by search: the sum of this datagram and its pseudo-header is 0xffff.
    const found = Array.from({ length: 0x1_0000 }, (_, sourcePort) => ({
      sourcePort,
      destinationPort: 0,
      payload: new Uint8Array(0),
    })).map((each) => encodeUdp(each, addresses));
    expect(found.some((bytes) => bytes[6] === 0xff && bytes[7] === 0xff)).toBe(true);
    expect(found.some((bytes) => bytes[6] === 0 && bytes[7] === 0)).toBe(false);
  });

  it('keeps a length that is not true', () => {
    const bytes = encodeUdp({ sourcePort: 1, destinationPort: 2, length: 4, checksum: 9, payload: Uint8Array.of(5) });
    expect(decodeUdp(bytes)).toMatchObject({ length: 4, checksum: 9 });
  });

  it('says at which byte a header is too short', () => expect(decodeUdp(new Uint8Array(7))).toMatchObject({ at: 7 }));
});
