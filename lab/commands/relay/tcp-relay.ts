import type { RelayRules } from '../../evidence/event.ts';
import { type Endpoint, type Listener, SocketError, type Stream } from '../../host.ts';
import { held } from '../open-streams.ts';
import { listensAt } from '../own-address.ts';
import { teach } from '../socket-errors.ts';
import { Pipe } from './pipe.ts';
import {
  hostKey,
  keyOf,
  type Passing,
  type Relay,
  type RelayCounts,
  type RelayState,
  type RelayWorld,
  relaysOn,
  Taps,
  type Towards,
} from './relay.ts';
import { WireClock } from './wire-clock.ts';

/** Connections at once; each costs the page two of the sockets that the bridge gives it. */
const MOST_WIRES = 24;

interface Wire {
  readonly client: Stream;
  readonly server: Stream;
  readonly toServer: Pipe;
  readonly toClient: Pipe;
}

/** TCP: each connection through it is two, and what one half hears the other half gets, by the rules. */
export class TcpRelay implements Relay {
  readonly transport = 'tcp';
  readonly port: number;
  readonly to: Endpoint;
  readonly #world: RelayWorld;
  readonly #clock: WireClock;
  readonly #taps = new Taps();
  /** Accepted and not connected onwards yet, or both. */
  readonly #streams = new Set<Stream>();
  readonly #wires = new Set<Wire>();
  readonly #passed = { server: 0, client: 0 };
  #listener: Listener;
  #rules: RelayRules;
  #isCut = false;
  #removed = false;
  #last = 0;

  private constructor(listener: Listener, to: Endpoint, rules: RelayRules, world: RelayWorld) {
    this.port = listener.local.port;
    this.to = to;
    this.#listener = listener;
    this.#rules = rules;
    this.#world = world;
    this.#clock = new WireClock(world);
    relaysOn(world.host).set(keyOf(this), this);
    this.#record();
    void this.#accept(listener);
  }

  /** @throws SocketError EADDRINUSE … */
  static async start(port: number, to: Endpoint, rules: RelayRules, world: RelayWorld): Promise<TcpRelay> {
    const listener = await world.host.listen({ address: listensAt(world.host), port });
    return new TcpRelay(listener, to, rules, world);
  }

  get rules(): RelayRules {
    return this.#rules;
  }

  get state(): RelayState {
    if (this.#isCut) return 'cut';
    return this.#clock.frozen ? 'frozen' : 'open';
  }

  get counts(): RelayCounts {
    const { server, client } = this.#passed;
    return { wires: this.#wires.size, toServer: server, toClient: client, lost: 0 };
  }

  change(rules: RelayRules): void {
    this.#rules = rules;
    this.#record();
  }

  freeze(): void {
    this.#clock.freeze();
    this.#record();
  }

  thaw(): void {
    this.#clock.thaw();
    this.#record();
  }

  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#listener.close();
    this.#drop((stream) => stream.reset());
    this.#record();
  }

  async mend(): Promise<void> {
    if (!this.#isCut) return;
    this.#listener = await this.#world.host.listen(this.#listener.local);
    this.#isCut = false;
    this.#record();
    void this.#accept(this.#listener);
  }

  reset(): number {
    const count = this.#wires.size;
    this.#world.log.append({ kind: 'relay.acted', port: this.port, act: 'reset', ...hostKey(this.#world.host) });
    this.#drop((stream) => stream.reset());
    return count;
  }

  halfClose(towards: Towards): number {
    const host = hostKey(this.#world.host);
    this.#world.log.append({ kind: 'relay.acted', port: this.port, act: 'half-close', towards, ...host });
    for (const wire of this.#wires) (towards === 'server' ? wire.toServer : wire.toClient).finish();
    return this.#wires.size;
  }

  remove(): void {
    this.#gone();
    this.#listener.close();
    this.#drop((stream) => stream.close());
  }

  onPassing(tell: (passing: Passing) => Promise<void> | void): () => void {
    return this.#taps.add(tell);
  }

  /** The relay is no more: taken away, or the host under it is gone. */
  #gone(): void {
    if (this.#removed) return;
    this.#removed = true;
    relaysOn(this.#world.host).delete(keyOf(this));
    this.#record('removed');
    this.#clock.end();
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
        const client = held(this.#world.host, await listener.accept());
        if (this.#streams.size >= 2 * MOST_WIRES) client.reset();
        else void this.#carry(client);
      }
    } catch (problem) {
      // Cut, removed, or the way to the host broke: nobody can call any more.
      if (!(problem instanceof SocketError)) throw problem;
      if (!this.#isCut) this.#gone();
    }
  }

  async #carry(client: Stream): Promise<void> {
    this.#last += 1;
    const number = this.#last;
    const { host, log } = this.#world;
    const note = (text: string) => this.#taps.tell({ what: 'note', wire: number, text });
    let server: Stream | null = null;
    this.#hold(client);
    try {
      await this.#clock.running();
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
      await this.#clock.running();
      client.reset();
      server?.reset();
      await note(`broken: ${teach(problem, this.to)}`);
    }
  }

  async #join(client: Stream, server: Stream, number: number): Promise<void> {
    const rules = (): RelayRules => this.#rules;
    const passed = (towards: Towards) => (bytes: Uint8Array | null) => {
      this.#passed[towards] += bytes?.length ?? 0;
      return this.#taps.tell(
        bytes === null ? { what: 'end', wire: number, towards } : { what: 'bytes', wire: number, towards, bytes },
      );
    };
    const line = { clock: this.#clock, rules };
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

  #record(state: RelayState | 'removed' = this.state): void {
    const { port, to, transport, rules } = this;
    this.#world.log.append({ kind: 'relay.set', transport, port, to, rules, state, ...hostKey(this.#world.host) });
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
