import type { Evidence, Fact, RoomEvent } from '../evidence/event.ts';
import type { CloseReason, Endpoint, SocketErrorCode, SocketRow } from '../host.ts';

const encoder = new TextEncoder();

export const at = (port: number, address = '127.0.0.1'): Endpoint => ({ address, port });

/** Writes a log by hand, for tests of what reads it. Room `blue` is on port 6001, so that nobody counts on 5001. */
export class Scenario {
  readonly #facts: Evidence[] = [];
  #socket = 0;

  get evidence(): readonly Evidence[] {
    return [...this.#facts];
  }

  add(...facts: readonly Fact[]): this {
    for (const fact of facts) this.#facts.push({ ...fact, seq: this.#facts.length, ms: this.#facts.length * 10 });
    return this;
  }

  run(terminal: string, line: string, job = 1): this {
    return this.add({ kind: 'command.started', terminal, job, name: line.split(' ')[0] ?? '', line });
  }

  ended(terminal: string, job = 1): this {
    return this.add({ kind: 'command.ended', terminal, job, name: '', status: 0 });
  }

  /** We connect from `from` to `to`. @returns the socket's number */
  connected(to: number, from: number, address = '127.0.0.1'): number {
    const socket = ++this.#socket;
    this.add({ kind: 'tcp.opened', socket, role: 'client', local: at(from, address), remote: at(to) });
    return socket;
  }

  listening(port: number, address = '127.0.0.1'): number {
    const socket = ++this.#socket;
    this.add({ kind: 'tcp.listening', socket, local: at(port, address) });
    return socket;
  }

  accepted(port: number, from: number, listener: number): number {
    const socket = ++this.#socket;
    this.add({ kind: 'tcp.opened', socket, role: 'server', local: at(port), remote: at(from), listener });
    return socket;
  }

  sent(socket: number, text: string): this {
    return this.add({ kind: 'tcp.sent', socket, bytes: encoder.encode(text) });
  }

  received(socket: number, text: string): this {
    return this.add({ kind: 'tcp.received', socket, bytes: encoder.encode(text) });
  }

  closed(socket: number, how: CloseReason, by: 'local' | 'remote' = 'local'): this {
    return this.add({ kind: 'tcp.closed', socket, how, by });
  }

  failed(call: 'connect' | 'listen' | 'bind', end: Endpoint, code: SocketErrorCode): this {
    return this.add({ kind: 'socket.failed', call, transport: call === 'bind' ? 'udp' : 'tcp', at: end, code });
  }

  /** Room blue says this of the member whose end is port `peer`. */
  blue(peer: number, what: RoomEvent): this {
    return this.add({ kind: 'room.witness', room: 'blue', port: 6001, peer: at(peer), what });
  }

  table(...rows: readonly Partial<SocketRow>[]): this {
    const whole = rows.map((row) => ({ ...anyRow, ...row }));
    return this.add({ kind: 'table.read', terminal: 'a', table: { source: 'kernel', rows: whole } });
  }

  /** We are a member of blue as anon-7f3 from port 40001. @returns the socket's number */
  inBlue(peer = 40_001, nick = 'anon-7f3'): number {
    const socket = this.connected(6001, peer);
    this.received(socket, 'HELLO chat/1 room=blue auth=password\n').blue(peer, { event: 'greeted' });
    this.sent(socket, 'PASS first-hop\n').received(socket, `OK you=${nick}\n`);
    this.blue(peer, { event: 'joined', nick, here: 1 });
    return socket;
  }
}

const anyRow: SocketRow = {
  transport: 'tcp',
  state: 'ESTAB',
  local: at(0),
  remote: at(0, '0.0.0.0'),
  receiveQueue: 0,
  sendQueue: 0,
  owner: '',
};
