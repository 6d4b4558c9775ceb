import type { Connection } from './connection.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A connection without a network, for tests: what the service writes is kept here, what the peer sends is handed over. */
export class MemoryConnection implements Connection {
  readonly peer: { readonly address: string; readonly port: number };
  waiting = 0;
  /** How the service ended it. */
  closed: 'open' | 'fin' | 'destroyed' = 'open';
  paused = false;
  writes: Uint8Array[] = [];
  #drained = (): void => {};
  #take = (_bytes: Uint8Array): void => {};
  #ended = (_how: 'fin' | 'rst' | 'local'): void => {};

  constructor(port = 40_001, address = '127.0.0.1') {
    this.peer = { address, port };
  }

  /** What the service has written so far. */
  get text(): string {
    return this.writes.map((bytes) => decoder.decode(bytes)).join('');
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }

  /** What came since the last call. */
  takeLines(): string[] {
    const lines = this.lines;
    this.writes = [];
    return lines;
  }

  say(text: string): void {
    this.#take(encoder.encode(`${text}\n`));
  }

  send(bytes: Uint8Array): void {
    this.#take(bytes);
  }

  /** The reader took everything. */
  drain(): void {
    this.waiting = 0;
    this.#drained();
  }

  hangUp(how: 'fin' | 'rst' = 'fin'): void {
    this.#ended(how);
  }

  write(bytes: Uint8Array): boolean {
    if (this.closed !== 'open') return false;
    this.writes.push(bytes);
    return true;
  }

  end(): void {
    if (this.closed === 'open') this.closed = 'fin';
  }

  destroy(): void {
    this.closed = 'destroyed';
    this.#ended('local');
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  onDrained(drained: () => void): void {
    this.#drained = drained;
  }

  onBytes(take: (bytes: Uint8Array) => void): void {
    this.#take = take;
  }

  onEnd(ended: (how: 'fin' | 'rst' | 'local') => void): void {
    this.#ended = ended;
  }
}
