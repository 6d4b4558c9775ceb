import type { TcpListener, TcpSocket, UdpSocket } from '../network/stack/sockets.ts';
import { ipv4Text, macText, parseIpv4 } from '../network/wire/address.ts';
import type { SocketFact } from './evidence/event.ts';
import type { EvidenceLog } from './evidence/log.ts';
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
  type SocketRow,
  type SocketTable,
  type Stream,
} from './host.ts';
import type { DeviceDoor } from './scene/device-door.ts';
import type { Station } from './topology/network.ts';
import { established } from './virtual-host/connecting.ts';
import { endpointOf, numericOf } from './virtual-host/endpoint.ts';
import { problemOf, type Recorder } from './virtual-host/recorder.ts';
import { resolved } from './virtual-host/resolving.ts';
import { VirtualDatagrams } from './virtual-host/virtual-datagrams.ts';
import { VirtualListener } from './virtual-host/virtual-listener.ts';
import { VirtualStream } from './virtual-host/virtual-stream.ts';

export interface VirtualHostOptions {
  readonly name: string;
  /** What it stands for at the moment: a reset scene has new devices under the same names. */
  readonly device: DeviceDoor;
  /** Where the facts of its programs go; null for servers, whom nobody watches from inside. */
  readonly log: EvidenceLog | null;
  /** Who holds its sockets, for `ss`: `this terminal`, `room blue`. */
  readonly owner: string;
  /** Owners by socket number, shared by all programs of a host. */
  readonly owners: Map<number, string>;
}

const anywhere: Endpoint = { address: '0.0.0.0', port: 0 };

/** A host of a virtual network as its programs see it. */
export class VirtualHost implements Host {
  readonly name: string;
  readonly kind = 'virtual';
  readonly device: DeviceDoor;
  readonly #options: VirtualHostOptions;
  readonly #recorder: Recorder;
  readonly #open = new Set<VirtualStream | VirtualListener | VirtualDatagrams>();

  constructor(options: VirtualHostOptions) {
    this.name = options.name;
    this.device = options.device;
    this.#options = options;
    this.#recorder = { activity: options.device, append: (fact) => this.#append(fact) };
  }

