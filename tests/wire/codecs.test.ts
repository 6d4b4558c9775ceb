import { describe, expect, it } from 'vitest';
import { decodeArp, encodeArp } from '../../network/wire/arp.ts';
import { decodeDot1q, encodeDot1q } from '../../network/wire/dot1q.ts';
import {
  decodeEthernet,
  encodeEthernet,
  etherTypeArp,
  etherTypeDot1q,
  etherTypeIpv4,
  etherTypeIpv6,
  etherTypeLldp,
  isLength,
} from '../../network/wire/ethernet.ts';
import { isMalformed, type Malformed } from '../../network/wire/field.ts';
import { decodeIcmp, encodeIcmp, protocolIcmp } from '../../network/wire/icmp.ts';
import { decodeIcmpv6, encodeIcmpv6, protocolIcmpv6 } from '../../network/wire/icmpv6.ts';
import { decodeIpv4, decrementTtl, encodeIpv4, ipv4HeaderChecksum, isFragment } from '../../network/wire/ipv4.ts';
import { decodeIpv6, encodeIpv6 } from '../../network/wire/ipv6.ts';
import { decodeLldp, encodeLldp } from '../../network/wire/lldp.ts';
import { decodeStp, encodeStp } from '../../network/wire/stp.ts';
import { vectors } from './vectors.ts';

/** What was decoded, or a failed test. */
function sound<Value extends object>(decoded: Value | Malformed): Value {
  if (isMalformed(decoded)) throw new Error(decoded.malformed);
  return decoded;
}

const same = (again: Uint8Array, bytes: Uint8Array): void => expect(Buffer.from(again)).toEqual(Buffer.from(bytes));

/** How often each codec was judged: a test that saw nothing proves nothing. */
const judged = new Map<string, number>();

function roundTrip(name: string, bytes: Uint8Array, again: Uint8Array): void {
  judged.set(name, (judged.get(name) ?? 0) + 1);
  same(again, bytes.subarray(0, again.length));
}

function judgePayload(type: number, bytes: Uint8Array): void {
  if (isLength(type)) roundTrip('stp', bytes, encodeStp(sound(decodeStp(bytes))));
  if (type === etherTypeArp) roundTrip('arp', bytes, encodeArp(sound(decodeArp(bytes))));
  if (type === etherTypeLldp) roundTrip('lldp', bytes, encodeLldp(sound(decodeLldp(bytes))));
  if (type === etherTypeDot1q) {
    const tag = sound(decodeDot1q(bytes));
    roundTrip('dot1q', bytes, encodeDot1q(tag));
    judgePayload(tag.typeOrLength, tag.payload);
  }
  if (type === etherTypeIpv4) judgeIpv4(bytes);
  if (type === etherTypeIpv6) judgeIpv6(bytes);
}

function judgeIpv4(bytes: Uint8Array): void {
  const packet = sound(decodeIpv4(bytes));
  roundTrip('ipv4', bytes, encodeIpv4(packet));
  const { totalLength: _length, checksum: _sum, ...left } = packet;
  roundTrip('ipv4, length and checksum computed', bytes, encodeIpv4(left));
  const copy = Uint8Array.from(bytes);
  decrementTtl(copy, 0);
  expect(ipv4HeaderChecksum(copy, 0)).toBe(0);
  if (packet.protocol !== protocolIcmp || isFragment(packet.flagsAndOffset)) return;
  const icmp = sound(decodeIcmp(packet.payload));
  roundTrip('icmp', packet.payload, encodeIcmp(icmp));
  const { checksum: _icmpSum, ...rest } = icmp;
  roundTrip('icmp, checksum computed', packet.payload, encodeIcmp(rest));
}

function judgeIpv6(bytes: Uint8Array): void {
  const packet = sound(decodeIpv6(bytes));
  roundTrip('ipv6', bytes, encodeIpv6(packet));
  if (packet.nextHeader !== protocolIcmpv6) return;
  const { checksum: _sum, ...icmp } = sound(decodeIcmpv6(packet.payload));
  roundTrip('icmpv6, checksum computed', packet.payload, encodeIcmpv6(icmp, packet));
}

describe('decoded and encoded again, Linux frames are the same bytes', () => {
  it.each(vectors)('$name', ({ frames }) => {
    for (const { bytes } of frames) {
      const frame = sound(decodeEthernet(bytes));
      same(encodeEthernet(frame), bytes);
      judgePayload(frame.typeOrLength, frame.payload);
    }
  });

  it('and every codec had something to do', () => {
    const names = ['stp', 'arp', 'lldp', 'dot1q', 'ipv4', 'icmp', 'icmp, checksum computed', 'ipv6'];
    for (const name of [...names, 'icmpv6, checksum computed']) expect(judged.get(name), name).toBeGreaterThan(0);
  });
});
