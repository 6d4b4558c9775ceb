import { type Endpoint, type Listener, SocketError, type Stream } from '../host.ts';
import { Inbox } from './inbox.ts';
import { noHost } from './no-host.ts';
import type { WayPort } from './port.ts';

/** A real TCP listener of this computer, held by the lab server for this page. */
export class BridgeListener implements Listener {
  readonly id: number;
  readonly local: Endpoint;
  readonly #way: WayPort;
  readonly #forget: () => void;
  readonly #inbox = new Inbox<Stream>();
  #closed = false;

  /** `id` is also its number on the bridge. */
  constructor(id: number, local: Endpoint, way: WayPort, forget: () => void) {
    this.id = id;
    this.local = local;
    this.#way = way;
    this.#forget = forget;
  }

  async accept(signal?: AbortSignal): Promise<Stream> {
    const stream = await this.#inbox.take(signal);
    if (stream === null) throw new SocketError('EINVAL', 'This listener is closed.');
    if (!this.#closed) this.#way.say({ type: 'credit', socket: this.id, amount: 1 });
    return stream;
  }

  close(): void {
    if (this.#closed) return;
    this.#way.say({ type: 'close', socket: this.id });
    this.#end();
    this.#inbox.finish();
    // Nobody will ever accept these; an operating system resets them.
    for (const stream of this.#inbox.empty()) stream.reset();
  }

  accepted(stream: Stream): void {
    this.#inbox.push(stream);
  }

  /** The way to the lab server broke. */
  lost(): void {
    if (this.#closed) return;
    this.#end();
    this.#inbox.empty();
    this.#inbox.fail(noHost());
  }

  #end(): void {
    this.#closed = true;
    this.#forget();
    this.#way.log.append({ kind: 'listener.closed', socket: this.id });
  }
}
