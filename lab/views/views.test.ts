import { describe, expect, it } from 'vitest';
import type { Field, Layer } from '../../network/wire/field.ts';
import { FrameLadder, type Rung } from './frame-ladder.ts';
import { glanceAt } from './glance.ts';
import { plotsOf } from './plots.ts';
import { fieldAt, isSelected, selectByte, selectFrame } from './selection.ts';
import { arp, conversation, perCable, Story, segment } from './story.ts';
import { streamOf } from './stream.ts';
import { Tables } from './tables.ts';
import { rowOf, Transmissions } from './transmissions.ts';

const end = 10_000_000;
const hosts = ['pc1', 'pc2'];

describe('frames in flight', () => {
  const { events } = conversation();
  const transmissions = new Transmissions();

  it('are as far along as time has come between first bit out and last bit in', () => {
    expect(transmissions.inFlight(events, perCable / 2)).toMatchObject([
      {
        link: 'left',
        from: 'pc1:eth0',
        fraction: 0.5,
        phase: 'moving',
        glance: { label: 'ARP who-has .9', colour: 'link' },
      },
    ]);
  });

  it('are not there before they were sent nor after they arrived', () => {
    expect(transmissions.inFlight(events, 60_000)).toEqual([]);
    expect(transmissions.inFlight(events, perCable * 2)).toEqual([]);
  });

  it('stay where they were lost for as long as is asked', () => {
    const lostAt = 500_000 + perCable + 12_500;
    expect(transmissions.inFlight(events, lostAt - 1)).toMatchObject([{ phase: 'moving', link: 'right' }]);
    expect(transmissions.inFlight(events, lostAt + 100, 200)).toMatchObject([
      { phase: 'lost', reason: 'loss', fraction: 0.5 },
    ]);
    expect(transmissions.inFlight(events, lostAt + 300, 200)).toEqual([]);
  });

  it('wait at the port until their first bit leaves', () => {
    const story = new Story();
    story.tell(0, {
      ...{ kind: 'frame.sent', frame: 1, link: 'left', from: 'pc1:eth0', to: 'sw1:p1', bytes: arp('pc1') },
      ...{ starts: 500, ends: 600, arrives: 700, queued: 60 },
    });
    expect(new Transmissions().inFlight(story.events, 499)).toMatchObject([{ phase: 'waiting', fraction: 0 }]);
  });
});

describe('rows of the packet list', () => {
  const { events } = conversation();
  const transmissions = new Transmissions();

  it('show each transmission, or those of one cable', () => {
    expect(transmissions.count(events, end)).toBe(16);
    expect(transmissions.indices(events, end, 'left')).toHaveLength(8);
    expect(transmissions.indices(events, end, 'pc2')).toHaveLength(8);
  });

  it('tell a loss only once it has happened', () => {
    const index = transmissions.indices(events, 530_000, 'right').at(-1) ?? -1;
    const row = (until: number) => {
      const one = transmissions.at(events, index, until);
      return one && rowOf(one);
    };
    expect(row(530_000)?.trouble).toBeNull();
    expect(row(540_000)?.trouble).toBe('loss at right');
    expect(row(540_000)?.glance).toMatchObject({
      protocol: 'TCP',
      colour: 'app',
      label: '“SAY hi”',
      to: '10.0.0.9:5001',
    });
  });
});

describe('tables of devices', () => {
  const { events } = conversation();

  it('hold at each moment what was known then, also when time goes back', () => {
    const tables = new Tables();
    expect(tables.of(events, end, 'sw1').mac).toMatchObject([{ port: 'p1' }, { port: 'p2', since: 125_000 }]);
    expect(tables.of(events, 100_000, 'sw1').mac).toMatchObject([{ port: 'p1', since: 25_000 }]);
    expect(tables.of(events, 10, 'sw1').mac).toEqual([]);
    expect(tables.of(events, end, 'pc1')).toMatchObject({
      arp: [{ address: '10.0.0.9', state: 'reachable' }],
      sockets: [{ state: 'ESTAB', remote: '10.0.0.9:5001' }],
    });
  });

  it('notice that another network was built', () => {
    const tables = new Tables();
    tables.of(events, end, 'sw1');
    expect(tables.of([], end, 'sw1').mac).toEqual([]);
    expect(tables.of(conversation().events, 100_000, 'sw1').mac).toHaveLength(1);
  });

  it('follow 100,000 events, and look back into them, faster than a picture of the screen', () => {
    const story = new Story();
    for (let at = 0; at < 100_000; at += 1)
      story.tell(at, { kind: 'mac.changed', device: 'sw1', mac: `m${at % 500}`, port: `p${at % 8}`, how: 'refreshed' });
    const tables = new Tables();
    tables.of(story.events, end, 'sw1');
    const start = performance.now();
    for (let round = 0; round < 20; round += 1) {
      expect(tables.of(story.events, 50_000 + round, 'sw1').mac).toHaveLength(500);
      story.tell(100_000 + round, { kind: 'mac.changed', device: 'sw1', mac: 'm0', port: 'p1', how: 'refreshed' });
      tables.of(story.events, 50_000 + round + 1, 'sw1');
    }
    expect((performance.now() - start) / 40).toBeLessThan(16);
  });
});

