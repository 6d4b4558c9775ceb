import { describe, expect, it } from 'vitest';
import { millisecond, second } from '../../time/clock.ts';
import { initialWindow } from './congestion.ts';
import { connected, type Pair, pair, pattern } from './test/pipe.ts';
import { ScriptedPeer } from './test/scripted-peer.ts';

const mss = [{ is: 'mss', size: 1000 }] as const;
const sackOk = [{ is: 'mss', size: 1000 }, { is: 'sack-permitted' }] as const;
const whys = (events: Pair['events']): string[] =>
  events.flatMap((event) => (event.kind === 'tcp.retransmitted' ? [event.why] : []));

describe('Retransmission timer: RFC 6298', () => {
  it('doubles, and gives up after fifteen', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(true, mss);
    program.socket.send(new Uint8Array(10));
    peer.wait(0).heard();
    const times: number[] = [];
    for (let at = 0; at < 2_000_000; at += 100) for (const _ of peer.wait(100).heard()) times.push(at);
    expect(times).toHaveLength(15);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect((gaps[3] ?? 0) / (gaps[2] ?? 1)).toBeCloseTo(2, 0);
    expect(gaps.at(-1)).toBe(120_000);
    expect(program.ended).toEqual({ end: 'timeout', by: 'local' });
  });
  it('does not measure what was sent twice (Karn)', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(true, mss);
    program.socket.send(new Uint8Array(10));
    peer.wait(5000).say({ ack: 11 });
    const measured = peer.events.flatMap((event) => (event.kind === 'tcp.sampled' ? [event.smoothedRtt] : []));
    expect(measured.at(-1)).toBe(0);
  });
});

describe('Congestion control: RFC 5681', () => {
  it('begins with ten segments (RFC 6928) and doubles in a round trip', () => {
    expect([initialWindow(1460), initialWindow(536), initialWindow(9000)]).toEqual([14_600, 5360, 18_000]);
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(true, mss);
    program.socket.send(new Uint8Array(60_000));
    expect(peer.wait(0).heard()).toHaveLength(10);
    for (let at = 1; at <= 10; at += 1) peer.say({ ack: 1 + at * 1000 });
    expect(peer.heard()).toHaveLength(20);
  });
  it('retransmits at the third duplicate ACK and not at the second', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(true, mss);
    program.socket.send(new Uint8Array(60_000));
    peer.wait(0).heard();
    peer.say({}).say({});
    expect(peer.heard().map(({ seq }) => seq)).toEqual([10_001, 11_001]);
    peer.say({});
    expect(peer.heard()[0]?.seq).toBe(1);
  });
  it('repairs one hole for each partial ACK (NewReno, RFC 6582)', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(true, mss);
    program.socket.send(new Uint8Array(10_000));
    peer.wait(0).heard();
    for (let at = 0; at < 3; at += 1) peer.say({});
    peer.heard();
    peer.say({ ack: 4001 });
    expect(peer.heard().map(({ seq }) => seq)).toEqual([4001]);
    peer.say({ ack: 10_001 });
    expect(program.socket.sendQueue).toBe(0);
    expect(whys(peer.events)).toEqual(['fast', 'fast']);
  });
  it('repairs several holes in one round trip with SACK (RFC 6675)', () => {
    const peer = new ScriptedPeer(1000, { timestamps: false, windowScale: false });
    const { program } = peer.accepted(true, sackOk);
    program.socket.send(new Uint8Array(10_000));
    peer.wait(0).heard();
    const at = (position: number) => (peer.theirs + position) >>> 0;
    const blocks = [
      { left: at(1001), right: at(2001) },
      { left: at(3001), right: at(4001) },
      { left: at(5001), right: at(10_001) },
    ];
    for (let count = 1; count <= 3; count += 1) peer.say({ options: [{ is: 'sack', blocks: blocks.slice(0, count) }] });
    expect(peer.heard().map(({ seq }) => seq)).toEqual([1, 2001, 4001]);
    peer.say({ ack: 10_001 });
    expect(program.socket.sendQueue).toBe(0);
  });
  it('tells the latest islands first (RFC 2018 §4)', () => {
    const peer = new ScriptedPeer(1000, { timestamps: false, windowScale: false });
    peer.accepted(true, sackOk);
    peer.say({ seq: 11, data: 'a' }).say({ seq: 21, data: 'b' });
    const sack = peer
      .heard()
      .at(-1)
      ?.options.find(({ is }) => is === 'sack');
    expect(sack).toEqual({
      is: 'sack',
      blocks: [
        { left: 1021, right: 1022 },
        { left: 1011, right: 1012 },
      ],
    });
  });
});

describe('A bad pipe', () => {
  const run = (seed: number, options: { sack?: boolean; timestamps?: boolean; nagle?: boolean }): Pair => {
    const net = pair({ seed: `fuzz ${seed}`, a: options, b: options });
    const size = 120_000;
    const sent = [pattern(size), pattern(size + 77).subarray(77)] as const;
    const { client, server } = connected(net);
    const chance = net.world.random.branch('mischief');
    const loss = [0.01, 0.1, 0.2][seed % 3] ?? 0;
    for (const end of [net.ends.a, net.ends.b])
      end.mischief = (_, send) => {
        if (chance.happens(loss)) return;
        send(chance.happens(0.1) ? chance.below(20) * millisecond : 0);
        if (chance.happens(0.05)) send(chance.below(50) * millisecond);
      };
    client.pour(sent[0]);
    server.pour(sent[1]);
    net.clock.runUntil(3600 * second);
    expect([server.total, client.total]).toEqual([size, size]);
    expect(Buffer.concat(server.chunks).equals(sent[0])).toBe(true);
    expect(Buffer.concat(client.chunks).equals(sent[1])).toBe(true);
    expect([client.ended?.end, server.ended?.end]).toEqual(['fin', 'fin']);
    expect([...net.a.sockets, ...net.b.sockets.filter((socket) => !('backlog' in socket))]).toEqual([]);
    return net;
  };
  it.each(Array.from({ length: 30 }, (_, seed) => seed))('delivers every byte once and in order (seed %i)', (seed) => {
    run(seed, { sack: seed % 2 === 0, timestamps: seed % 4 < 2, nagle: seed % 5 !== 0 });
  });
  it('does the same again with the same seed', () => {
    const story = (net: Pair) => JSON.stringify(net.events);
    expect(story(run(7, {}))).toBe(story(run(7, {})));
  });
});
