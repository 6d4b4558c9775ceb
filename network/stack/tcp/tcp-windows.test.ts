import { describe, expect, it } from 'vitest';
import { millisecond, second } from '../../time/clock.ts';
import { connected, pair, pattern, text } from './test/pipe.ts';
import { ScriptedPeer } from './test/scripted-peer.ts';

describe('Nagle: RFC 9293 §3.7.4', () => {
  it('holds small data back while something is under way', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    for (const letter of 'abc') program.socket.send(text(letter));
    peer.wait(0);
    expect(peer.lines()).toEqual(['PA 1:1 "a"']);
    peer.say({ ack: 2 });
    expect(peer.lines()).toEqual(['PA 2:1 "bc"']);
  });
  it('does not when it is off', () => {
    const peer = new ScriptedPeer(1000, { nagle: false });
    const { program } = peer.accepted();
    for (const letter of 'abc') program.socket.send(text(letter));
    peer.wait(0);
    expect(peer.lines()).toEqual(['PA 1:1 "a"', 'PA 2:1 "b"', 'PA 3:1 "c"']);
  });
});

describe('Delayed ACK: RFC 9293 §3.8.6.3', () => {
  it('acknowledges every second segment at once and a single one after 40 ms', () => {
    const peer = new ScriptedPeer();
    peer.accepted();
    peer.say({ seq: 1, data: 'a' });
    expect(peer.lines()).toEqual([]);
    peer.say({ seq: 2, data: 'b' });
    expect(peer.lines()).toEqual(['A 1:3']);
    peer.say({ seq: 3, data: 'c' }).wait(39);
    expect(peer.lines()).toEqual([]);
    peer.wait(1);
    expect(peer.lines()).toEqual(['A 1:4']);
  });
  it('rides on data that goes the other way', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ seq: 1, data: 'question' });
    program.socket.send(text('answer'));
    peer.wait(100);
    expect(peer.lines()[0]).toBe('PA 1:9 "answer"');
  });
  it('does not wait out of order, nor when it is off', () => {
    const peer = new ScriptedPeer(1000, { delayedAck: false });
    peer.accepted();
    peer.say({ seq: 1, data: 'a' }).say({ seq: 3, data: 'c' });
    expect(peer.lines()).toEqual(['A 1:2', 'A 1:2']);
  });
});

describe('Windows: RFC 9293 §3.8.6', () => {
  it('sends no more than the peer takes, and probes a closed window with one byte, later and later', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(true, [], 4);
    program.socket.send(text('abcdefgh'));
    peer.wait(0);
    expect(peer.lines()).toEqual(['A 1:1 "abcd"']);
    peer.say({ ack: 5, window: 0 });
    const times: number[] = [];
    for (let at = 0; at < 8000; at += 100) {
      for (const { data } of peer.wait(100).heard()) {
        expect(data).toBe('e');
        times.push(at);
        peer.say({ ack: 5, window: 0 });
      }
    }
    expect(times.length).toBeGreaterThan(3);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect([...gaps].sort((a, b) => a - b)).toEqual(gaps);
    peer.say({ ack: 5, window: 100 });
    peer.wait(8000);
    expect(peer.lines().join()).toContain('efgh');
    expect(peer.events.some((event) => event.kind === 'tcp.retransmitted' && event.why === 'zero-window-probe')).toBe(
      true,
    );
  });
  it('keeps a connection whose window is closed for a day, as long as the peer answers: MUST-37', () => {
    const net = pair({ traced: false });
    const { client, server } = connected(net, { reads: false });
    client.pour(pattern(600_000), false);
    net.clock.runUntil(86_400 * second);
    expect(client.socket.state).toBe('ESTAB');
    server.read();
    server.socket.user.readable = () => server.read();
    net.clock.runUntil(net.clock.now + 600 * second);
    expect(server.total).toBe(600_000);
  });
  it('opens its window only by a segment or half the buffer: no silly window', () => {
    const peer = new ScriptedPeer(1000, { receiveBuffer: 2000, timestamps: false, windowScale: false, sack: false });
    const { program } = peer.accepted(false);
    peer.say({ seq: 1, data: 'x'.repeat(2000) }).wait(40);
    expect(peer.heard().at(-1)?.window).toBe(0);
    program.read(100);
    peer.wait(0);
    expect(peer.lines()).toEqual([]);
    program.read(900);
    peer.wait(0);
    expect(peer.heard().map(({ window }) => window)).toEqual([1000]);
  });
  it('scales windows beyond 64 KiB: RFC 7323 §2', () => {
    const net = pair();
    const { client, server } = connected(net, { reads: false });
    client.pour(pattern(400_000), false);
    net.clock.runUntil(5 * second);
    expect(server.socket.receiveQueue).toBe(256 * 1024);
  });
  it('does not scale for a peer that does not', () => {
    const peer = new ScriptedPeer(1000, {});
    peer.accepted();
    peer.say({ seq: 1, data: 'a' }).say({ seq: 2, data: 'b' });
    expect(peer.heard().at(-1)?.window).toBe(65_535);
  });
});

describe('Sequence numbers that wrap', () => {
  it('pass 2^32 with data in and out of order', () => {
    const peer = new ScriptedPeer(2 ** 32 - 3);
    const { program } = peer.accepted();
    peer.say({ seq: 4, data: 'def' }).say({ seq: 1, data: 'abc' }).say({ flags: 'FA', seq: 7 });
    expect([program.text, program.socket.state]).toEqual(['abcdef', 'CLOSE-WAIT']);
  });
});

describe('Timestamps: RFC 7323', () => {
  const stamp = (value: number) => [{ is: 'timestamps', value, echo: 0 }] as const;
  it('echo what came, and drop what is older (PAWS)', () => {
    const peer = new ScriptedPeer(1000, { delayedAck: false });
    const { program } = peer.accepted(true, stamp(1000));
    peer.say({ data: 'new', options: stamp(2000) });
    expect(peer.heard()[0]?.options.find(({ is }) => is === 'timestamps')).toMatchObject({ echo: 2000 });
    peer.say({ seq: 4, data: 'old', options: stamp(1999) });
    expect(peer.lines()).toEqual(['A 1:4']);
    expect(program.text).toBe('new');
    peer.say({ seq: 4, data: 'bare' });
    expect(program.text).toBe('new');
    peer.say({ seq: 4, data: '!', options: stamp(2000) });
    expect(program.text).toBe('new!');
  });
});

describe('Keep-alive: RFC 9293 §3.8.4', () => {
  it('is off unless asked for', () => {
    const peer = new ScriptedPeer();
    peer.accepted();
    peer.wait(10_000_000);
    expect(peer.lines()).toEqual([]);
  });
  it('probes a silent peer nine times and gives it up', () => {
    const peer = new ScriptedPeer(1000, { keepAlive: 60_000 * millisecond });
    const { program } = peer.accepted();
    peer.wait(61_000);
    expect(peer.lines()).toEqual(['A 0:1']);
    peer.say({}).wait(59_000);
    expect(peer.lines()).toEqual([]);
    peer.wait(1_000_000);
    expect(peer.lines()).toHaveLength(9);
    const told = peer.events.filter((event) => event.kind === 'tcp.retransmitted' && event.why === 'keep-alive');
    expect(told).toHaveLength(10);
    expect(program.ended).toEqual({ end: 'timeout', by: 'local' });
  });
});
