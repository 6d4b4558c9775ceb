import { afterEach, describe, expect, it } from 'vitest';
import { server, way } from '../../content/icmp-ping-and-traceroute/way.ts';
import { eventsOf } from '../../lab/scene/capture.ts';
import { Scene } from '../../lab/scene/scene.ts';
import { TestScene } from '../../lab/scene/test-scene.ts';
import { realWall } from '../../lab/scene/wall.ts';
import { echoesOfLastPing, histogramOf } from '../../lab/views/echoes.ts';
import { probesOfLastTrace } from '../../lab/views/probes.ts';

// The figures of 3.5 against what the programs themselves printed.

const id = '3.5b';
let room: TestScene | undefined;
const open = (): TestScene => {
  room = new TestScene(way(id), realWall(), (log, wall) => new Scene(id, way(id), log, wall));
  return room;
};
const events = () => eventsOf(room?.log.entries ?? [], id);

afterEach(() => room?.scene.close());

describe('the staircase of TTLs', () => {
  it('has a step for each TTL, and each dies where traceroute says', async () => {
    const lines = await open().see('pc1', `traceroute -n ${server}`, '4  198.51.100.20');
    await room?.scene.runFor(10_000_000_000);
    const probes = probesOfLastTrace(events());
    expect(probes.map(({ ttl }) => ttl)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    for (const { ttl, crossings, answer, target } of probes) {
      expect(target).toBe(server);
      expect(crossings.map((crossing) => crossing.ttl)).toEqual(Array.from({ length: ttl }, (_, at) => ttl - at));
      expect(answer?.kind).toBe(ttl === 4 ? 'port unreachable' : 'time exceeded');
      expect(lines).toContain(`${ttl}  ${answer?.from}`);
    }
    expect(probes.at(-1)?.crossings.map(({ to }) => to)).toEqual(['r1', 'r2', 'r3', 'server']);
  });

  it('shows a router that keeps quiet as a probe without an answer, and begins anew with the next trace', async () => {
    await open().see('pc1', `traceroute -n ${server}`, '4  198.51.100.20');
    room?.scene.act({ act: 'mute', device: 'r2', echo: true, errors: true });
    await room?.see('pc1', `traceroute -n ${server}`, '4  198.51.100.20');
    await room?.scene.runFor(10_000_000_000);
    const probes = probesOfLastTrace(events());
    expect(probes).toHaveLength(12);
    expect(probes.filter(({ answer }) => answer === null).map(({ ttl }) => ttl)).toEqual([2, 2, 2]);
  });

  it('takes no ping and no question for a name for a probe', async () => {
    await open().see('pc1', `ping -c 1 ${server}`, '1 received');
    expect(probesOfLastTrace(events())).toEqual([]);
  });
});

describe('the histogram of round trips', () => {
  it('has the times that ping printed, and the replies that did not come', async () => {
    await open().see('pc1', `ping -c 2 ${server}`, '2 received');
    room?.scene.act({ act: 'quality', cable: 'r1-r2', quality: { loss: 0.3 } });
    const printed = (await room?.see('pc1', `ping -c 20 -i 0.2 ${server}`, 'packets transmitted')) ?? '';
    const echoes = echoesOfLastPing(events(), 'pc1');
    expect(echoes).toHaveLength(20);
    const times = new Map(
      [...printed.matchAll(/icmp_seq=(\d+) .*time=([\d.]+) ms/g)].map(([, seq, ms]) => [Number(seq), Number(ms)]),
    );
    expect(times.size).toBeGreaterThan(2);
    expect(times.size).toBeLessThan(20);
    for (const { sequence, roundTrip } of echoes) {
      if (!times.has(sequence)) expect(roundTrip).toBeNull();
      else expect((roundTrip ?? 0) / 1e6).toBeCloseTo(times.get(sequence) ?? 0, 0);
    }
    const bars = histogramOf(echoes, 1e6, 12);
    expect(bars.flatMap(({ sequences }) => sequences).sort((a, b) => a - b)).toEqual([...times.keys()]);
  });

  it('puts all that took longer into its last bar', () => {
    const echoes = [1, 2, 2, 40].map((ms, at) => ({ sequence: at + 1, roundTrip: ms * 1e6 }));
    expect(histogramOf(echoes, 1e6, 3)).toEqual([
      { from: 1e6, to: 2e6, sequences: [1] },
      { from: 2e6, to: 3e6, sequences: [2, 3] },
      { from: 3e6, to: 41e6, sequences: [4] },
    ]);
    expect(histogramOf([{ sequence: 1, roundTrip: null }], 1e6, 3)).toEqual([]);
  });
});
