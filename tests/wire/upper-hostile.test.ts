import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDhcp, encodeDhcp } from '../../network/wire/dhcp.ts';
import { dissectDhcp } from '../../network/wire/dhcp-fields.ts';
import { decodeDns, encodeDns } from '../../network/wire/dns.ts';
import { dissectDns } from '../../network/wire/dns-fields.ts';
import { type Below, type Dissector, type Field, isMalformed } from '../../network/wire/field.ts';
import { decodeRip, dissectRip, encodeRip } from '../../network/wire/rip.ts';
import { decodeTcp, encodeTcp } from '../../network/wire/tcp.ts';
import { dissectTcp } from '../../network/wire/tcp-fields.ts';
import { noOptions, readTcpOptions } from '../../network/wire/tcp-options.ts';
import { decodeUdp, dissectUdp, encodeUdp } from '../../network/wire/udp.ts';
import { isUpper, vectors } from './vectors.ts';

const frames = vectors.filter(isUpper).flatMap((vector) => vector.frames.map(({ bytes }) => bytes));

const addresses = { source: Uint8Array.of(192, 0, 2, 1), destination: Uint8Array.of(192, 0, 2, 2) };
const belows: Below[] = [
  { pseudoHeader: addresses, fragment: false },
  { pseudoHeader: null, fragment: true },
  { pseudoHeader: null, fragment: false, stream: true },
];
const dissectors: Dissector[] = [dissectTcp, dissectUdp, dissectDhcp, dissectDns, dissectRip];
const leaf = (field: Field): Field[] => (field.parts ? field.parts.flatMap(leaf) : [field]);

/** Throws an error of its own where bits are missing or doubled; `expect` for every bit would take minutes. */
function check(bytes: Uint8Array, start: number, end: number): void {
  for (const dissect of dissectors)
    for (const below of belows) {
      const { layer, payload } = dissect(bytes, start, end, below);
      let bit = start * 8;
      for (const { bits } of layer.fields.flatMap(leaf)) {
        if (bits.start !== bit || bits.end <= bit)
          throw new Error(`${layer.name}: a field ${bits.start}–${bits.end} after bit ${bit}`);
        bit = bits.end;
      }
      if (bit !== layer.bits.end || bit > end * 8)
        throw new Error(`${layer.name} ends at ${layer.bits.end}, its fields at ${bit}, the bytes at ${end * 8}`);
      if (payload && (payload.start !== bit / 8 || payload.end > end))
        throw new Error(`${layer.name}: payload at ${payload.start}`);
    }
  const given = bytes.slice(start, end);
  for (const again of [roundTcp, roundUdp, roundDhcp, roundRip]) {
    const encoded = again(bytes, start, end);
    if (encoded && Buffer.compare(encoded, given) !== 0) throw new Error(`${again.name} lost something`);
  }
  const message = decodeDns(bytes, start, end);
  if (!isMalformed(message)) {
    const encoded = encodeDns(message);
    if (!message.promised && encoded.length <= 512 && given.length <= 512) expect(decodeDns(encoded)).toEqual(message);
  }
  readTcpOptions(bytes, start, end, noOptions());
}

const roundTcp = (bytes: Uint8Array, start: number, end: number) => {
  const read = decodeTcp(bytes, start, end);
  return isMalformed(read) ? null : encodeTcp(read);
};
const roundUdp = (bytes: Uint8Array, start: number, end: number) => {
  const read = decodeUdp(bytes, start, end);
  return isMalformed(read) ? null : encodeUdp(read);
};
const roundDhcp = (bytes: Uint8Array, start: number, end: number) => {
  const read = decodeDhcp(bytes, start, end);
  return isMalformed(read) ? null : encodeDhcp(read);
};
const roundRip = (bytes: Uint8Array, start: number, end: number) => {
  const read = decodeRip(bytes, start, end);
  return isMalformed(read) ? null : encodeRip(read);
};

describe('TCP, UDP, DHCP, DNS and RIP, given anything', () => {
  it('never throw, lose nothing and explain every bit once: random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(20), (bytes, start) =>
        check(bytes, Math.min(start, bytes.length), bytes.length),
      ),
      { numRuns: 2000 },
    );
  });

  it('the same for vectors with flipped bits', () => {
    const flips = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...frames), flips, fc.constantFrom(34, 42, 66), (frame, places, start) => {
        const bytes = frame.slice();
        for (const place of places) {
          const at = Math.min(start, bytes.length - 1) + (place % Math.max(1, bytes.length - start));
          bytes[at] = (bytes[at] ?? 0) ^ (1 << (place & 7));
        }
        check(bytes, Math.min(start, bytes.length), bytes.length);
      }),
      { numRuns: 3000 },
    );
  });
});
