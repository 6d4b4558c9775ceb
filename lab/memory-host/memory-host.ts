import type { Fact } from '../evidence/event.ts';
import type { EvidenceLog } from '../evidence/log.ts';
import {
  type ConnectOptions,
  type DatagramOptions,
  type DatagramSocket,
  type Endpoint,
  familyOf,
  type Host,
  type InterfaceRow,
  type Listener,
  type Service,
  SocketError,
  type SocketTable,
  type Stream,
} from '../host.ts';
import { ownName } from '../own-name.ts';
import { MemoryComputer } from './memory-computer.ts';
import { MemoryDatagrams } from './memory-datagrams.ts';
import { MemoryListener } from './memory-listener.ts';
import { MemoryStream } from './memory-stream.ts';

export interface MemoryHostOptions {
  /** Hosts that share a computer reach each other's sockets. */
  readonly computer?: MemoryComputer;
  /** Where this host's facts go; a server that nobody watches needs none. */
  readonly log?: EvidenceLog;
  readonly services?: readonly Service[];
  readonly source?: SocketTable['source'];
}

/** A host without an operating system: TCP and UDP between its own sockets, with the facts a real one would append. */
export class MemoryHost implements Host {
  readonly name = 'memory';
  readonly kind = 'this-computer';
  readonly computer: MemoryComputer;
  readonly #options: MemoryHostOptions;

  constructor(options: MemoryHostOptions = {}) {
    this.#options = options;
    this.computer = options.computer ?? new MemoryComputer();
  }

  async connect(to: Endpoint, options: ConnectOptions = {}): Promise<Stream> {
    options.signal?.throwIfAborted();
    const listener = this.computer.find('tcp', to);
    if (!(listener instanceof MemoryListener)) {
      this.#append({ kind: 'socket.failed', call: 'connect', transport: 'tcp', at: to, code: 'ECONNREFUSED' });
      throw new SocketError('ECONNREFUSED', `Nothing listens on ${to.address}:${to.port}.`);
    }
    const own = familyOf(to.address) === 'IPv6' ? '::1' : '127.0.0.1';
    const local = { address: options.from ?? own, port: this.computer.ephemeralPort() };
    const stream = new MemoryStream(this.computer, local, to, (fact) => this.#append(fact));
    this.#append({ kind: 'tcp.opened', socket: stream.id, local, remote: to, role: 'client' });
    MemoryStream.join(stream, listener.knock(local));
    return stream;
  }

  async listen(at: Endpoint): Promise<Listener> {
    const local = this.#chosen(at);
    const listener = new MemoryListener(
      this.computer.nextId(),
      local,
      (peer, self) => {
        const stream = new MemoryStream(this.computer, local, peer, (fact) => this.#append(fact));
        const opened = { kind: 'tcp.opened', socket: stream.id, local, remote: peer, role: 'server' } as const;
        this.#append({ ...opened, listener: self.id });
        return stream;
      },
      (self) => {
        this.computer.release('tcp', local, self);
        this.#append({ kind: 'listener.closed', socket: self.id });
      },
    );
    this.#take('tcp', 'listen', local, () => this.computer.take('tcp', local, listener));
    this.#append({ kind: 'tcp.listening', socket: listener.id, local });
    return listener;
  }

  async bind(at: Endpoint, peer?: Endpoint, { receiveBuffer }: DatagramOptions = {}): Promise<DatagramSocket> {
    const local = this.#chosen(at);
    const id = this.computer.nextId();
    const socket = new MemoryDatagrams(id, local, peer, {
      send: (_self, to, payload) => {
        this.#append({ kind: 'udp.sent', socket: id, to, bytes: payload });
        const receiver = this.computer.find('udp', to);
        return receiver instanceof MemoryDatagrams && receiver.arrive(local, payload);
      },
      received: (from, payload) => this.#append({ kind: 'udp.received', socket: id, from, bytes: payload }),
      refused: () => this.#append({ kind: 'udp.failed', socket: id, code: 'ECONNREFUSED' }),
      closed: (self) => {
        this.computer.release('udp', local, self);
        this.#append({ kind: 'udp.closed', socket: id });
      },
    });
    if (receiveBuffer !== undefined) socket.receiveBuffer = receiveBuffer;
    this.#take('udp', 'bind', local, () => this.computer.take('udp', local, socket));
    this.#append({ kind: 'udp.bound', socket: id, local, ...(peer && { peer }) });
    return socket;
  }

  async sockets(): Promise<SocketTable> {
    const rows = [...this.computer.entries].map((entry) => entry.row());
    return { source: this.#options.source ?? 'kernel', rows };
  }

  async interfaces(): Promise<readonly InterfaceRow[]> {
    return [
      {
        name: 'lo',
        mac: '00:00:00:00:00:00',
        loopback: true,
        addresses: [
          { family: 'inet', address: '127.0.0.1', prefixLength: 8, scope: 'host' },
          { family: 'inet6', address: '::1', prefixLength: 128, scope: 'host' },
        ],
      },
      {
        name: 'eth0',
        mac: '02:00:5e:00:53:01',
        loopback: false,
        addresses: [{ family: 'inet', address: '192.0.2.10', prefixLength: 24, scope: 'global' }],
      },
    ];
  }

  async services(): Promise<readonly Service[]> {
    return this.#options.services ?? [];
  }

  async resolve(name: string): Promise<string> {
    return ownName(name);
  }

  async filesOpenForWriting(): Promise<number | null> {
    return 0;
  }

  #chosen(at: Endpoint): Endpoint {
    return at.port === 0 ? { ...at, port: this.computer.ephemeralPort() } : at;
  }

  #take(transport: 'tcp' | 'udp', call: 'listen' | 'bind', at: Endpoint, take: () => void): void {
    try {
      take();
    } catch (error) {
      if (error instanceof SocketError) this.#append({ kind: 'socket.failed', call, transport, at, code: error.code });
      throw error;
    }
  }

  #append(fact: Fact): void {
    this.#options.log?.append(fact);
  }
}
