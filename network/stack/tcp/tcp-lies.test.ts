import { describe, expect, it } from 'vitest';
import { ScriptedPeer } from './test/scripted-peer.ts';

describe('A peer that lies', () => {
  it('cannot change bytes that have arrived: overlapping segments', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ seq: 4, data: 'DEF' }).say({ seq: 3, data: 'xxxxxG' }).say({ seq: 1, data: 'ABCyyyyyyH' });
    expect(program.text).toBe('ABxDEFxGyH');
  });
  it('cannot put in bytes before or after the window', () => {
    const peer = new ScriptedPeer(1000, { receiveBuffer: 1000, timestamps: false, windowScale: false, sack: false });
    const { program } = peer.accepted(false);
    peer.say({ seq: 1, data: 'a'.repeat(1200) });
    expect(program.socket.receiveQueue).toBe(1000);
    expect(peer.heard().at(-1)).toMatchObject({ ack: 1001, window: 0 });
    peer.say({ seq: 2000, data: 'zzz' });
    expect(peer.lines()).toEqual(['A 1:1001']);
    expect(program.socket.receiveQueue).toBe(1000);
  });
  it('gets an old duplicate acknowledged again and nothing else', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ seq: 1, data: 'abc' }).wait(50);
    peer.heard();
    peer.say({ seq: 1, data: 'XYZ' });
    expect(peer.lines()).toEqual(['A 1:4']);
    expect(program.text).toBe('abc');
  });
  it('cannot acknowledge what was not sent: RFC 5961 §5', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ ack: 500, data: 'with a wrong ACK' });
    expect(peer.lines()).toEqual(['A 1:1']);
    peer.say({ ack: -100_000, data: 'with an old ACK' });
    expect(peer.lines()).toEqual(['A 1:1']);
    expect(program.text).toBe('');
  });
  it('cannot make the window go back with an old segment', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ seq: 1, data: 'ab', window: 3 }).say({ seq: 1, window: 0 });
    program.socket.send(new Uint8Array(3).fill(97));
    peer.wait(0);
    expect(peer.lines().at(-1)).toBe('PA 1:3 "aaa"');
  });
  it('cannot fill the memory with islands', () => {
    const peer = new ScriptedPeer();
    peer.accepted();
    for (let at = 0; at < 2000; at += 1) peer.say({ seq: 3 + 2 * at, data: 'x' });
    peer.say({ seq: 1, data: 'ab' });
    expect(peer.heard().at(-1)?.ack).toBeLessThanOrEqual(1 + 2 + 2 * 512);
  });
  it('may say nonsense in SACK', () => {
    const peer = new ScriptedPeer(1000, { timestamps: false, windowScale: false });
    const { program } = peer.accepted(true, [{ is: 'sack-permitted' }]);
    program.socket.send(new Uint8Array(7 * 536));
    const left = (peer.theirs + 900_000) >>> 0;
    for (const right of [left, left + 10, left - 10, peer.theirs])
      peer.say({ options: [{ is: 'sack', blocks: [{ left, right }] }] });
    peer.say({ ack: 1 + 7 * 536 });
    expect(program.socket.sendQueue).toBe(0);
  });
  it('is not heard with a wrong checksum', () => {
    const peer = new ScriptedPeer();
    peer.accepted();
    peer.raw(Uint8Array.from({ length: 24 }, (_, at) => (at === 12 ? 0x50 : at)));
    peer.raw(new Uint8Array(7));
    expect(peer.lines()).toEqual([]);
    const reasons = peer.events.flatMap((event) => (event.kind === 'frame.dropped' ? [event.reason] : []));
    expect(reasons).toEqual(['tcp-checksum', 'malformed']);
  });
});

describe('A blind attacker: RFC 5961', () => {
  it('ends nothing by an RST outside the window', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ flags: 'R', seq: 200_000 }).say({ flags: 'R', seq: 0 });
    expect([program.socket.state, ...peer.lines()]).toEqual(['ESTAB']);
  });
  it('is asked again for an RST in the window that does not fit exactly', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ flags: 'R', seq: 2 });
    expect([program.socket.state, ...peer.lines()]).toEqual(['ESTAB', 'A 1:1']);
    peer.say({ flags: 'R', seq: 1 });
    expect(program.ended).toEqual({ end: 'rst', by: 'remote' });
  });
  it('is asked again for a SYN, in the window or not', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ flags: 'S', seq: 2 }).say({ flags: 'S', seq: 500_000 });
    expect([program.socket.state, ...peer.lines()]).toEqual(['ESTAB', 'A 1:1', 'A 1:1']);
  });
  it('gets at most ten challenge ACKs in five seconds', () => {
    const peer = new ScriptedPeer();
    peer.accepted();
    peer.wait(10_000);
    for (let at = 0; at < 100; at += 1) peer.say({ flags: 'R', seq: 2 + at });
    expect(peer.lines()).toHaveLength(10);
    peer.wait(6000).say({ flags: 'R', seq: 2 });
    expect(peer.lines()).toHaveLength(1);
  });
});

describe('ICMP: RFC 9293 §3.9.2.2, RFC 5927', () => {
  const error = (peer: ScriptedPeer, code: number, sequence: number): void => {
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, peer.ourPort);
    view.setUint16(2, peer.port);
    view.setUint32(4, (peer.theirs + sequence) >>> 0);
    const quote = { source: 0x0a000001, destination: 0x0a000002, bytes, payload: 0, end: 8 };
    peer.tcp.unreachable({ type: 3, code, quote });
    peer.wait(0);
  };
  it('ends an attempt to connect', () => {
    const peer = new ScriptedPeer();
    const program = peer.connecting();
    error(peer, 1, 0);
    expect(program.ended).toEqual({ end: 'unreachable', by: 'remote' });
  });
  it('ends no established connection, even with "port unreachable"', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    program.socket.send(new Uint8Array(10));
    error(peer, 3, 1);
    expect(program.socket.state).toBe('ESTAB');
  });
  it('is not believed when it quotes what is not under way', () => {
    const peer = new ScriptedPeer();
    const program = peer.connecting();
    error(peer, 1, 5000);
    expect(program.socket.state).toBe('SYN-SENT');
  });
  it('makes segments smaller when a router could not pass them on, and sends them again at once', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(true, [{ is: 'mss', size: 1460 }]);
    program.socket.send(new Uint8Array(2920));
    peer.wait(0);
    expect(peer.heard().map(({ data }) => data.length)).toEqual([1460, 1460]);
    peer.pipe.mtu = 576;
    error(peer, 4, 1);
    expect(peer.heard().map(({ seq, data }) => [seq, data.length])[0]).toEqual([1, 536]);
  });
});
