import type { World } from '../../link/world.ts';
import type { DropReason } from '../../trace/event.ts';
import { flagAck, flagRst, flagSyn } from '../../wire/tcp.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Arrival, IpLayer } from '../ip-layer.ts';
import type { IcmpProblem, SocketProblem, TcpLayer, TcpListener, TcpOptions, TcpSocket } from '../sockets.ts';
import { Connection } from './connection.ts';
import { Connections } from './connections.ts';
import { emitResetFor } from './emit.ts';
import { heedIcmp } from './icmp-errors.ts';
import { InitialSequence } from './initial-sequence.ts';
import { endpointText, finish } from './life.ts';
import { Listener } from './listener.ts';
import { isPort, Ports } from './ports.ts';
import { IncomingSegment } from './segment.ts';
import { distance, positionOf } from './sequence.ts';
import { type Owner, Tcb, type TimerName } from './tcb.ts';
import { expired } from './timers.ts';

/** Entries of a listener's queues when the program asks for no number. Linux allows 4096; a lesson should see it fill. */
const defaultBacklog = 128;

/** TCP on one host (RFC 9293): who a segment is for, who may have which port. */
export class Tcp implements TcpLayer, Owner {
  readonly world: World;
  readonly device: string;
  readonly ip: IpLayer;
  /** What a socket asks for where its program does not. */
  readonly defaults: TcpOptions;
  readonly #connections = new Connections();
  readonly #listeners: Listener[] = [];
  readonly #byTcb = new Map<Tcb, { readonly connection: Connection; readonly listener: Listener | null }>();
  readonly #initialSequence: InitialSequence;
  readonly #ports: Ports;
  readonly #segment = new IncomingSegment();
  readonly #later: Arrival[] = [];
  #receiving = false;
  #acceptable: Listener | null = null;

  constructor(world: World, device: string, ip: IpLayer, defaults: TcpOptions = {}) {
    this.world = world;
    this.device = device;
    this.ip = ip;
    this.defaults = defaults;
    this.#initialSequence = new InitialSequence(world.random.branch(`${device}/tcp/initial-sequence`));
    this.#ports = new Ports(world.random.branch(`${device}/tcp/ports`));
  }

