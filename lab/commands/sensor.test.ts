import { afterEach, describe, expect, test } from 'vitest';
import { readingsThroughLoss, readingsWithoutLoss } from '../checks/readings.ts';
import { EvidenceLog } from '../evidence/log.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import type { Topology } from '../topology/topology.ts';
import { commands } from './index.ts';
import { decodeReading, encodeEnd, encodeReading, READING_BYTES } from './sensor/reading.ts';
import { IN_TIME_MS, ReadingTally } from './sensor/tally.ts';
import { Bench } from './test-bench.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const at = { x: 0, y: 0 };
const pair = (loss: number): Topology => ({
  id: 'pair',
  seed: 'first-hop',
  devices: [
    { kind: 'host', name: 'buoy', at, interfaces: [{ address: '10.0.0.1/24' }], hosts: { shore: '10.0.0.2' } },
    { kind: 'host', name: 'shore', at, interfaces: [{ address: '10.0.0.2/24' }] },
  ],
  cables: [{ name: 'radio', ends: ['buoy:eth0', 'shore:eth0'], quality: { delay: 40_000_000, loss } }],
});

async function race(loss: number) {
  const network = new Bench(pair(loss));
  open.push(network.scene);
  await network.type('shore', 'sensor collect\r');
  await network.run('buoy', 'sensor send udp shore');
  await network.run('buoy', 'sensor send tcp shore');
  return network.shell('shore').transcript;
}

const numbers = (shown: string): number[][] =>
  [...shown.matchAll(/in time (\d+) \(.*\) · late (\d+) · never (\d+)/g)].map((match) => match.slice(1).map(Number));

describe('sensor', () => {
  test('without loss both ways bring everything in time', async () => {
    expect(numbers(await race(0))).toEqual([
      [200, 0, 0],
      [200, 0, 0],
    ]);
  });

  test('with loss UDP brings most in time and the rest never; TCP brings all, many of them late', async () => {
    const [udp, tcp] = numbers(await race(0.2));
    expect(udp?.[1]).toBe(0);
    expect(udp?.[2]).toBeGreaterThan(20);
    expect(udp?.[2]).toBeLessThan(60);
    expect(tcp?.[2]).toBe(0);
    expect(tcp?.[1]).toBeGreaterThan(20);
  });

  test('works on this computer, too, where nothing is lost', async () => {
    const log = new EvidenceLog(testWorld.now);
    const host = new MemoryHost({ log });
    const [a, b] = ['a', 'b'].map((terminal) => new TerminalRig({ commands, log, host, terminal }));
    if (!a || !b) throw new Error('Two terminals were made.');
    open.push(a.shell, b.shell);
    a.line('sensor collect');
    await a.see('Collecting');
    await b.run('sensor send --count 5 --rate 1000 udp 127.0.0.1');
    await a.see(/5 readings over UDP[\s\S]*in time 5/);
    await b.run('sensor send --count 5 --rate 1000 tcp 127.0.0.1');
    await a.see(/5 readings over TCP[\s\S]*in time 5/);
    expect(await b.run('sensor collect')).toContain('Address already in use');
    expect(await b.run('sensor send sctp shore')).toContain('Say udp or tcp');
    expect(await b.run('sensor send --rate 0 udp 127.0.0.1')).toContain('from 1 to 1000');
  });
});

describe('a reading', () => {
  test('is a line of 64 bytes and comes back as it was', () => {
    const reading = { number: 17, of: 200, at: 1234.5 };
    const line = encodeReading(reading);
    expect(line).toHaveLength(READING_BYTES);
    expect(decodeReading(new TextDecoder().decode(line))).toEqual(reading);
    expect(decodeReading(new TextDecoder().decode(encodeEnd(200)))).toEqual({ end: 200 });
    for (const other of ['', 'reading 1 of 2', 'reading x of 2 at 1.0', 'end of'])
      expect(decodeReading(other)).toBeNull();
  });

  test('is in time, late or missing, and counts once', () => {
    const tally = new ReadingTally();
    tally.add({ number: 1, of: 4, at: 0 }, IN_TIME_MS);
    tally.add({ number: 1, of: 4, at: 0 }, IN_TIME_MS + 500);
    tally.add({ number: 3, of: 4, at: 0 }, IN_TIME_MS + 501);
    expect(tally.rows).toEqual(['#.~.']);
    expect([tally.count('in time'), tally.count('late'), tally.count('missing'), tally.silence]).toEqual([
      1, 1, 2, 500,
    ]);
  });
});

describe('checks of readings', () => {
  const wanted = {
    scene: 's',
    transport: 'udp',
    from: 'buoy',
    cable: 'radio',
    frames: () => true,
    count: 200,
  } as const;
  const log = (...facts: Parameters<EvidenceLog['append']>[0][]) => {
    const made = new EvidenceLog(() => 0);
    for (const fact of facts) made.append(fact);
    return made.entries;
  };
  const lost = {
    kind: 'network',
    scene: 's',
    run: 1,
    event: {
      kind: 'frame.dropped',
      at: 1,
      frame: 1,
      where: 'radio',
      reason: 'loss',
      says: '',
      bytes: new Uint8Array(60),
    },
  } as const;
  const run = (inTime: number, late: number, transport: 'udp' | 'tcp' = 'udp') =>
    ({
      kind: 'readings.collected',
      transport,
      from: { address: '10.0.0.1', port: 9 },
      of: 200,
      inTime,
      late,
      host: 'shore',
    }) as const;

  test('a loss belongs to the run in which it happened', () => {
    expect(readingsThroughLoss(wanted)(log(lost, run(199, 0))).passed).toBe(true);
    expect(readingsThroughLoss(wanted)(log(lost, run(200, 0, 'tcp'), run(200, 0))).saying).toContain('lost nothing');
    expect(readingsWithoutLoss(wanted)(log(lost, run(199, 0), run(200, 0))).passed).toBe(true);
    expect(readingsWithoutLoss(wanted)(log(lost, run(199, 0))).saying).toContain(
      'lost 1 frame of the last run over UDP',
    );
    expect(readingsWithoutLoss(wanted)(log()).saying).toContain('No run of 200 readings');
  });

  test('over TCP all must have come, some late and some sent again', () => {
    const tcp = { ...wanted, transport: 'tcp' } as const;
    const again = {
      kind: 'network',
      scene: 's',
      run: 1,
      event: { kind: 'tcp.retransmitted', at: 1, device: 'buoy', socket: 1, sequence: 1, length: 64, why: 'timeout' },
    } as const;
    expect(readingsThroughLoss(tcp)(log(lost, again, run(100, 100, 'tcp'))).passed).toBe(true);
    expect(readingsThroughLoss(tcp)(log(lost, run(100, 100, 'tcp'))).passed).toBe(false);
    expect(readingsThroughLoss(tcp)(log(lost, again, run(100, 99, 'tcp'))).passed).toBe(false);
  });
});
