import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../lab/capture/filter.ts';
import { type LineOptions, tcpdumpLine } from '../../lab/capture/tcpdump-line.ts';

const at = (name: string): string => join(import.meta.dirname, name);

/** The frames of a classic pcap, little endian. */
function framesOf(name: string): Uint8Array[] {
  const bytes = readFileSync(at(name));
  const frames: Uint8Array[] = [];
  for (let place = 24; place < bytes.length; ) {
    const length = bytes.readUInt32LE(place + 8);
    frames.push(new Uint8Array(bytes.subarray(place + 16, place + 16 + length)));
    place += 16 + length;
  }
  return frames;
}

const frames = framesOf('linux.pcap');

describe('a frame of Linux is printed as the real tcpdump prints it', () => {
  const flags: readonly (readonly [string, LineOptions])[] = [
    ['', {}],
    ['-e', { link: true }],
    ['-v', { verbose: true }],
    ['-S', { absolute: true }],
  ];
  it.each(flags)('tcpdump -n %s', (flag, options) => {
    const flows = new Map<string, number>();
    const ours = frames.map((bytes) => tcpdumpLine(bytes, flows, options));
    expect(ours.join('\n')).toBe(readFileSync(at(`linux${flag}.txt`), 'utf8').trimEnd());
  });

  it('also where a host asks for itself', () => {
    expect(framesOf('arp-to-itself.pcap').map((bytes) => tcpdumpLine(bytes, new Map()))).toEqual([
      'ARP, Request who-has 192.168.1.10 tell 192.168.1.10, length 28',
      'ARP, Request who-has 192.168.1.10 tell 0.0.0.0, length 28',
    ]);
  });

  it('never throws, however a frame is cut', () => {
    for (const bytes of frames)
      for (let length = 0; length < bytes.length; length += 1)
        expect(typeof tcpdumpLine(bytes.subarray(0, length), new Map(), { verbose: true })).toBe('string');
  });
});

describe('a filter', () => {
  const counts: Record<string, number> = JSON.parse(readFileSync(at('filters.json'), 'utf8'));

  it.each(Object.entries(counts))('“%s” matches %i frames, as with the real tcpdump', (text, count) => {
    const filter = parseFilter(text);
    if ('problem' in filter) throw new Error(filter.problem);
    expect(frames.filter((bytes) => filter.matches(bytes))).toHaveLength(count);
  });

  it.each([
    ['prot 80', 0, 'no word of a filter'],
    ['10.2.0.77', 0, 'needs a word before it: `host 10.2.0.77`'],
    ['port http', 5, 'Ports are numbers'],
    ['host 10.2.0.3 tcp', 14, 'Join two conditions'],
    ['tcp and', 7, 'A condition is missing'],
    ['(tcp or udp', 11, 'A `)` is missing'],
    ['net 10.2.0.1/16', 4, 'bits set behind'],
    ['host 10.2.0.300', 5, 'no IPv4 address'],
    ['ether host 10.2.0.3', 11, 'MAC address'],
    ['tcp[tcpflag] != 0', 4, 'no place in a header'],
    ['icmp[0:3] = 1', 7, '1, 2 or 4 bytes'],
    ['port 80 &', 8, 'cannot follow'],
  ])('“%s” is refused at character %i', (text, place, saying) => {
    const filter = parseFilter(text);
    expect(filter).toMatchObject({ problem: expect.stringContaining(saying), at: place });
  });

  it('reads no byte that is not there', () => {
    const filter = parseFilter('tcp[13] & 2 != 0 or host 10.2.0.3 or port 80 or ip[100:4] > 0');
    if ('problem' in filter) throw new Error(filter.problem);
    for (const bytes of frames)
      for (let length = 0; length < 40; length += 1) filter.matches(bytes.subarray(0, length));
  });
});
