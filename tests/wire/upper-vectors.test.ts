import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeDhcp, encodeDhcp } from '../../network/wire/dhcp.ts';
import { dissectDhcp } from '../../network/wire/dhcp-fields.ts';
import { decodeDns, encodeDns } from '../../network/wire/dns.ts';
import { dissectDns } from '../../network/wire/dns-fields.ts';
import type { Dissector, Field, Layer, LayerName } from '../../network/wire/field.ts';
import { isMalformed } from '../../network/wire/field.ts';
import { decodeRip, dissectRip, encodeRip } from '../../network/wire/rip.ts';
import { decodeTcp, encodeTcp } from '../../network/wire/tcp.ts';
import { dissectTcp } from '../../network/wire/tcp-fields.ts';
import { decodeUdp, dissectUdp, encodeUdp } from '../../network/wire/udp.ts';
import { readCapture } from './read-capture.ts';
import { hasTshark } from './tshark.ts';
import { type SaidField, saidAboveIp } from './upper-said.ts';

const folder = new URL('vectors/', import.meta.url).pathname;
const files = readdirSync(folder).filter((name) => /^(udp|tcp|dhcp|dns|rip)-.*\.pcap$/.test(name));
const answers = `${folder}upper-said.json`;
if (process.env['WRITE_TSHARK_ANSWERS'] === '1') {
  const rows = files.map(
    (file) =>
      `${JSON.stringify(file)}: [\n${saidAboveIp(folder + file)
        .map((said) => JSON.stringify(said))
        .join(',\n')}\n]`,
  );
  writeFileSync(answers, `{\n${rows.join(',\n')}\n}\n`);
}
const committed = JSON.parse(readFileSync(answers, 'utf8')) as Record<string, SaidField[][]>;

const dissectors: Partial<Record<LayerName, Dissector>> = {
  TCP: dissectTcp,
  UDP: dissectUdp,
  DHCP: dissectDhcp,
  DNS: dissectDns,
  RIP: dissectRip,
};

/** All layers above the IPv4 header; these captures have no options in it and no fragments. */
function layersAboveIp(bytes: Uint8Array): Layer[] {
  const layers: Layer[] = [];
  const end = 14 + (((bytes[16] ?? 0) << 8) | (bytes[17] ?? 0));
  let dissector: Dissector | undefined = bytes[23] === 6 ? dissectTcp : dissectUdp;
  let from = {
    start: 34,
    end,
    below: {
      pseudoHeader: { source: bytes.slice(26, 30), destination: bytes.slice(30, 34) },
      fragment: false,
    } as Parameters<Dissector>[3],
  };
  while (dissector) {
    const { layer, payload } = dissector(bytes, from.start, from.end, from.below);
    layers.push(layer);
    if (!payload) break;
    from = payload;
    dissector = dissectors[payload.as];
  }
  return layers;
}

const all = (field: Field): Field[] => [field, ...(field.parts ?? []).flatMap(all)];
const leaf = (field: Field): Field[] => (field.parts ? field.parts.flatMap(leaf) : [field]);

