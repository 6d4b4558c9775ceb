import { describe, expect, it } from 'vitest';
import { second } from '../../time/clock.ts';
import { addressB, connected, Program, pair, states, sure, text } from './test/pipe.ts';
import { ScriptedPeer } from './test/scripted-peer.ts';

describe('CLOSED', () => {
  it('answers a SYN to a port nobody listens on with RST,ACK', () => {
    const peer = new ScriptedPeer();
    peer.say({ flags: 'S', seq: 0 });
    expect(peer.lines()).toEqual(['RA 0:1']);
    expect(peer.events.some((event) => event.kind === 'frame.dropped' && event.reason === 'no-listener')).toBe(true);
  });
  it('answers an ACK with an RST at the number it acknowledges, and an RST with nothing', () => {
    const peer = new ScriptedPeer();
    peer.say({ seq: 5, ack: 77 });
    expect(peer.lines()).toEqual(['R 77:0']);
    peer.say({ flags: 'R', seq: 5 });
    expect(peer.lines()).toEqual([]);
  });
});

describe('LISTEN', () => {
  it('ignores an RST, resets an ACK, and answers a SYN with SYN,ACK', () => {
    const peer = new ScriptedPeer();
    sure(peer.tcp.listen({ address: 0, port: 80 }));
    peer.say({ flags: 'R', seq: 0 });
    expect(peer.lines()).toEqual([]);
    peer.say({ seq: 0, ack: 9 });
    expect(peer.lines()).toEqual(['R 9:0']);
    peer.say({ flags: 'S', seq: 0 });
    expect(peer.lines()).toEqual(['SA 0:1']);
  });
  it('drops a SYN when its queue is full, and takes it again when a program has accepted', () => {
    const net = pair();
    const listener = sure(net.b.listen({ address: 0, port: 80 }, 1));
    const first = sure(net.a.connect({ address: addressB, port: 80 }));
    net.clock.runUntil(0.5 * second);
    const other = sure(net.a.connect({ address: addressB, port: 80 }));
    net.clock.runUntil(0.9 * second);
    expect([first.state, other.state, listener.waiting]).toEqual(['ESTAB', 'SYN-SENT', 1]);
    expect(net.events.some((event) => event.kind === 'frame.dropped' && event.reason === 'buffer-full')).toBe(true);
    listener.accept();
    net.clock.runUntil(3 * second);
    expect(other.state).toBe('ESTAB');
  });
  it('resets who waits when it closes', () => {
    const net = pair();
    const listener = sure(net.b.listen({ address: 0, port: 80 }));
    const client = new Program(sure(net.a.connect({ address: addressB, port: 80 })));
    net.clock.runUntil(second);
    listener.close();
    net.clock.runUntil(2 * second);
    expect(client.ended).toEqual({ end: 'rst', by: 'remote' });
    expect(net.b.sockets).toEqual([]);
  });
  it('has a port only once', () => {
    const net = pair();
    sure(net.b.listen({ address: 0, port: 80 }));
    expect(net.b.listen({ address: addressB, port: 80 })).toBe('EADDRINUSE');
    expect(net.b.listen({ address: 1, port: 81 })).toBe('EADDRNOTAVAIL');
    expect(net.b.listen({ address: 0, port: 70_000 })).toBe('EINVAL');
  });
});

describe('SYN-SENT', () => {
  it('becomes ESTABLISHED by SYN,ACK', () => {
    const peer = new ScriptedPeer();
    const program = peer.connecting();
    expect(peer.lines()).toEqual(['S 0:0']);
    peer.say({ flags: 'SA', seq: 0 });
    expect(peer.lines()).toEqual(['A 1:1']);
    expect(program.heard).toEqual(['established']);
  });
  it('is refused by an RST that acknowledges its SYN, and by no other', () => {
    const peer = new ScriptedPeer();
    const program = peer.connecting();
    peer.say({ flags: 'R', seq: 0 }).say({ flags: 'RA', seq: 0, ack: 2 });
    expect(program.socket.state).toBe('SYN-SENT');
    peer.say({ flags: 'RA', seq: 0, ack: 1 });
    expect(program.heard).toEqual(['closed by refused (remote)']);
  });
  it('resets a wrong ACK and goes on (RFC 9293 figure 8, a half-open peer)', () => {
    const peer = new ScriptedPeer();
    const program = peer.connecting();
    peer.heard();
    peer.say({ seq: 300, ack: 91 });
    expect(peer.lines()).toEqual(['R 91:0']);
    expect(program.socket.state).toBe('SYN-SENT');
  });
  it('sends its SYN six times more, after 1, 2, 4, 8, 16 and 32 s, and gives up after 127 s', () => {
    const peer = new ScriptedPeer();
    const program = peer.connecting();
    const times: number[] = [];
    for (let now = 0; now < 200; now += 1) {
      for (const _ of peer.heard()) times.push(now);
      peer.wait(1000);
    }
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 63]);
    expect(program.ended).toEqual({ end: 'timeout', by: 'local' });
  });
  it('ends at once by close()', () => {
    const peer = new ScriptedPeer();
    const program = peer.connecting();
    program.socket.close();
    expect(program.socket.state).toBe('CLOSED');
    expect(peer.tcp.sockets).toEqual([]);
  });
  it('opens simultaneously: RFC 9293 figure 7', () => {
    const net = pair();
    const a = new Program(sure(net.a.connect({ address: addressB, port: 5 }, { port: 6 })));
    const b = new Program(sure(net.b.connect({ address: net.ends.a.address, port: 6 }, { port: 5 })));
    net.clock.runUntil(second / 2);
    expect([a.socket.state, b.socket.state]).toEqual(['ESTAB', 'ESTAB']);
    expect(states(net, 'a')).toEqual(['SYN-SENT', 'SYN-RECV', 'ESTAB']);
    a.socket.send(text('crossed'));
    net.clock.runUntil(second);
    expect(b.text).toBe('crossed');
  });
});

