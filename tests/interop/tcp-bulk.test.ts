import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { millisecond } from '../../network/time/clock.ts';
import type { LinkQuality } from '../../network/trace/event.ts';
import { scaled } from '../failures/scale.ts';
import { tsharkFields, withFile } from '../wire/tshark.ts';
import { address, bulkPort, host, Joint, statusOf } from './joint.ts';
import { sure, Talk } from './talk.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('nc', 'sha256sum', 'tshark', 'ss');
if (missing) process.stderr.write(`\n*** SKIPPED: bulk transfers with a kernel: ${missing}. ***\n`);

const gigabit: Partial<LinkQuality> = { rate: 1e9, delay: millisecond / 4, queue: 4e6 };
/** What a cable may do to a transfer, and how many bytes are enough to meet it often. */
const cables: readonly [string, Partial<LinkQuality>, number][] = [
  ['that does no harm', gigabit, 20_000_000],
  ['that loses 1 %', { ...gigabit, loss: 0.01 }, scaled(4_000_000, 20_000_000)],
  ['that loses 10 %', { ...gigabit, loss: 0.1 }, scaled(400_000, 20_000_000)],
  [
    'that lets one in ten overtake',
    { ...gigabit, reorder: 0.1, reorderBy: millisecond },
    scaled(4_000_000, 20_000_000),
  ],
  ['that doubles one in ten', { ...gigabit, duplicate: 0.1 }, scaled(4_000_000, 20_000_000)],
  ['with bit errors in one frame of a hundred', { ...gigabit, bitErrors: 1e-6 }, scaled(4_000_000, 20_000_000)],
  [
    'that does all of it',
    { ...gigabit, loss: 0.01, reorder: 0.02, reorderBy: millisecond, duplicate: 0.02, bitErrors: 5e-7, jitter: 50_000 },
    scaled(1_000_000, 20_000_000),
  ],
];
/** Lost and doubled frames are what tshark warns of here; the double of the last ACK meets a closed port. */
const expected = [
  /not captured|out-of-order|retransmission|completely full|zero window|D-SACK|eth.fcs|connection reset/i,
];
const limit = 600_000;

describe.skipIf(missing !== null)('many bytes over a cable of ours', { timeout: limit }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-hop-bulk-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let joint: Joint;
  afterEach(() => joint.close());

  const content = randomBytes(20_000_000);
  const file = join(folder, 'content');
  const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  it.each(cables)('come whole from Linux over one %s', async (_, quality, size) => {
    writeFileSync(file, content.subarray(0, size));
    joint = new Joint([host('ours', '10.9.0.2/24')]);
    const kernel = await joint.kernel('linux', '10.9.0.1/24', 'ours:eth0', quality);
    const listener = joint.act(() => sure(joint.stack('ours').tcp.listen({ address: 0, port: bulkPort })));
    const nc = kernel.start(['sh', '-c', `nc -N 10.9.0.2 ${bulkPort} < ${file}`]);
    const talk = await Talk.accepted(joint, listener);
    await joint.until('the end', () => talk.socket.finished, limit / 1000);
    talk.finish();
    expect(talk.total).toBe(size);
    expect(talk.digest()).toBe(digestOf(content.subarray(0, size)));
    expect(await statusOf(nc)).toBe(0);
    expect(await joint.complaints('ours:eth0', ...expected)).toEqual([]);
  });

  it.each(cables)('come whole to Linux over one %s', async (_, quality, size) => {
    joint = new Joint([host('ours', '10.9.0.2/24')]);
    const kernel = await joint.kernel('linux', '10.9.0.1/24', 'ours:eth0', quality);
    const nc = kernel.start(['sh', '-c', `nc -l ${bulkPort} | sha256sum`]);
    let heard = '';
    nc.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    await joint.until('a listener', () => kernel.run(`ss -Hltn sport = :${bulkPort}`).includes('LISTEN'));
    const talk = Talk.connect(joint, 'ours', { address: address('10.9.0.1'), port: bulkPort });
    talk.say(content.subarray(0, size)).finish();
    await statusOf(nc);
    expect(heard.split(' ')[0]).toBe(digestOf(content.subarray(0, size)));
    expect(await joint.complaints('ours:eth0', ...expected)).toEqual([]);
  });

  it('uses SACK both ways when frames are lost', async () => {
    joint = new Joint([host('ours', '10.9.0.2/24')]);
    const kernel = await joint.kernel('linux', '10.9.0.1/24', 'ours:eth0', { ...gigabit, loss: 0.02 });
    const listener = joint.act(() => sure(joint.stack('ours').tcp.listen({ address: 0, port: bulkPort })));
    const echo = kernel.start(['sh', '-c', `head -c 1000000 /dev/zero | nc -N 10.9.0.2 ${bulkPort} | tail -c 1`]);
    const talk = await Talk.accepted(joint, listener);
    talk.say(new Uint8Array(1_000_000)).finish();
    await statusOf(echo);
    const keys = ['ip.src', 'tcp.options.sack_le'];
    const said = await withFile(joint.capture('ours:eth0'), (capture) => tsharkFields(capture, keys));
    const sacks = said.filter((frame) => frame['tcp.options.sack_le']).map((frame) => frame['ip.src']?.[0]);
    expect(new Set(sacks)).toEqual(new Set(['10.9.0.1', '10.9.0.2']));
    const again = joint.events.flatMap((event) => (event.kind === 'tcp.retransmitted' ? [event.why] : []));
    expect(again).toContain('sack');
  });
});