function bitsOf(bytes: Uint8Array, { start, end }: Field['bits']): bigint {
  let value = 0n;
  for (let bit = start; bit < end; bit++) value = value * 2n + BigInt(((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return value;
}

/** tshark leaves these out where they mean nothing: in queries, without ACK, in a request for the whole table. */
const silent = new Set([
  'dns.flags.authoritative',
  'dns.flags.recavail',
  'dns.flags.authenticated',
  'dns.flags.checkdisable',
  'dns.flags.z',
  'dns.flags.rcode',
  'tcp.ack_raw',
  'rip.ip',
]);

/** Every field of ours that tshark names too must lie where tshark sees it and hold the same value; and the reverse. */
function compare(
  bytes: Uint8Array,
  said: readonly SaidField[],
  names: ReadonlySet<string>,
): { checked: number; wrong: string[] } {
  const ours = layersAboveIp(bytes).flatMap(({ fields }) => fields.flatMap(all));
  const keys = new Set(ours.map(({ key }) => key));
  const wrong: string[] = [];
  let checked = 0;
  for (const [name, at, size, value, show] of said) {
    if (
      !keys.has(name) ||
      name === 'tcp.options' ||
      name === 'dhcp.flags' ||
      name === 'dhcp.option.type' ||
      /^dns\.(opt|resp\.z)$/.test(name)
    )
      continue;
    checked += 1;
    const here = ours.filter(
      ({ key, bits }) =>
        key === name &&
        ((bits.start >> 3 === at && (bits.end + 7) >> 3 === at + size) ||
          (bits.end - bits.start < 8 && bits.start >= at * 8 && bits.end <= (at + size) * 8)),
    );
    const found = here.some(({ bits }) => {
      const own = bitsOf(bytes, bits);
      const theirs = BigInt(`0x${value || '0'}`);
      return (
        own === theirs ||
        (name === 'tcp.hdr_len' && own === theirs >> 4n) ||
        (bits.end - bits.start === 1 && own === (theirs ? 1n : 0n))
      );
    });
    if (!found)
      wrong.push(
        `${name} at ${at}+${size} = ${value} (${show}); ours: ${ours.filter(({ key }) => key === name).map((f) => `${f.bits.start / 8}..${f.bits.end / 8}`)}`,
      );
    const text = here[0]?.value;
    if (
      /name$|cname|dns\.ns$|target|exchange/.test(name) &&
      name.startsWith('dns.') &&
      text !== show.replace('&lt;Root&gt;', '.')
    )
      wrong.push(`${name}: ${text}, and tshark says ${show}`);
  }
  for (const field of ours.flatMap(leaf)) {
    if (!names.has(field.key) || silent.has(field.key) || field.bits.end === field.bits.start) continue;
    if (
      !said.some(
        ([name, at, size]) => name === field.key && field.bits.start >= at * 8 && field.bits.end <= (at + size) * 8,
      )
    )
      wrong.push(`tshark sees no ${field.key} at byte ${field.bits.start / 8}`);
  }
  return { checked, wrong };
}

describe.each(files)('%s, captured from Linux', (file) => {
  const frames = readCapture(readFileSync(folder + file)).map(({ bytes }) => bytes);
  const names = new Set(
    Object.values(committed).flatMap((said) => said.flatMap((fields) => fields.map(([name]) => name))),
  );
  const judge = (said: readonly SaidField[][]) => {
    expect(said.length).toBe(frames.length);
    let total = 0;
    for (const [index, bytes] of frames.entries()) {
      const { checked, wrong } = compare(bytes, said[index] ?? [], names);
      expect(wrong, `frame ${index + 1}`).toEqual([]);
      total += checked;
    }
    expect(total).toBeGreaterThanOrEqual(4 * frames.length);
  };

  it('is read field by field as tshark reads it', () => judge(committed[file] ?? []));
  it.skipIf(!hasTshark)('is read as the tshark on this machine reads it', () => judge(saidAboveIp(folder + file)));

  it('is encoded again to the same bytes, and every bit belongs to one field', () => {
    for (const bytes of frames) {
      const end = 14 + (((bytes[16] ?? 0) << 8) | (bytes[17] ?? 0));
      const pseudo = { source: bytes.slice(26, 30), destination: bytes.slice(30, 34) };
      const transport = bytes[23] === 6 ? decodeTcp(bytes, 34, end) : decodeUdp(bytes, 34, end);
      if (isMalformed(transport)) throw new Error(transport.malformed);
      const { checksum: given, ...computed } = transport;
      const again =
        'flags' in computed ? encodeTcp(computed, pseudo) : encodeUdp(computed, given === 0 ? null : pseudo);
      expect(again).toEqual(bytes.slice(34, end));
      const layers = layersAboveIp(bytes);
      let bit = 34 * 8;
      for (const { bits } of layers.flatMap(({ fields }) => fields.flatMap(leaf))) {
        expect(bits.start).toBe(bit);
        bit = bits.end;
      }
      const problems = layers
        .flatMap(({ fields }) => fields.flatMap(all))
        .flatMap(({ key, problem }) => (problem && key !== 'dns.flags.z' ? [`${key}: ${problem}`] : []));
      expect(problems).toEqual([]);
      for (const { name, bits } of layers) {
        const [start, stop] = [bits.start / 8, bits.end / 8];
        if (name === 'DHCP')
          expect(encodeDhcp(decodeDhcp(bytes, start, stop) as never)).toEqual(bytes.slice(start, stop));
        if (name === 'RIP') expect(encodeRip(decodeRip(bytes, start, stop) as never)).toEqual(bytes.slice(start, stop));
        if (name === 'DNS') {
          const from = layers[0]?.name === 'TCP' ? start + 2 : start;
          const message = decodeDns(bytes, from, stop);
          if (isMalformed(message) || message.promised) continue;
          const encoded = encodeDns(message);
          expect(decodeDns(encoded)).toEqual(message);
          // dnsmasq does not point to every name it could; ours is never longer, and alike where there is one name only.
          if (message.response) expect(encoded.length).toBeLessThanOrEqual(stop - from);
          else expect(encoded).toEqual(bytes.slice(from, stop));
        }
      }
    }
  });
});
