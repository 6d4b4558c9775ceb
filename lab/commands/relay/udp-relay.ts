import type { RelayRules } from '../../evidence/event.ts';
import { type DatagramSocket, type Endpoint, endpointText, SocketError } from '../../host.ts';
import { listensAt } from '../own-address.ts';
import { AnyRelay } from './any-relay.ts';
import { DelayLine } from './delay-line.ts';
import { hostKey, type RelayCounts, type RelayWorld, type Towards } from './relay.ts';

/** Clients it knows at once, each with a socket towards the server; the one that was silent longest is forgotten. */
const MOST_CLIENTS = 16;
/** Bytes that wait at a slow wire; what comes then is dropped, as a router does. */
const WAITING_BYTES = 65_536;
/** Bytes that one direction may hold, waiting and travelling. */
const HELD_BYTES = 4_194_304;

interface Client {
  readonly number: number;
  readonly at: Endpoint;
  /** Towards the server, connected, so that answers find their client. */
  readonly socket: DatagramSocket;
}

interface Travelling {
  readonly client: Client;
  readonly payload: Uint8Array;
}

/** UDP: a datagram that comes is one that goes, or one that is lost. */
export class UdpRelay extends AnyRelay {
  readonly #socket: DatagramSocket;
  readonly #clients = new Map<string, Client>();
  readonly #lines: Record<Towards, DelayLine<Travelling>>;
  #lost = 0;
  #last = 0;

  private constructor(socket: DatagramSocket, to: Endpoint, rules: RelayRules, world: RelayWorld) {
    super({ transport: 'udp', port: socket.local.port }, to, rules, world);
    this.#socket = socket;
    const line = (towards: Towards) =>
      new DelayLine<Travelling>(
        this.clock,
        () => this.rules,
        (datagram) => this.#handOver(datagram, towards),
      );
    this.#lines = { server: line('server'), client: line('client') };
    for (const one of Object.values(this.#lines)) void one.run();
    void this.#fromClients();
  }

  /** @throws SocketError EADDRINUSE … */
  static async start(port: number, to: Endpoint, rules: RelayRules, world: RelayWorld): Promise<UdpRelay> {
    const socket = await world.host.bind({ address: listensAt(world.host), port });
    return new UdpRelay(socket, to, rules, world);
  }

  get counts(): RelayCounts {
    const { server, client } = this.passed;
    return { wires: this.#clients.size, toServer: server, toClient: client, lost: this.#lost };
  }

  cut(): void {
    this.isCut = true;
    this.record();
  }

  async mend(): Promise<void> {
    this.isCut = false;
    this.record();
  }

  reset(): null {
    return null;
  }

  halfClose(): null {
    return null;
  }

  remove(): void {
    if (!this.gone()) return;
    for (const line of Object.values(this.#lines)) line.stop();
    this.#socket.close();
    for (const { socket } of this.#clients.values()) socket.close();
    this.#clients.clear();
  }

  async #fromClients(): Promise<void> {
    try {
      for (;;) {
        const { from, payload } = await this.#socket.receive();
        const client = await this.#client(from);
        await this.#offer({ client, payload }, 'server');
      }
    } catch (problem) {
      // Removed, or the way to the host broke.
      if (!(problem instanceof SocketError)) throw problem;
      this.remove();
    }
  }

  async #client(at: Endpoint): Promise<Client> {
    const key = endpointText(at);
    const known = this.#clients.get(key);
    if (known !== undefined) {
      // The order of the map is that of their latest words.
      this.#clients.delete(key);
      this.#clients.set(key, known);
      return known;
    }
    for (const [oldest, { socket }] of this.#clients) {
      if (this.#clients.size < MOST_CLIENTS) break;
      socket.close();
      this.#clients.delete(oldest);
    }
    this.#last += 1;
    const { host } = this.world;
    const socket = await host.bind({ address: listensAt(host), port: 0 }, this.to);
    const client = { number: this.#last, at, socket };
    this.#clients.set(key, client);
    void this.#fromServer(client);
    await this.taps.tell({ what: 'note', wire: client.number, text: `${key} sends its first datagram` });
    return client;
  }

  async #fromServer(client: Client): Promise<void> {
    while (!this.removed) {
      try {
        const { payload } = await client.socket.receive();
        await this.#offer({ client, payload }, 'client');
      } catch (problem) {
        if (!(problem instanceof SocketError)) throw problem;
        // Nobody is there now, says ICMP: UDP goes on, and somebody may be there for the next one.
        if (problem.code !== 'ECONNREFUSED') return;
      }
    }
  }

  async #offer({ client, payload }: Travelling, towards: Towards): Promise<void> {
    const line = this.#lines[towards];
    const fate = this.#fate(line, payload.length);
    if (fate === 'passed') line.push({ client, payload }, payload.length);
    else {
      this.#lost += 1;
      this.#tell(towards, payload.length, fate);
      await this.taps.tell({ what: 'lost', wire: client.number, towards, bytes: payload });
    }
  }

  #fate(line: DelayLine<Travelling>, bytes: number): 'passed' | 'lost' | 'overflow' {
    if (this.isCut || this.#percent() < this.rules.lossPercent) return 'lost';
    return line.waiting + bytes > WAITING_BYTES || line.held + bytes > HELD_BYTES ? 'overflow' : 'passed';
  }

  /** From 0 to below 100, each as likely. */
  #percent(): number {
    const random = this.world.randomBytes(4);
    return (new DataView(random.buffer, random.byteOffset).getUint32(0) / 2 ** 32) * 100;
  }

  async #handOver({ client, payload }: Travelling, towards: Towards): Promise<boolean> {
    // A cable that was cut loses also what was on it.
    if (this.isCut) {
      this.#lost += 1;
      this.#tell(towards, payload.length, 'lost');
      return true;
    }
    this.passed[towards] += payload.length;
    this.#tell(towards, payload.length, 'passed');
    await this.taps.tell({ what: 'bytes', wire: client.number, towards, bytes: payload });
    try {
      if (towards === 'server') await client.socket.send(this.to, payload);
      else await this.#socket.send(client.at, payload);
    } catch (problem) {
      // A datagram that cannot be sent is one more that got lost; the relay goes on.
      if (!(problem instanceof SocketError)) throw problem;
    }
    return true;
  }

  #tell(towards: Towards, bytes: number, fate: 'passed' | 'lost' | 'overflow'): void {
    const { port } = this;
    this.world.log.append({ kind: 'relay.datagram', port, towards, bytes, fate, ...hostKey(this.world.host) });
  }
}