describe('SYN-RECEIVED', () => {
  it('sends SYN,ACK again for a SYN that comes again', () => {
    const peer = new ScriptedPeer();
    sure(peer.tcp.listen({ address: 0, port: 80 }));
    peer.say({ flags: 'S', seq: 0 }).say({ flags: 'S', seq: 0 });
    expect(peer.lines()).toEqual(['SA 0:1', 'SA 0:1']);
  });
  it('sends SYN,ACK again by itself, five times, and forgets', () => {
    const peer = new ScriptedPeer();
    sure(peer.tcp.listen({ address: 0, port: 80 }));
    peer.say({ flags: 'S', seq: 0 }).wait(100_000);
    expect(peer.lines()).toHaveLength(6);
    expect(peer.tcp.sockets).toHaveLength(1);
  });
  it('resets an ACK of something else, and stays', () => {
    const peer = new ScriptedPeer();
    sure(peer.tcp.listen({ address: 0, port: 80 }));
    peer.say({ flags: 'S', seq: 0 });
    peer.heard();
    peer.say({ ack: 5 });
    expect(peer.lines()).toEqual(['R 5:0']);
    expect(peer.tcp.sockets).toHaveLength(2);
  });
  it('returns to LISTEN by RST', () => {
    const peer = new ScriptedPeer();
    sure(peer.tcp.listen({ address: 0, port: 80 }));
    peer.say({ flags: 'S', seq: 0 }).say({ flags: 'R', seq: 1 });
    expect(peer.tcp.sockets.map((socket) => ('backlog' in socket ? 'LISTEN' : socket.state))).toEqual(['LISTEN']);
  });
  it('takes data that comes with the third ACK', () => {
    const peer = new ScriptedPeer();
    const listener = sure(peer.tcp.listen({ address: 0, port: 80 }));
    peer.say({ flags: 'S', seq: 0 }).say({ data: 'hello' });
    expect(new Program(sure(listener.accept())).text).toBe('hello');
  });
});

describe('ESTABLISHED', () => {
  it('carries bytes both ways', () => {
    const net = pair();
    const { client, server } = connected(net);
    client.socket.send(text('ping'));
    server.socket.send(text('pong'));
    net.clock.runUntil(second);
    expect([server.text, client.text]).toEqual(['ping', 'pong']);
  });
  it('reads urgent data like any other', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ flags: 'UA', data: 'urgent' });
    expect(program.text).toBe('urgent');
  });
  it('hands the program no more than it asks for, and says so in the trace', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(false);
    peer.say({ data: 'abcdef' });
    program.read(2);
    program.read(3);
    expect(program.chunks.map((chunk) => String.fromCharCode(...chunk))).toEqual(['ab', 'cde']);
    const totals = peer.events.flatMap((event) => (event.kind === 'tcp.delivered' ? [event.total] : []));
    expect(totals).toEqual([2, 5]);
  });
  it('resets with unread data at close()', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted(false);
    peer.say({ data: 'unread' });
    peer.heard();
    program.socket.close();
    peer.wait(0);
    expect(peer.lines()).toEqual(['RA 1:7']);
    expect(program.ended).toEqual({ end: 'rst', by: 'local' });
  });
  it('says RST at abort()', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    program.socket.abort();
    peer.wait(0);
    expect(peer.lines()).toEqual(['RA 1:1']);
    expect(peer.tcp.sockets).toHaveLength(1);
  });
});

