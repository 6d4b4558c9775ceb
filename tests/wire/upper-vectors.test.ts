import { beforeAll, describe, expect, it } from 'vitest';
import { decodeDhcp, encodeDhcp } from '../../network/wire/dhcp.ts';
import { dissect } from '../../network/wire/dissect.ts';
import { decodeDns, encodeDns } from '../../network/wire/dns.ts';
import { isMalformed, type Layer, type Malformed } from '../../network/wire/field.ts';
import { decodeIpv4 } from '../../network/wire/ipv4.ts';
import { decodeRip, encodeRip } from '../../network/wire/rip.ts';
import { decodeTcp, encodeTcp } from '../../network/wire/tcp.ts';
import { decodeUdp, encodeUdp } from '../../network/wire/udp.ts';
import { askTshark, readAnswers, type SaidField } from './answers.ts';
import { compare, fieldsOf, leavesOf } from './compare.ts';
import { hasTshark } from './tshark.ts';
import { unread, unsaid } from './unread.ts';
import { folder, isUpper, vectors } from './vectors.ts';

const captures = vectors.filter(isUpper).map(({ name, file, frames }) => {
  const bytes = frames.map((frame) => frame.bytes);
  return { name, file, bytes, committed: readAnswers(new URL(`${name}.said`, folder).pathname, bytes) };
});
const namesIn = (all: readonly SaidField[][]): Set<string> => new Set(all.flat().map(({ name }) => name));
const known = namesIn(captures.flatMap(({ committed }) => committed));

/** What the tshark of this machine says, a list for each capture. */
let live: readonly SaidField[][][] = [];
beforeAll(() => {
  if (hasTshark) live = askTshark(captures.map(({ file }) => file));
}, 60_000);

function judge(frames: readonly Uint8Array[], said: readonly SaidField[][]): void {
  expect(said.length).toBe(frames.length);
  let total = 0;
  for (const [index, bytes] of frames.entries()) {
    const { checked, wrong } = compare(bytes, dissect(bytes), said[index] ?? [], known);
    expect(wrong, `frame ${index + 1}`).toEqual([]);
    total += checked;
  }
  // Ethernet, IP and the smallest transport have that many: who saw less judged nothing.
  expect(total).toBeGreaterThanOrEqual(18 * frames.length);
}

/** What was decoded, or a failed test. */
function sound<Value extends object>(decoded: Value | Malformed): Value {
  if (isMalformed(decoded)) throw new Error(decoded.malformed);
  return decoded;
}

function judgeTransport(bytes: Uint8Array): void {
  const { protocol, payload, source, destination } = sound(decodeIpv4(bytes.subarray(14)));
  const pseudo = { source: bytes.subarray(26, 30), destination: bytes.subarray(30, 34) };
  expect([source, destination].every((address) => address > 0 || protocol === 17)).toBe(true);
  if (protocol === 6) {
    const { checksum: _sum, ...segment } = sound(decodeTcp(payload));
    expect(encodeTcp(segment, pseudo)).toEqual(payload);
  } else {
    const { checksum: given, ...datagram } = sound(decodeUdp(payload));
    expect(encodeUdp(datagram, given === 0 ? null : pseudo)).toEqual(payload);
  }
}

function judgeMessage(bytes: Uint8Array, { name, bits, fields }: Layer): void {
  const [start, end] = [bits.start / 8, bits.end / 8];
  const given = bytes.slice(start, end);
  if (name === 'DHCP') expect(encodeDhcp(sound(decodeDhcp(given)))).toEqual(given);
  if (name === 'RIP') expect(encodeRip(sound(decodeRip(given)))).toEqual(given);
  if (name !== 'DNS' || fields[0]?.key === 'dns.continuation') return;
  const message = fields[0]?.key === 'dns.length' ? given.slice(2) : given;
  const read = sound(decodeDns(message));
  if (read.promised) return;
  const encoded = encodeDns(read);
  expect(decodeDns(encoded)).toEqual(read);
  // dnsmasq does not point to every name it could: ours is never longer, and alike where there is one name only.
  if (read.response) expect(encoded.length).toBeLessThanOrEqual(message.length);
  else expect(encoded).toEqual(message);
}

