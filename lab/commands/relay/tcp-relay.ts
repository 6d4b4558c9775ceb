import type { RelayRules } from '../../evidence/event.ts';
import { type Endpoint, type Listener, SocketError, type Stream } from '../../host.ts';
import { held } from '../open-streams.ts';
import { listensAt } from '../own-address.ts';
import { teach } from '../socket-errors.ts';
import { AnyRelay } from './any-relay.ts';
import { Pipe } from './pipe.ts';
import { hostKey, type RelayCounts, type RelayWorld, type Towards } from './relay.ts';

/** Connections at once; each costs the page two of the sockets that the bridge gives it. */
const MOST_WIRES = 24;

interface Wire {
  readonly client: Stream;
  readonly server: Stream;
  readonly toServer: Pipe;
  readonly toClient: Pipe;
}

/** TCP: each connection through it is two, and what one half hears the other half gets, by the rules. */
export class TcpRelay extends AnyRelay {
  /** Accepted and not connected onwards yet, or both. */
  readonly #streams = new Set<Stream>();
  readonly #wires = new Set<Wire>();
  #listener: Listener;
  #last = 0;

  private constructor(listener: Listener, to: Endpoint, rules: RelayRules, world: RelayWorld) {
    super({ transport: 'tcp', port: listener.local.port }, to, rules, world);
    this.#listener = listener;
    void this.#accept(listener);
  }

  /** @throws SocketError EADDRINUSE … */
  static async start(port: number, to: Endpoint, rules: RelayRules, world: RelayWorld): Promise<TcpRelay> {
    const listener = await world.host.listen({ address: listensAt(world.host), port });
    return new TcpRelay(listener, to, rules, world);
  }

  get counts(): RelayCounts {
    const { server, client } = this.passed;
    return { wires: this.#wires.size, toServer: server, toClient: client, lost: 0 };
  }

  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    this.#listener.close();
    this.#drop((stream) => stream.reset());
    this.record();
  }

  async mend(): Promise<void> {
    if (!this.isCut) return;
    this.#listener = await this.world.host.listen(this.#listener.local);
    this.isCut = false;
    this.record();
    void this.#accept(this.#listener);
  }

  reset(): number {
    const count = this.#wires.size;
    this.world.log.append({ kind: 'relay.acted', port: this.port, act: 'reset', ...hostKey(this.world.host) });
    this.#drop((stream) => stream.reset());
    return count;
  }

  halfClose(towards: Towards): number {
    const host = hostKey(this.world.host);
    this.world.log.append({ kind: 'relay.acted', port: this.port, act: 'half-close', towards, ...host });
    for (const wire of this.#wires) (towards === 'server' ? wire.toServer : wire.toClient).finish();
    return this.#wires.size;
  }

  remove(): void {
    this.gone();
    this.#listener.close();
    this.#drop((stream) => stream.close());
  }

  #drop(let_go: (stream: Stream) => void): void {
    for (const { toServer, toClient } of this.#wires) {
      toServer.stop();
      toClient.stop();
    }
    this.#wires.clear();
    for (const stream of this.#streams) let_go(stream);
  }

  async #accept(listener: Listener): Promise<void> {
    try {
      for (;;) {
        const client = held(this.world.host, await listener.accept());
        if (this.#streams.size >= 2 * MOST_WIRES) client.reset();
        else void this.#carry(client);
      }
    } catch (problem) {
      // Cut, removed, or the way to the host broke: nobody can call any more.
      if (!(problem instanceof SocketError)) throw problem;
      if (!this.isCut) this.gone();
    }
  }

  async #carry(client: Stream): Promise<void> {
    this.#last += 1;
    const number = this.#last;
    const { host, log } = this.world;
    const note = (text: string) => this.taps.tell({ what: 'note', wire: number, text });
    let server: Stream | null = null;
    this.#hold(client);
    try {
      await this.clock.running();
      server = held(host, await host.connect(this.to));
      this.#hold(server);
      log.append({ kind: 'relay.joined', port: this.port, client: client.id, server: server.id, ...hostKey(host) });
      await note(`${client.remote.address}:${client.remote.port} connected`);
      await this.#join(client, server, number);
      client.close();
      server.close();
    } catch (problem) {
      if (!(problem instanceof SocketError)) throw problem;
      // One half broke. The other must feel it too, once it can get through the wire.
      await this.clock.running();
      client.reset();
      server?.reset();
      await note(`broken: ${teach(problem, this.to)}`);
    }
  }

  async #join(client: Stream, server: Stream, number: number): Promise<void> {
    const rules = (): RelayRules => this.rules;
    const passed = (towards: Towards) => (bytes: Uint8Array | null) => {
      this.passed[towards] += bytes?.length ?? 0;
      return this.taps.tell(
        bytes === null ? { what: 'end', wire: number, towards } : { what: 'bytes', wire: number, towards, bytes },
      );
    };
    const line = { clock: this.clock, rules };
    const wire: Wire = {
      client,
      server,
      toServer: new Pipe({ from: client, to: server }, line, passed('server')),
      toClient: new Pipe({ from: server, to: client }, line, passed('client')),
    };
    this.#wires.add(wire);
    try {
      await Promise.race([Promise.all([wire.toServer.run(), wire.toClient.run()]), broken(client), broken(server)]);
    } finally {
      wire.toServer.stop();
      wire.toClient.stop();
      this.#wires.delete(wire);
    }
  }

  #hold(stream: Stream): void {
    this.#streams.add(stream);
    void stream.closed.then(() => this.#streams.delete(stream));
  }
}

/** Rejects when the connection is reset, also while nobody reads it; never resolves. */
function broken(stream: Stream): Promise<never> {
  return new Promise((_resolve, reject) => {
    void stream.closed.then((how) => {
      if (how !== 'fin') reject(new SocketError('ECONNRESET', 'The connection was reset.'));
    });
  });
}