describe('FIN-WAIT-1 to TIME-WAIT', () => {
  it('walks both ends through a normal close: RFC 9293 figure 12', () => {
    const net = pair();
    const { client, server } = connected(net);
    client.socket.shutdown();
    net.clock.runUntil(net.clock.now + second);
    server.socket.shutdown();
    net.clock.runUntil(net.clock.now + second);
    expect(states(net, 'a')).toEqual(['SYN-SENT', 'ESTAB', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT']);
    expect(states(net, 'b')).toEqual(['SYN-RECV', 'ESTAB', 'CLOSE-WAIT', 'LAST-ACK', 'CLOSED']);
    expect(client.ended).toEqual({ end: 'fin', by: 'local' });
    expect(server.ended).toEqual({ end: 'fin', by: 'remote' });
    net.clock.runUntil(net.clock.now + 57 * second);
    expect(client.socket.state).toBe('TIME-WAIT');
    net.clock.runUntil(net.clock.now + 5 * second);
    expect(client.socket.state).toBe('CLOSED');
    expect(net.a.sockets).toEqual([]);
  });
  it('closes simultaneously: RFC 9293 figure 13', () => {
    const net = pair();
    const { client, server } = connected(net);
    client.socket.shutdown();
    server.socket.shutdown();
    net.clock.runUntil(net.clock.now + second);
    const walk = ['ESTAB', 'FIN-WAIT-1', 'CLOSING', 'TIME-WAIT'];
    expect(states(net, 'a').slice(-4)).toEqual(walk);
    expect(states(net, 'b').slice(-4)).toEqual(walk);
  });
  it('goes from FIN-WAIT-1 to TIME-WAIT by one FIN,ACK', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    program.socket.shutdown();
    peer.say({ flags: 'FA', ack: 2 });
    expect(program.socket.state).toBe('TIME-WAIT');
    expect(peer.lines()).toEqual(['FA 1:1', 'A 2:2']);
  });
  it('still receives when half closed, and says how much', () => {
    const net = pair();
    const { client, server } = connected(net);
    client.socket.shutdown();
    net.clock.runUntil(net.clock.now + second);
    server.socket.send(text('after your FIN'));
    net.clock.runUntil(net.clock.now + second);
    expect(client.text).toBe('after your FIN');
    expect([client.socket.state, server.socket.state]).toEqual(['FIN-WAIT-2', 'CLOSE-WAIT']);
    expect(server.socket.finished).toBe(true);
  });
  it('resets data that comes after close()', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    program.socket.close();
    peer.say({ ack: 2 });
    peer.heard();
    peer.say({ ack: 2, data: 'too late' });
    expect(peer.lines()).toEqual(['RA 2:1']);
    expect(program.socket.state).toBe('CLOSED');
  });
  it('sends its FIN again until it is acknowledged', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    program.socket.shutdown();
    peer.wait(1500);
    expect(peer.lines().length).toBeGreaterThan(1);
    expect(peer.events.some((event) => event.kind === 'tcp.retransmitted' && event.why === 'fin')).toBe(true);
    peer.say({ ack: 2 });
    expect(program.socket.state).toBe('FIN-WAIT-2');
  });
});

describe('CLOSE-WAIT and LAST-ACK', () => {
  it('hears of the FIN after the data before it', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ flags: 'FA', seq: 1, data: 'last' });
    expect([program.text, program.socket.finished, program.socket.state]).toEqual(['last', true, 'CLOSE-WAIT']);
    expect(peer.lines()).toEqual(['A 1:6']);
  });
  it('takes a FIN beyond a gap when the gap is filled', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ flags: 'FA', seq: 4, data: 'def' });
    expect(program.socket.finished).toBe(false);
    peer.say({ seq: 1, data: 'abc' });
    expect([program.text, program.socket.state]).toEqual(['abcdef', 'CLOSE-WAIT']);
    expect(peer.lines()).toEqual(['A 1:1', 'A 1:8']);
  });
  it('is CLOSED when its FIN is acknowledged', () => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    peer.say({ flags: 'FA' });
    program.socket.close();
    peer.wait(0);
    expect(program.socket.state).toBe('LAST-ACK');
    peer.say({ seq: 2, ack: 2 });
    expect(program.socket.state).toBe('CLOSED');
    expect(program.ended).toEqual({ end: 'fin', by: 'remote' });
  });
});

describe('TIME-WAIT', () => {
  const waiting = (): { peer: ScriptedPeer; program: Program } => {
    const peer = new ScriptedPeer();
    const { program } = peer.accepted();
    program.socket.shutdown();
    peer.say({ flags: 'FA', ack: 2 });
    peer.heard();
    return { peer, program };
  };
  it('acknowledges the FIN again and starts over', () => {
    const { peer, program } = waiting();
    peer.wait(50_000).say({ flags: 'FA', ack: 2 });
    expect(peer.lines()).toEqual(['A 2:2']);
    peer.wait(50_000);
    expect(program.socket.state).toBe('TIME-WAIT');
    peer.wait(11_000);
    expect(program.socket.state).toBe('CLOSED');
  });
  it('gives way to a SYN above its last number: RFC 9293 §3.6.1', () => {
    const { peer, program } = waiting();
    peer.say({ flags: 'S', seq: 2 });
    expect(peer.lines()).toEqual([expect.stringMatching(/^A /)]);
    peer.say({ flags: 'S', seq: 100_000 });
    expect(peer.heard().at(-1)?.flags).toBe('SA');
    expect(program.socket.state).toBe('CLOSED');
    expect(peer.tcp.sockets).toHaveLength(2);
  });
});
