import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Bytes of tshark's answer that we are ready to hold. */
const maxBuffer = 512 * 1024 * 1024;

const found = spawnSync('tshark', ['--version'], { encoding: 'utf8' });
export const hasTshark = found.status === 0;
if (!hasTshark) {
  process.stderr.write(
    '\n*** SKIPPED: tshark is not installed, so nobody but our own committed answers judges the codecs. ***\n',
  );
}

/** Checks every checksum, shows sequence numbers as they are, keeps each datagram's own fields (nothing reassembled). */
const preferences = [
  ...['ip.check_checksum:TRUE', 'tcp.check_checksum:TRUE', 'udp.check_checksum:TRUE', 'eth.check_fcs:TRUE'],
  ...['ip.defragment:FALSE', 'ipv6.defragment:FALSE', 'tcp.relative_sequence_numbers:FALSE'],
  ...['tcp.desegment_tcp_streams:FALSE', 'eth.fcs:FALSE', 'nameres.mac_name:FALSE'],
].flatMap((preference) => ['-o', preference]);

/** What tshark says of one frame: all values of each field, outer headers first. */
export type Said = Readonly<Record<string, readonly string[]>>;

/** @param keys as in `Field.key`. @returns for each frame the fields that are in it */
export async function tsharkFields(file: string, keys: readonly string[]): Promise<Said[]> {
  const wanted = keys.flatMap((key) => ['-e', key]);
  const args = ['-n', '-r', file, ...preferences, '-T', 'json', ...wanted];
  const { stdout } = await run('tshark', args, { maxBuffer });
  const frames = JSON.parse(stdout) as { _source: { layers?: Record<string, string[]> } }[];
  return frames.map(({ _source }) => _source.layers ?? {});
}

export interface Verdict {
  readonly packets: number;
  /** Numbers of frames, from 1, with what tshark says of them. */
  readonly malformed: readonly string[];
  readonly badChecksums: readonly string[];
  /** Expert information of level warning and above, except the two before. */
  readonly warnings: readonly string[];
}

const warning = 0x0060_0000;

/**
 * A whole capture before the judge.
 * @param capture pcapng or pcap
 * @param noise TCP ports that carry random bytes: tshark would find a protocol in some of them, and faults in it
 */
export async function judgeCapture(capture: Uint8Array, noise: readonly number[] = []): Promise<Verdict> {
  return withFile(capture, async (file) => {
    const asked = [
      '_ws.malformed',
      '_ws.expert.severity',
      '_ws.expert.message',
      ...checksums,
      'frame.number',
      'icmp.type',
      'tcp.checksum',
    ];
    const judging = preferences.map((each) => each.replace('ip.defragment:FALSE', 'ip.defragment:TRUE'));
    const plain = noise.flatMap((port) => ['-d', `tcp.port==${port},data`]);
    const args = ['-n', '-r', file, ...judging, ...plain, '-T', 'json', ...asked.flatMap((key) => ['-e', key])];
    const { stdout } = await run('tshark', args, { maxBuffer });
    const frames = JSON.parse(stdout) as { _source: { layers: Record<string, string[]> } }[];
    const malformed: string[] = [];
    const badChecksums: string[] = [];
    const warnings: string[] = [];
    for (const { _source } of frames) {
      const said = _source.layers;
      const number = said['frame.number']?.[0];
      if (said['_ws.malformed']) malformed.push(`${number}: malformed`);
      // What an ICMP error quotes is cut off, and tshark takes the sum of what is left for the checksum's.
      const isError = said['icmp.type']?.some((type) => ['3', '4', '5', '11', '12'].includes(type)) ?? false;
      for (const key of checksums) {
        if (isError && /^(tcp|udp)/.test(key)) continue;
        // Where the sum is 0, Linux writes its other form (skb_checksum_help): the same number (RFC 1624 §3), and tshark
        // wants 0x0000 to the letter. One segment of 65,536.
        if (key === 'tcp.checksum.status' && said['tcp.checksum']?.[0] === '0xffff') continue;
        // 0 is "bad", 1 "good", 2 "unverified", 3 "not present".
        if (said[key]?.some((status) => status === '0')) badChecksums.push(`${number}: ${key}`);
      }
      said['_ws.expert.severity']?.forEach((severity, index) => {
        const message = said['_ws.expert.message']?.[index] ?? '';
        if (Number(severity) < warning || /checksum/i.test(message)) return;
        if (/^malformed/i.test(message)) return;
        warnings.push(`${number}: ${message}`);
      });
    }
    return { packets: frames.length, malformed, badChecksums, warnings };
  });
}

const checksums = [
  'eth.fcs.status',
  'ip.checksum.status',
  'icmp.checksum.status',
  'icmpv6.checksum.status',
  'tcp.checksum.status',
  'udp.checksum.status',
];

/** Time (s, nine decimals), interface name and direction of every frame. */
export async function tsharkFrames(capture: Uint8Array): Promise<{ at: string; name: string; bytes: number }[]> {
  return withFile(capture, async (file) => {
    const keys = ['frame.time_epoch', 'frame.interface_name', 'frame.len'];
    const said = await tsharkFields(file, keys);
    return said.map((frame) => ({
      at: frame['frame.time_epoch']?.[0] ?? '',
      name: frame['frame.interface_name']?.[0] ?? '',
      bytes: Number(frame['frame.len']?.[0]),
    }));
  });
}

/** Puts a capture into a file for as long as `use` takes. */
export async function withFile<Answer>(bytes: Uint8Array, use: (file: string) => Promise<Answer>): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'capture-'));
  try {
    const file = join(folder, 'capture.pcapng');
    await writeFile(file, bytes);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