describe.each(captures)('$name, captured from Linux', ({ name, bytes: frames, committed }) => {
  it('is read field by field as tshark reads it', () => judge(frames, committed));

  it.skipIf(!hasTshark)('is read as the tshark on this machine reads it', () => {
    judge(frames, live[captures.findIndex((capture) => capture.name === name)] ?? []);
  });

  it('is encoded again to the same bytes', () => {
    for (const bytes of frames) {
      judgeTransport(bytes);
      for (const layer of dissect(bytes)) judgeMessage(bytes, layer);
    }
  });

  it('is told of no problem: this is what Linux sends', () => {
    const problems = frames.flatMap((bytes) =>
      fieldsOf(dissect(bytes)).flatMap(({ key, problem }) => (problem === undefined ? [] : [`${key}: ${problem}`])),
    );
    expect(problems).toEqual([]);
  });
});

describe('what tshark names and we do not, and the reverse', () => {
  const ours = captures.flatMap(({ bytes }) => bytes.flatMap((each) => fieldsOf(dissect(each)).map(({ key }) => key)));

  it.skipIf(!hasTshark)('is on the list that says why, and nothing else is', () => {
    const theirs = namesIn(live.flat());
    // The code of an option is renamed before anyone sees it.
    theirs.add('dhcp.option.type');
    const keys = new Set(ours.filter((key) => key !== 'dhcp.option.type'));
    expect([...theirs].filter((name) => !keys.has(name)).sort()).toEqual([...unread].sort());
  });

  it('is on our list of keys without a name there, and nothing else is', () => {
    expect([...new Set(ours)].filter((key) => !known.has(key)).sort()).toEqual([...unsaid].sort());
  });
});

describe('DNS over TCP that does not fit one segment', () => {
  it('is shown as going on in the second segment, without a field that nobody sent', () => {
    const transfer = captures.find(({ name }) => name === 'dns-axfr-tcp');
    const layers = (transfer?.bytes ?? []).map((bytes) => dissect(bytes).find(({ name }) => name === 'DNS'));
    const keys = layers.flatMap((layer) => (layer ? [layer.fields.flatMap(leavesOf).map(({ key }) => key)] : []));
    expect(keys.length).toBe(3);
    expect(keys[1]).toContain('dns.length');
    expect(keys[1]).toContain('dns.flags.opcode');
    expect(keys[2]).toEqual(['dns.continuation']);
  });
});

describe('the captures hold what they are there for', () => {
  const valuesOf = (capture: string, key: string): string[] =>
    (captures.find(({ name }) => name === capture)?.bytes ?? [])
      .flatMap((bytes) => fieldsOf(dissect(bytes)))
      .filter((field) => field.key === key)
      .map(({ value }) => value);

  it('two SACK blocks in one segment', () => {
    const said = captures.find(({ name }) => name === 'tcp-sack')?.committed ?? [];
    const blocks = said.map((fields) => fields.filter(({ name }) => name === 'tcp.options.sack_le').length);
    expect(Math.max(...blocks)).toBe(2);
  });

  it.each(['dhcp-udhcpc-dora-release', 'dhcp-dhclient'])('a whole lease in %s, from DISCOVER to RELEASE', (name) => {
    const types = valuesOf(name, 'dhcp.option.dhcp').map((value) => value.replace(/^\d+ \((.*)\)$/, '$1'));
    expect(types).toEqual(['DISCOVER', 'OFFER', 'REQUEST', 'ACK', 'RELEASE']);
  });

  it('a search list and a classless route, read', () => {
    expect(valuesOf('dhcp-udhcpc-dora-release', 'dhcp.option.classless_static_route')).toContain(
      '198.51.100.0/24 via 192.0.2.254',
    );
    expect(valuesOf('dhcp-udhcpc-dora-release', 'dhcp.option.dhcp_dns_domain_search_list_fqdn')).toContain(
      'lab.example',
    );
  });
});
