import { describe, expect, it } from 'vitest';
import { encodePcapng } from '../../network/wire/pcapng.ts';
import { readCapture } from './read-capture.ts';
import { hasTshark, judgeCapture, tsharkFrames } from './tshark.ts';
import { vectors } from './vectors.ts';

const second = 1_000_000_000;
const points = [{ name: 'pc1:eth0' }, { name: 'sw1:rück 2', fcs: true }];
/** Some made by hand are wrong on purpose; the rest is what Linux sent. */
const sound = vectors.filter(({ name }) => ['arp', 'ping', 'fragments', 'tcp-udp'].includes(name));
const frames = sound
  .flatMap((vector) => vector.frames)
  .map(({ bytes }, index) => ({
    interface: index % 2,
    at: index * 7 * second + 123_456_789,
    bytes,
    direction: index % 3 === 0 ? ('inbound' as const) : ('outbound' as const),
  }));

describe('a pcapng of ours', () => {
  it('is read back: bytes, ns, interface, direction', () => {
    const read = readCapture(
      encodePcapng(
        points,
        frames.filter((frame) => frame.interface === 0),
      ),
    );
    const own = frames.filter((frame) => frame.interface === 0);
    expect(read.map(({ at }) => Number(at))).toEqual(own.map(({ at }) => at));
    expect(read.map(({ direction }) => direction)).toEqual(own.map(({ direction }) => direction));
    expect(read.every((frame) => frame.interface === 'pc1:eth0')).toBe(true);
    expect(read.map(({ bytes }) => Buffer.from(bytes))).toEqual(own.map(({ bytes }) => Buffer.from(bytes)));
  });

  it.skipIf(!hasTshark)('opens in tshark: nothing malformed, no bad checksum (FCS included), no warning', async () => {
    const verdict = await judgeCapture(encodePcapng(points, frames));
    expect(verdict).toMatchObject({ packets: frames.length, malformed: [], badChecksums: [] });
    // The vectors hold one refused connection, and tshark warns of its RST. Nothing else may be there.
    expect(verdict.warnings.map((each) => each.replace(/^\d+: /, ''))).toEqual(['Connection reset (RST)']);
  });

  it.skipIf(!hasTshark)('has the same times and interface names in tshark', async () => {
    const seen = await tsharkFrames(encodePcapng(points, frames));
    expect(seen).toEqual(
      frames.map(({ at, interface: index, bytes }) => ({
        at: `${Math.floor(at / second)}.${String(at % second).padStart(9, '0')}`,
        name: points[index]?.name,
        bytes: bytes.length + (points[index]?.fcs ? 4 : 0),
      })),
    );
  });

  it.skipIf(!hasTshark)('shows the judge what is wrong', async () => {
    const ping = vectors.find(({ name }) => name === 'ping')?.frames[0]?.bytes ?? new Uint8Array();
    const damaged = Uint8Array.from(ping);
    damaged[50] = (damaged[50] ?? 0) ^ 1;
    const wrong = [
      { interface: 0, at: 0, bytes: damaged },
      { interface: 1, at: 1, bytes: ping, fcs: 0x12345678 },
      { interface: 0, at: 2, bytes: ping.subarray(0, 30) },
    ];
    const verdict = await judgeCapture(encodePcapng(points, wrong));
    expect(verdict.badChecksums).toEqual(['1: icmp.checksum.status', '2: eth.fcs.status']);
    expect(verdict.malformed.length + verdict.warnings.length).toBeGreaterThan(0);
  });
});
