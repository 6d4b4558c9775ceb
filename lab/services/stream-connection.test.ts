import { describe, expect, it } from 'vitest';
import { type CloseReason, SocketError, type Stream } from '../host.ts';
import { Room } from './chat/room.ts';
import { pageRoomLimits } from './chat/room-limits.ts';
import { settled } from './chat/test-room.ts';
import { ManualClock, seededBytes } from './manual-clock.ts';
import { connectionOf } from './stream-connection.ts';

/** A stream whose other end is the test. */
class QueueStream implements Stream {
  readonly id = 1;
  readonly local = { address: '127.0.0.1', port: 7001 };
  readonly remote = { address: '127.0.0.1', port: 40_001 };
  readonly closed: Promise<CloseReason> = new Promise(() => {});
  written = '';
  calls: string[] = [];
  #arrived: (Uint8Array | null | SocketError)[] = [];
  #wake = () => {};

  arrive(what: string | null | SocketError): void {
    this.#arrived.push(typeof what === 'string' ? new TextEncoder().encode(what) : what);
    this.#wake();
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#arrived.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const next = this.#arrived.shift();
    if (next instanceof SocketError) throw next;
    return next ?? null;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.written += new TextDecoder().decode(bytes);
  }

  end(): void {
    this.calls.push(`end after ${this.written.length}`);
  }
  close(): void {
    this.calls.push('close');
  }
  reset(): void {
    this.calls.push('reset');
  }
}

describe('a stream as a connection', () => {
  it('lets a page serve a room on a listener of its own', async () => {
    const stream = new QueueStream();
    const clock = new ManualClock();
    const witnessed: string[] = [];
    const room = new Room({
      name: 'mine',
      password: 'tea',
      limits: pageRoomLimits,
      now: () => clock.now(),
      schedule: (run, ms) => clock.schedule(run, ms),
      random: seededBytes(3),
      hmac: async (key, message) => Uint8Array.from([...key, ...message]),
      witness: (peer, event) => witnessed.push(`${peer.port} ${event.event}`),
    });
    room.serve(connectionOf(stream));
    stream.arrive('PASS tea\nSAY he');
    stream.arrive('llo\nBYE\n');
    await settled();
    await settled();
    expect(stream.written.replace(/anon-\w+/g, 'anon')).toBe(
      'HELLO chat/1 room=mine auth=password\nOK you=anon\nMSG anon hello\nBYE\n',
    );
    expect(stream.calls).toEqual([`end after ${stream.written.length}`]);
    expect(witnessed.map((each) => each.split(' ')[1])).toEqual(['greeted', 'joined', 'delivered', 'left']);
  });

  it('says how the peer went', async () => {
    const ends: string[] = [];
    const [polite, rude, ours] = [new QueueStream(), new QueueStream(), new QueueStream()];
    connectionOf(polite).onEnd((how) => ends.push(`polite ${how}`));
    connectionOf(rude).onEnd((how) => ends.push(`rude ${how}`));
    const connection = connectionOf(ours);
    connection.onEnd((how) => ends.push(`ours ${how}`));
    polite.arrive(null);
    rude.arrive(new SocketError('ECONNRESET', 'The other end reset the connection.'));
    connection.destroy();
    await settled();
    expect(ends.sort()).toEqual(['ours local', 'polite fin', 'rude rst']);
    expect(ours.calls).toEqual(['reset']);
  });

  it('counts what waits, and hands over nothing while paused', async () => {
    const stream = new QueueStream();
    const connection = connectionOf(stream);
    let seen = '';
    connection.onBytes((bytes) => {
      seen += new TextDecoder().decode(bytes);
    });
    connection.write(new Uint8Array(10));
    expect(connection.waiting).toBe(10);
    connection.pause();
    stream.arrive('one');
    stream.arrive('two');
    await settled();
    expect(connection.waiting).toBe(0);
    expect(seen).toBe('');
    connection.resume();
    await settled();
    expect(seen).toBe('onetwo');
  });
});
