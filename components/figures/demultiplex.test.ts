import { describe, expect, it } from 'vitest';
import type { SocketRow, SocketState } from '../../lab/host.ts';
import { holesOf, receiverOf } from './demultiplex.ts';

const row = (state: SocketState, local: string, remote = '0.0.0.0:0', owner = ''): SocketRow => {
  const end = (text: string) => {
    const [address = '', port = '0'] = text.split(':');
    return { address, port: Number(port) };
  };
  const transport = state === 'UNCONN' ? 'udp' : 'tcp';
  return { transport, state, local: end(local), remote: end(remote), receiveQueue: 0, sendQueue: 0, owner };
};

const table = [
  row('LISTEN', '127.0.0.1:5001', undefined, 'room blue'),
  row('ESTAB', '127.0.0.1:5001', '127.0.0.1:51000', 'room blue'),
  row('ESTAB', '127.0.0.1:5001', '127.0.0.1:51001', 'room blue'),
  row('ESTAB', '127.0.0.1:51000', '127.0.0.1:5001', 'terminal a'),
  row('LISTEN', '127.0.0.2:5010', undefined, 'terminal b'),
  row('UNCONN', '0.0.0.0:5001', undefined, 'terminal b'),
  row('TIME-WAIT', '127.0.0.1:51009', '127.0.0.1:5001'),
];
const tcp = (port: number, from: number | null) => receiverOf(table, { transport: 'tcp', port, from });
const udp = (port: number) => receiverOf(table, { transport: 'udp', port, from: null });

describe('who gets a segment', () => {
  it('the connection whose four numbers all fit', () => {
    expect(tcp(5001, 51001)).toMatchObject({ to: 'connection', row: { remote: { port: 51001 } } });
  });

  it('else the listener at that port', () => {
    expect(tcp(5001, 60000)).toMatchObject({ to: 'listener', row: { state: 'LISTEN' } });
  });

  it('it depends on the sender while only the port is known', () => {
    expect(tcp(5001, null).to).toBe('depends');
  });

  it('else nobody: another address is another pigeonhole, a finished connection has no program', () => {
    expect(tcp(5999, null).to).toBe('nobody');
    expect(tcp(5010, null).to).toBe('nobody');
    expect(tcp(51009, 5001).to).toBe('nobody');
  });

  it('a datagram goes to the UDP socket, though a TCP listener has the same number', () => {
    expect(udp(5001)).toMatchObject({ to: 'socket', row: { owner: 'terminal b' } });
    expect(udp(5010).to).toBe('nobody');
  });
});

describe('the pigeonholes', () => {
  it('are one for each transport, address and port; many connections share one, a finished one has none', () => {
    expect(holesOf(table).map((hole) => `${hole.transport} ${hole.address}:${hole.port} ${hole.takes}`)).toEqual([
      'tcp 127.0.0.1:5001 anybody',
      'udp 0.0.0.0:5001 anybody',
      'tcp 127.0.0.2:5010 anybody',
      'tcp 127.0.0.1:51000 its peer',
    ]);
  });
});
