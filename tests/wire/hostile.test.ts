import { describe, expect, it } from 'vitest';
import { decodeArp, encodeArp } from '../../network/wire/arp.ts';
import { decodeDhcp, encodeDhcp } from '../../network/wire/dhcp.ts';
import { dissect, leaves } from '../../network/wire/dissect.ts';
import { decodeDot1q, encodeDot1q } from '../../network/wire/dot1q.ts';
import { decodeEthernet, encodeEthernet } from '../../network/wire/ethernet.ts';
import { isMalformed, type LayerName, type Malformed } from '../../network/wire/field.ts';
import { decodeIcmp, encodeIcmp } from '../../network/wire/icmp.ts';
import { decodeLldp, encodeLldp } from '../../network/wire/lldp.ts';
import { decodeRip, encodeRip } from '../../network/wire/rip.ts';
import { decodeTcp, encodeTcp } from '../../network/wire/tcp.ts';
import { decodeUdp, encodeUdp } from '../../network/wire/udp.ts';
import { uncovered, vectors } from './vectors.ts';

const through =
  <Value extends object>(decode: (bytes: Uint8Array) => Value | Malformed, encode: (value: Value) => Uint8Array) =>
  (bytes: Uint8Array): Uint8Array | null => {
    const decoded = decode(bytes);
    return isMalformed(decoded) ? null : encode(decoded);
  };

/** Codecs whose encoder gives back every byte that their decoder took. */
const codecs: Partial<Record<LayerName, (bytes: Uint8Array) => Uint8Array | null>> = {
  Ethernet: through((bytes) => decodeEthernet(bytes), encodeEthernet),
  '802.1Q': through((bytes) => decodeDot1q(bytes), encodeDot1q),
  ARP: through((bytes) => decodeArp(bytes), encodeArp),
  LLDP: through((bytes) => decodeLldp(bytes), encodeLldp),
  ICMP: through((bytes) => decodeIcmp(bytes), encodeIcmp),
  UDP: through(
    (bytes) => decodeUdp(bytes),
    (datagram) => encodeUdp(datagram),
  ),
  TCP: through(
    (bytes) => decodeTcp(bytes),
    (segment) => encodeTcp(segment),
  ),
  DHCP: through((bytes) => decodeDhcp(bytes), encodeDhcp),
  RIP: through((bytes) => decodeRip(bytes), encodeRip),
};

/** @returns what is wrong with one codec on these bytes, null when nothing is */
function lostBy(name: LayerName, bytes: Uint8Array): string | null {
  const again = codecs[name]?.(bytes) ?? null;
  if (again === null || Buffer.compare(again, bytes.subarray(0, again.length)) === 0) return null;
  return `${name}: ${Buffer.from(bytes).toString('hex')} became ${Buffer.from(again).toString('hex')}`;
}

const everyFrame = vectors.flatMap(({ name, frames }) =>
  frames.map(({ bytes }, index) => ({ at: `${name}, frame ${index + 1}`, bytes })),
);

/** Frames with the same fields at the same places are read by the same code: one of each kind is flipped. */
function kindsOf(frames: typeof everyFrame): typeof everyFrame {
  const kinds = new Map<string, (typeof everyFrame)[number]>();
  for (const frame of frames)
    kinds.set(
      leaves(dissect(frame.bytes))
        .map(({ key, bits }) => `${key}${bits.start}`)
        .join(),
      frame,
    );
  return [...kinds.values()];
}

/** Bits worth flipping: all of a field, of names and data the first bytes, which is where their structure is. */
const bitsWorthFlipping = (bytes: Uint8Array): number[] =>
  leaves(dissect(bytes)).flatMap(({ bits: { start, end } }) =>
    Array.from({ length: Math.min(end - start, 8 * 8) }, (_, index) => start + index),
  );

describe.each(vectors)('$name, cut off after every byte', ({ frames }) => {
  it('is read to the last bit, and no codec loses a byte of what is left', () => {
    for (const { bytes } of frames) {
      const starts = dissect(bytes).flatMap(({ name, bits }) => (codecs[name] ? [{ name, at: bits.start / 8 }] : []));
      for (let length = 0; length <= bytes.length; length += 1) {
        const cut = bytes.subarray(0, length);
        const wrong = uncovered(cut);
        if (wrong !== null) expect.fail(`${length} bytes: ${wrong}`);
        for (const { name, at } of starts) {
          const lost = at > length ? null : lostBy(name, cut.subarray(at));
          if (lost !== null) expect.fail(lost);
        }
      }
    }
  }, 60_000);
});

describe('with any one bit flipped', () => {
  const kinds = kindsOf(everyFrame);

  it.each(kinds)('$at is read to the last bit', ({ bytes }) => {
    const starts = dissect(bytes).flatMap(({ name, bits }) => (codecs[name] ? [{ name, at: bits.start / 8 }] : []));
    const damaged = Uint8Array.from(bytes);
    for (const bit of bitsWorthFlipping(bytes)) {
      const mask = 0x80 >>> (bit & 7);
      damaged[bit >>> 3] = (damaged[bit >>> 3] ?? 0) ^ mask;
      const wrong = uncovered(damaged);
      if (wrong !== null) expect.fail(`bit ${bit}: ${wrong}`);
      for (const { name, at } of starts) {
        const lost = lostBy(name, damaged.subarray(at));
        if (lost !== null) expect.fail(`bit ${bit}: ${lost}`);
      }
      damaged[bit >>> 3] = (damaged[bit >>> 3] ?? 0) ^ mask;
    }
  });

  it('there are many kinds', () => expect(kinds.length).toBeGreaterThan(60));
});
