import { describe, expect, it } from 'vitest';
import type { Evidence, Fact } from '../../lab/evidence/event.ts';
import { kept, linesOf, linked, overheard, readable, replayed, searched } from './promise-findings.ts';

const log = (...facts: Fact[]): Evidence[] => facts.map((fact, seq) => ({ ...fact, seq, ms: seq }));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sent = (socket: number, text: string): Fact => ({ kind: 'tcp.sent', socket, bytes: bytes(text) });
const received = (socket: number, text: string): Fact => ({ kind: 'tcp.received', socket, bytes: bytes(text) });
const opened = (socket: number, role: 'client' | 'server', address = '127.0.0.1'): Fact => ({
  kind: 'tcp.opened',
  socket,
  role,
  local: { address: '127.0.0.1', port: 5005 },
  remote: { address, port: 50000 + socket },
});

describe('an audit of the chat', () => {
  it('finds nothing where nothing happened', () => {
    for (const finding of [linked, overheard, replayed, readable, searched, kept]) expect(finding([])).toBeNull();
  });

  it('reads lines whole, however they were cut', () => {
    expect(linesOf(log(sent(1, 'PA'), sent(2, 'WHO\r\n'), sent(1, 'SS x\nSA')))).toEqual([
      { socket: 2, way: 'sent', text: 'WHO' },
      { socket: 1, way: 'sent', text: 'PASS x' },
    ]);
  });

  it('links two names to one address, and does not link names of two addresses', () => {
    const visit = (socket: number, address: string, nick: string): Fact[] => [
      opened(socket, 'server', address),
      sent(socket, `OK you=${nick}\n`),
    ];
    expect(linked(log(...visit(1, '127.0.0.9', 'anon-1'), ...visit(2, '127.0.0.8', 'anon-2')))).toBeNull();
    expect(linked(log(...visit(1, '127.0.0.9', 'anon-1'), ...visit(2, '127.0.0.9', 'anon-2')))).toContain('127.0.0.9');
  });

  it('hears a password without repeating it', () => {
    const finding = overheard(log(received(1, 'PASS first-hop\n')));
    expect(finding).toContain('14 bytes');
    expect(finding).not.toContain('first-hop');
  });

  it('sees a replay only when the same line was welcomed on two connections', () => {
    const join = (socket: number, word: string, answer: string): Fact[] => [
      opened(socket, 'client'),
      sent(socket, `PASS ${word}\n`),
      received(socket, `${answer}\n`),
    ];
    expect(replayed(log(...join(1, 'x', 'OK you=a'), ...join(2, 'x', 'NO wrong-password')))).toBeNull();
    expect(replayed(log(...join(1, 'x', 'OK you=a'), ...join(2, 'y', 'OK you=b')))).toBeNull();
    expect(replayed(log(...join(1, 'x', 'OK you=a'), ...join(2, 'x', 'OK you=b')))).toContain('2 connections');
  });

  it('sees that a proof does not work twice', () => {
    const prove = (socket: number, answer: string): Fact[] => [
      opened(socket, 'client'),
      sent(socket, 'PROVE 00ff\n'),
      received(socket, `${answer}\n`),
    ];
    expect(replayed(log(...prove(1, 'OK you=a'), ...prove(2, 'NO wrong-password')))).toContain('denied');
  });

  it('counts what was said and what is still here', () => {
    const evidence = log(sent(1, 'SAY hello\n'), received(1, 'MSG anon-1 hello\n'));
    expect(readable(evidence)).toBe('1 SAY line, 9 bytes in all, crossed as plain letters.');
    expect(kept(evidence)).toContain('2 lines');
  });

  it('knows that the search was made', () => {
    expect(searched(log({ kind: 'command.ended', terminal: 'a', job: 1, name: 'traces', status: 1 }))).toBeNull();
    expect(searched(log({ kind: 'command.ended', terminal: 'a', job: 1, name: 'traces', status: 0 }))).not.toBeNull();
  });
});