describe('the ladder', () => {
  const { events } = conversation();
  const ladder = new FrameLadder();
  const rungs = (until: number): Rung[] =>
    ladder.items(events, until, { hosts, flow: null }).filter((item) => item.kind === 'frame');

  it('has one rung for what a switch passed on, from host to host', () => {
    expect(rungs(160_000)).toMatchObject([
      { frame: 1, from: 'pc1', end: { kind: 'arrived', to: 'pc2', at: perCable * 2 } },
      { from: 'pc2', end: { kind: 'arrived', to: 'pc1' } },
    ]);
  });

  it('does not say where a frame ends before it has', () => {
    expect(rungs(10)).toMatchObject([{ end: { kind: 'open' } }]);
  });

  it('counts sequence numbers from each side’s start', () => {
    expect(
      rungs(end)
        .slice(2, 5)
        .map(({ relative }) => relative),
    ).toEqual([
      { sequence: 0, acknowledgment: 0 },
      { sequence: 0, acknowledgment: 1 },
      { sequence: 1, acknowledgment: 1 },
    ]);
  });

  it('marks what was lost and what was sent again, and why', () => {
    expect(rungs(end).slice(5, 7)).toMatchObject([
      { end: { kind: 'lost', where: 'right', reason: 'loss' }, again: null },
      { end: { kind: 'arrived' }, again: { why: 'timeout' }, segment: { text: '“SAY hi”' } },
    ]);
  });

  it('has the states of both ends where they changed', () => {
    const states = ladder.items(events, end, { hosts, flow: null }).filter((item) => item.kind === 'state');
    expect(states.map(({ device, state }) => `${device} ${state}`)).toEqual([
      'pc1 SYN-SENT',
      'pc2 SYN-RECV',
      'pc1 ESTAB',
      'pc2 ESTAB',
    ]);
  });

  it('counts duplicate acknowledgments', () => {
    const story = new Story();
    for (const at of [0, 100_000, 200_000])
      story.across(at, 'pc2', segment({ from: 'pc2', sequence: 5, acknowledgment: 77, flags: 16 }));
    const items = new FrameLadder().items(story.events, end, { hosts, flow: null });
    expect(items.map((item) => item.kind === 'frame' && item.duplicateAck)).toEqual([0, 1, 2]);
  });

  it('can show one connection only', () => {
    const [flow] = ladder.flows(events, end);
    expect(flow).toBe('10.0.0.2:49152 – 10.0.0.9:5001');
    expect(ladder.items(events, end, { hosts, flow: flow ?? '' })).toHaveLength(6 + 4);
  });
});

describe('a stream', () => {
  it('is read once, however often it was sent', () => {
    const parts = streamOf(conversation().events, end, '10.0.0.2:49152 – 10.0.0.9:5001');
    expect(parts.map(({ from, text }) => [from, text])).toEqual([
      ['10.0.0.2:49152', 'SAY hi\n'],
      ['10.0.0.9:5001', 'MSG anon-7 hi\n'],
    ]);
  });
});

describe('plots', () => {
  it('tell bytes sent for the first time from bytes sent again', () => {
    const plots = plotsOf(conversation().events, { device: 'pc1', socket: null, from: 0, until: end });
    const sequence = plots.find(({ key }) => key === 'sequence');
    expect(sequence?.series.map(({ name, points }) => [name, points.map(({ y }) => y)])).toEqual([
      ['sent', [1, 9]],
      ['sent again', [9]],
      ['acknowledged', [1, 9]],
    ]);
  });
});

describe('the selection', () => {
  const field = (key: string, start: number, stop: number, parts?: readonly Field[]): Field => ({
    ...{ name: key, key, value: '', bits: { start, end: stop }, meaning: '', source: '' },
    ...(parts ? { parts } : {}),
  });
  const layers: readonly Layer[] = [
    {
      ...{ name: 'IPv4', summary: '', bits: { start: 0, end: 32 } },
      fields: [
        field('ip.version', 0, 4),
        field('ip.hdr_len', 4, 8),
        field('ip.flags', 8, 16, [field('ip.flags.df', 8, 9), field('ip.flags.rest', 9, 16)]),
        field('ip.len', 16, 32),
      ],
    },
  ];

  it('finds the field of a byte, the innermost of a bit, and what is around when a byte is shared', () => {
    expect(selectByte(layers, 7, 3)).toEqual({ frame: 7, field: 'ip.len', bits: { start: 16, end: 32 } });
    expect(fieldAt(layers, 8)?.field.key).toBe('ip.flags.df');
    expect(selectByte(layers, 7, 1).field).toBe('ip.flags');
    expect(selectByte(layers, 7, 0)).toEqual({ frame: 7, field: 'ip.version', bits: { start: 0, end: 8 } });
  });

  it('knows one field of several with the same key by its bits', () => {
    const chosen = selectByte(layers, 7, 2);
    expect(isSelected(field('ip.len', 16, 32), chosen)).toBe(true);
    expect(isSelected(field('ip.len', 32, 48), chosen)).toBe(false);
    expect(selectByte(layers, 7, 99)).toEqual(selectFrame(7));
  });
});

describe('a glance at bytes', () => {
  it('says something of any bytes at all', () => {
    const whole = segment({ from: 'pc1', sequence: 1, flags: 24, data: 'x' });
    for (let length = 0; length <= whole.length; length += 1) {
      const glance = glanceAt(whole.slice(0, length));
      expect(glance.label).not.toBe('');
    }
  });
});