  get sockets(): readonly (TcpSocket | TcpListener)[] {
    return [...this.#listeners, ...this.#connections.all].sort((a, b) => a.id - b.id);
  }

  connect(to: Endpoint, from: Partial<Endpoint> = {}, options: TcpOptions = {}): TcpSocket | SocketProblem {
    if (!isPort(to.port) || (from.port && !isPort(from.port))) return 'EINVAL';
    const address = from.address || this.ip.sourceFor(to.address);
    if (address === null) return 'ENETUNREACH';
    if (!this.ip.isLocal(address)) return 'EADDRNOTAVAIL';
    const isTaken = (port: number) => this.#connections.find(address, port, to.address, to.port) !== null;
    if (from.port && isTaken(from.port)) return 'EADDRINUSE';
    const port = from.port || this.#ports.choose((candidate) => isTaken(candidate) || this.#listens(candidate));
    if (port === null) return 'EADDRNOTAVAIL';
    const connection = this.#make({ address, port }, to, null, options);
    connection.open();
    return connection;
  }

  listen(at: Endpoint, backlog = defaultBacklog, options: TcpOptions = {}): TcpListener | SocketProblem {
    if (at.port !== 0 && !isPort(at.port)) return 'EINVAL';
    if (at.address !== 0 && !this.ip.isLocal(at.address)) return 'EADDRNOTAVAIL';
    const port = at.port || this.#ports.choose((candidate) => this.#listens(candidate));
    if (port === null) return 'EADDRNOTAVAIL';
    const clash = (other: Listener) =>
      other.local.port === port && (other.local.address === at.address || !other.local.address || !at.address);
    if (this.#listeners.some(clash)) return 'EADDRINUSE';
    const local = { address: at.address, port };
    const listener = new Listener(this.world.nextSocket(), local, backlog, options, (closed) => this.#unlisten(closed));
    this.#listeners.push(listener);
    this.#traceListener(listener, 'LISTEN', 'listen()');
    return listener;
  }

  /** A segment for this host. RFC 9293 §3.10.7. */
  receive(arrival: Arrival): void {
    if (this.#receiving) {
      // Over a loopback a segment can arrive while another is being looked at, and there is one `#segment`.
      this.#later.push({ ...arrival });
      return;
    }
    this.#receiving = true;
    try {
      this.#receiveOne(arrival);
      for (let next = this.#later.shift(); next; next = this.#later.shift()) this.#receiveOne(next);
    } finally {
      this.#receiving = false;
    }
  }

  /** ICMP has come back for a segment of ours. */
  unreachable(problem: IcmpProblem): void {
    heedIcmp(this.#connections, problem);
  }

  established(tcb: Tcb): boolean {
    const made = this.#byTcb.get(tcb);
    if (!made?.listener) return true;
    if (!made.listener.enqueue(made.connection)) return false;
    this.#acceptable = made.listener;
    return true;
  }

  gone(tcb: Tcb): void {
    const made = this.#byTcb.get(tcb);
    if (!made) return;
    this.#byTcb.delete(tcb);
    this.#connections.remove(made.connection);
    made.listener?.half.delete(tcb);
  }

  expired(tcb: Tcb, timer: TimerName): void {
    expired(tcb, timer);
  }

  #receiveOne(arrival: Arrival): void {
    const segment = this.#segment;
    const problem = segment.read(arrival);
    if (problem) return this.#drop(arrival, problem, problemText[problem]);
    const { source, destination, sourcePort, destinationPort } = segment;
    const connection = this.#connections.find(destination, destinationPort, source, sourcePort);
    if (connection && !this.#givesWay(connection, segment)) {
      connection.arrive(segment);
      const listener = this.#acceptable;
      this.#acceptable = null;
      listener?.acceptable?.();
      return;
    }
    const listener = this.#listenerFor(segment);
    if (listener) this.#arriveAtListener(listener, segment, arrival);
    else this.#arriveAtNobody(segment, arrival);
  }

  /** RFC 9293 §3.10.7.2. */
  #arriveAtListener(listener: Listener, segment: IncomingSegment, arrival: Arrival): void {
    if (segment.has(flagRst)) return;
    if (segment.has(flagAck)) return emitResetFor(this.ip, segment);
    if (!segment.has(flagSyn)) return;
    if (!listener.takesSyn)
      return this.#drop(
        arrival,
        'buffer-full',
        `The queue of port ${listener.local.port} is full: the SYN is dropped.`,
      );
    const local = { address: segment.destination, port: segment.destinationPort };
    const remote = { address: segment.source, port: segment.sourcePort };
    const connection = this.#make(local, remote, listener, listener.options);
    listener.half.add(connection.tcb);
    connection.openPassively(segment);
  }

  /** CLOSED: RFC 9293 §3.10.7.1. */
  #arriveAtNobody(segment: IncomingSegment, arrival: Arrival): void {
    this.#drop(arrival, 'no-listener', `No socket on port ${segment.destinationPort} is for this segment.`);
    emitResetFor(this.ip, segment);
  }

  /** TIME-WAIT ends early for a SYN that cannot be an old one: RFC 6191 §2, RFC 9293 §3.6.1. */
  #givesWay({ tcb }: Connection, segment: IncomingSegment): boolean {
    if (tcb.state !== 'TIME-WAIT' || !segment.has(flagSyn) || segment.has(flagRst) || segment.has(flagAck))
      return false;
    const { options } = segment;
    const newer =
      tcb.timestamps && options.timestamps
        ? distance(tcb.timestampRecent, options.timestampValue) > 0
        : positionOf(segment.sequence, tcb.initialReceive, tcb.receiveNext) > tcb.receiveNext;
    if (!newer || !this.#listenerFor(segment)) return false;
    finish(tcb, 'two segment lifetimes passed', 'fin', 'local', 'a newer SYN arrived');
    return true;
  }

  #make(local: Endpoint, remote: Endpoint, listener: Listener | null, options: TcpOptions): Connection {
    const from = this.#initialSequence;
    const sequence = from.number(this.world.clock.now, local.address, local.port, remote.address, remote.port);
    // Both ports swapped: another number than the sequence's F, from the same secret.
    const timestampOffset = from.keyed(local.address, remote.port, remote.address, local.port);
    const initial = { sequence, timestampOffset };
    const tcb = new Tcb(this, local, remote, initial, listener !== null, { ...this.defaults, ...options });
    const connection = new Connection(tcb);
    this.#byTcb.set(tcb, { connection, listener });
    this.#connections.add(connection);
    return connection;
  }

  #listenerFor({ destination, destinationPort }: IncomingSegment): Listener | null {
    let found: Listener | null = null;
    for (const listener of this.#listeners) {
      if (listener.local.port !== destinationPort) continue;
      if (listener.local.address === destination) return listener;
      if (listener.local.address === 0) found = listener;
    }
    return found;
  }

  #listens(port: number): boolean {
    return this.#listeners.some(({ local }) => local.port === port);
  }

  #unlisten(listener: Listener): void {
    const index = this.#listeners.indexOf(listener);
    if (index < 0) return;
    this.#listeners.splice(index, 1);
    for (const tcb of listener.half) this.#byTcb.get(tcb)?.connection.abort();
    this.#traceListener(listener, 'CLOSED', 'close()');
  }

  #traceListener(listener: Listener, state: string, cause: string): void {
    this.world.trace?.({
      at: this.world.clock.now,
      kind: 'socket.changed',
      device: this.device,
      socket: listener.id,
      transport: 'tcp',
      local: endpointText(listener.local),
      remote: null,
      state,
      cause,
    });
  }

  #drop(arrival: Arrival, reason: DropReason, says: string): void {
    const { bytes, frame } = arrival;
    this.world.trace?.({
      at: this.world.clock.now,
      kind: 'frame.dropped',
      frame,
      where: this.device,
      reason,
      bytes,
      says,
    });
  }
}

const problemText = {
  malformed: 'The TCP header does not fit into the packet.',
  'tcp-checksum': 'The TCP checksum is wrong: something changed the segment on its way.',
} as const;