  /** The same host for another program: a service, whose sockets bear its name. */
  as(owner: string): VirtualHost {
    return new VirtualHost({ ...this.#options, owner, log: null });
  }

  async connect(to: Endpoint, { from, signal }: ConnectOptions = {}): Promise<Stream> {
    signal?.throwIfAborted();
    try {
      const remote = numericOf({ ...to, address: await this.#addressOf(to.address, signal) });
      const source = from === undefined ? undefined : { address: numericOf({ address: from, port: 0 }).address };
      const socket = this.#station().stack.tcp.connect(remote, source);
      if (typeof socket === 'string') throw problemOf(socket);
      this.#options.owners.set(socket.id, this.#options.owner);
      await established(socket, this.device, signal);
      const stream = this.#keep(new VirtualStream(socket, this.#recorder));
      const { id, local, remote: peer } = stream;
      this.#append({ kind: 'tcp.opened', socket: id, local, remote: peer, role: 'client' });
      return stream.begin();
    } catch (problem) {
      this.#failed('connect', 'tcp', to, problem);
      throw problem;
    }
  }

  async listen(at: Endpoint): Promise<Listener> {
    try {
      const listener = this.#station().stack.tcp.listen(numericOf(spelled(at)));
      if (typeof listener === 'string') throw problemOf(listener);
      this.#options.owners.set(listener.id, this.#options.owner);
      const made = this.#keep(
        new VirtualListener(listener, this.#recorder, (stream) => {
          this.#options.owners.set(stream.id, this.#options.owner);
          this.#keep(stream);
        }),
      );
      this.#append({ kind: 'tcp.listening', socket: made.id, local: made.local });
      return made;
    } catch (problem) {
      this.#failed('listen', 'tcp', at, problem);
      throw problem;
    }
  }

  async couldListen(at: Endpoint): Promise<Endpoint> {
    try {
      const listener = this.#station().stack.tcp.listen(numericOf(spelled(at)));
      if (typeof listener === 'string') throw problemOf(listener);
      const local = endpointOf(listener.local);
      listener.close();
      return local;
    } catch (problem) {
      this.#failed('bind', 'tcp', at, problem);
      throw problem;
    }
  }

  /** Programs of a virtual host read for themselves, so every one of its sockets is on demand. */
  async bind(at: Endpoint, peer?: Endpoint, { receiveBuffer }: DatagramOptions = {}): Promise<DatagramSocket> {
    try {
      const remote =
        peer === undefined ? undefined : numericOf({ ...peer, address: await this.#addressOf(peer.address) });
      const socket = this.#station().stack.udp.bind(numericOf(spelled(at)), remote);
      if (typeof socket === 'string') throw problemOf(socket);
      this.#options.owners.set(socket.id, this.#options.owner);
      if (receiveBuffer !== undefined) socket.receiveBuffer = receiveBuffer;
      const made = this.#keep(new VirtualDatagrams(socket, this.#recorder));
      const towards = socket.peer === null ? {} : { peer: endpointOf(socket.peer) };
      this.#append({ kind: 'udp.bound', socket: made.id, local: made.local, ...towards });
      return made;
    } catch (problem) {
      this.#failed('bind', 'udp', at, problem);
      throw problem;
    }
  }

  /** Every socket of the stack, whoever holds it. */
  async sockets(): Promise<SocketTable> {
    const { tcp, udp } = this.#station().stack;
    const rows = [
      ...tcp.sockets.map((socket) => this.#tcpRow(socket)),
      ...udp.sockets.map((each) => this.#udpRow(each)),
    ];
    return { source: 'kernel', rows };
  }

  async interfaces(): Promise<readonly InterfaceRow[]> {
    const { interfaces } = this.#station().stack;
    return [...interfaces].map(([name, each]) => ({
      name,
      mac: macText(each.mac),
      loopback: name === 'lo',
      addresses: each.addresses.map(({ address, prefixLength }) => ({
        family: 'inet' as const,
        address: ipv4Text(address),
        prefixLength,
        scope: name === 'lo' ? ('host' as const) : isLinkLocal(address) ? ('link' as const) : ('global' as const),
      })),
    }));
  }

  async services(): Promise<readonly Service[]> {
    return (this.#station().spec.services ?? []).flatMap((service): Service[] => {
      const kind = service.kind;
      if (kind === 'room') return [{ name: service.name, kind, transport: 'tcp', port: service.port }];
      if (kind === 'lobby') return [{ name: kind, kind, transport: 'tcp', port: service.port }];
      if (kind === 'echo') return [{ name: kind, kind, transport: 'tcp', port: service.port ?? 7 }];
      return kind === 'web' ? [{ name: kind, kind, transport: 'tcp', port: service.port ?? 80 }] : [];
    });
  }

  /** A virtual host has no disk. */
  async filesOpenForWriting(): Promise<number | null> {
    return null;
  }

  resolve(name: string, signal?: AbortSignal): Promise<string> {
    return resolved(name, this.#station(), this.device, signal);
  }

  /** The host went down, or the scene began anew: whatever its programs hold is gone. */
  lost(): void {
    for (const each of this.#open) each.lost();
    this.#open.clear();
  }

  async #addressOf(name: string, signal?: AbortSignal): Promise<string> {
    return parseIpv4(name) === null && familyOf(name) === 'IPv4' ? this.resolve(name, signal) : name;
  }

  /** @throws SocketError NO-HOST while it is off, ENETUNREACH for a device without an IP stack */
  #station(): Station {
    const { part } = this.device;
    if (part === null) throw problemOf('NO-HOST');
    if (part.kind !== 'host' && part.kind !== 'router')
      throw new SocketError('ENETUNREACH', `${this.name} is a ${part.kind}: it has no IP address and no sockets.`);
    return part;
  }

  #keep<T extends VirtualStream | VirtualListener | VirtualDatagrams>(held: T): T {
    this.#open.add(held);
    if (held instanceof VirtualStream) void held.closed.then(() => this.#open.delete(held));
    return held;
  }

  #failed(call: 'connect' | 'listen' | 'bind', transport: 'tcp' | 'udp', at: Endpoint, problem: unknown): void {
    if (problem instanceof SocketError)
      this.#append({ kind: 'socket.failed', call, transport, at, code: problem.code });
  }

  #append(fact: SocketFact): void {
    this.#options.log?.append({ ...fact, host: this.name });
  }

  #tcpRow(socket: TcpSocket | TcpListener): SocketRow {
    const owner = this.#options.owners.get(socket.id) ?? '';
    const local = endpointOf(socket.local);
    if ('backlog' in socket) {
      const { waiting: receiveQueue, backlog: sendQueue } = socket;
      return { transport: 'tcp', state: 'LISTEN', local, remote: anywhere, receiveQueue, sendQueue, owner };
    }
    const { state, receiveQueue, sendQueue } = socket;
    return { transport: 'tcp', state, local, remote: endpointOf(socket.remote), receiveQueue, sendQueue, owner };
  }

  #udpRow(socket: UdpSocket): SocketRow {
    return {
      transport: 'udp',
      state: socket.peer === null ? 'UNCONN' : 'ESTAB',
      local: endpointOf(socket.local),
      remote: socket.peer === null ? anywhere : endpointOf(socket.peer),
      receiveQueue: socket.receiveQueue,
      sendQueue: 0,
      drops: socket.drops,
      owner: this.#options.owners.get(socket.id) ?? '',
    };
  }
}

const isLinkLocal = (address: number): boolean => address >>> 16 === 0xa9fe;

const spelled = (at: Endpoint): Endpoint =>
  at.address.toLowerCase() === 'localhost' ? { ...at, address: '127.0.0.1' } : at;
