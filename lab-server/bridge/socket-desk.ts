import type { Socket } from 'node:net';
import type { Frame } from '../../lab/bridge/frames.ts';
import { FIRST_ACCEPTED, type PageMessage } from '../../lab/bridge/messages.ts';
import type { Endpoint, SocketState } from '../../lab/host.ts';
import type { BridgeLimits } from '../config.ts';
import type { BridgeCommons } from './commons.ts';
import { DatagramPort, openDatagramPort } from './datagram-port.ts';
import type { Desk, Gauge } from './desk.ts';
import { dial } from './dial.ts';
import { ListeningSocket, openListener } from './listening-socket.ts';
import { OnDemandPort } from './on-demand-port.ts';
import type { Outbox } from './outbox.ts';
import { type Judgement, judgeDestination, judgeLocal } from './reach.ts';
import { ReaderThread } from './reader-thread.ts';
import type { Session } from './session.ts';
import { type SocketTrouble, troubleOf } from './socket-errors.ts';
import { StreamSocket } from './stream-socket.ts';

type Opening = Extract<PageMessage, { type: 'connect' | 'listen' | 'bind' }>;
type Change = Extract<PageMessage, { type: 'end' | 'reset' | 'close' | 'credit' }>;

/** A connect, listen or bind that the operating system has not answered yet. */
interface Pending {
  readonly kind: 'pending';
  readonly listener: boolean;
  abandon(): void;
}

type Held = Pending | StreamSocket | ListeningSocket | DatagramPort | OnDemandPort;

/** The sockets of one page. Everything that reaches the operating system passes `judgeDestination` or `judgeLocal`. */
export class SocketDesk implements Desk {
  readonly outbox: Outbox;
  readonly limits: BridgeLimits;
  readonly unsent: Gauge;
  readonly #page: Session;
  readonly #commons: BridgeCommons;
  readonly #held = new Map<number, Held>();
  #highest = 0;
  #accepted = FIRST_ACCEPTED;
  #abandoned = false;
  /** Threads of sockets on demand. */
  #readers = 0;

  constructor(page: Session, outbox: Outbox, commons: BridgeCommons) {
    this.#page = page;
    this.#commons = commons;
    this.outbox = outbox;
    this.limits = commons.limits;
    this.unsent = commons.unsent;
  }

  /** @returns false if the page used this number before. */
  open(request: Opening): boolean {
    if (request.socket <= this.#highest) return false;
    this.#highest = request.socket;
    const refusal = this.#noRoom(request.type === 'listen');
    if (refusal) this.#failed(request.socket, refusal);
    else if (request.type === 'connect') this.#connect(request);
    else if (request.type === 'listen') this.#listen(request);
    else this.#bind(request);
    return true;
  }

  /** A message for a socket that is gone crossed its end on the way: nothing to do. */
  change({ type, socket, ...rest }: Change): void {
    const held = this.#held.get(socket);
    if (!held) return;
    if (type === 'credit') {
      if (held.kind !== 'pending' && 'amount' in rest) held.credit(rest.amount);
    } else if (held.kind === 'stream') {
      held[type]();
    } else if (held.kind === 'pending') {
      held.abandon();
    } else {
      this.#drop(socket);
      held.close();
    }
  }

  /** @returns false if the page broke the flow control. */
  frame(frame: Frame): boolean {
    const held = this.#held.get(frame.socket);
    if (frame.type === 'data') return held?.kind === 'stream' ? held.write(frame.payload) : true;
    return held?.kind === 'datagrams' ? held.send(frame.peer, frame.payload) : true;
  }

  /** The way to the page is full, or no longer. */
  pace(): void {
    for (const held of this.#held.values()) if (held.kind === 'stream') held.pace();
  }

  /** The page is gone. */
  abandon(): void {
    if (this.#abandoned) return;
    this.#abandoned = true;
    for (const [id, held] of [...this.#held]) {
      // A stream leaves the list when its last byte and its FIN are out.
      if (held.kind === 'listener' || held.kind === 'datagrams') this.#drop(id);
      held.abandon();
    }
  }

  #connect({ socket: id, to, from }: Extract<Opening, { type: 'connect' }>): void {
    const verdict = judgeDestination('tcp', to, this.#standing);
    if (!verdict.allowed) return this.#refused(id, verdict);
    const source = from === undefined ? null : judgeLocal({ address: from, port: 0 }, this.#standing);
    if (source?.allowed === false) return this.#refused(id, source);
    const remote = verdict.endpoint;
    const { witnesses } = this.#commons;
    witnesses.connecting();
    const call = dial(remote, source?.endpoint.address, this.limits.connectMs, {
      connected: (tcp, local) => {
        release();
        const stream = this.#stream(id, tcp, local, remote);
        this.outbox.say({ type: 'opened', socket: id, local, remote });
        const over = witnesses.hear(local, remote.port, (testimony) => this.outbox.say({ ...testimony, socket: id }));
        tcp.once('close', over);
        witnesses.settled();
        stream.start();
      },
      failed: (trouble) => {
        release();
        witnesses.settled();
        if (trouble) this.#failed(id, trouble);
      },
    });
    const release = this.#hold(id, { kind: 'pending', listener: false, abandon: call.abandon });
  }

  #listen({ socket: id, at }: Extract<Opening, { type: 'listen' }>): void {
    const verdict = judgeLocal(at, this.#standing);
    if (!verdict.allowed) return this.#refused(id, verdict);
    this.#opening(id, true, verdict.endpoint, 'listen', openListener(verdict.endpoint, 511), (server) => {
      const local = { address: verdict.endpoint.address, port: portOf(server.address()) };
      const held = new ListeningSocket(id, server, local, this, (tcp) => this.#accept(id, tcp));
      this.#hold(id, held, { transport: 'tcp', local, state: () => held.state });
      this.outbox.say({ type: 'listening', socket: id, local });
    });
  }

  #bind({ socket: id, at, peer, onDemand, receiveBuffer }: Extract<Opening, { type: 'bind' }>): void {
    const verdict = judgeLocal(at, this.#standing);
    if (!verdict.allowed) return this.#refused(id, verdict);
    if (onDemand) return this.#bindOnDemand(id, verdict.endpoint, peer, receiveBuffer);
    const judgePeer = (to: Endpoint): Judgement => judgeDestination('udp', to, this.#standing);
    const destination = peer === undefined ? null : judgePeer(peer);
    if (destination?.allowed === false) return this.#refused(id, destination);
    const to = destination?.allowed ? destination.endpoint : undefined;
    this.#opening(id, false, verdict.endpoint, 'bind', openDatagramPort(verdict.endpoint, to), (udp) => {
      const local = { address: verdict.endpoint.address, port: udp.address().port };
      const held = new DatagramPort(id, udp, { local, ...(to ? { peer: to } : {}) }, this, judgePeer);
      this.#hold(id, held, { transport: 'udp', local, state: () => held.state });
      const over = this.#commons.witnesses.hearDatagrams(local, (testimony) =>
        this.outbox.say({ ...testimony, socket: id }),
      );
      udp.once('close', over);
      this.outbox.say({ type: 'bound', socket: id, local });
    });
  }

  #bindOnDemand(id: number, at: Endpoint, peer: Endpoint | undefined, receiveBuffer: number | undefined): void {
    const { readersPerSession, readerHeapMb, readers: most } = this.limits;
    const { readers } = this.#commons;
    if (peer !== undefined)
      return this.#failed(id, { code: 'EINVAL', saying: 'A UDP socket that is read on demand has no peer.' });
    if (this.#readers >= readersPerSession || !readers.add(1)) {
      const who = this.#readers >= readersPerSession ? 'This page' : 'The lab server';
      const count = this.#readers >= readersPerSession ? readersPerSession : most;
      const saying = `${who} already holds ${count} UDP sockets that are read on demand. Try again in a moment.`;
      return this.#failed(id, { code: 'EMFILE', saying });
    }
    this.#readers += 1;
    const asked = ReaderThread.open(at, receiveBuffer, readerHeapMb, () => {
      this.#readers -= 1;
      readers.remove(1);
    });
    this.#opening(id, false, at, 'bind', asked, (reader) => {
      const held = new OnDemandPort(id, reader, this);
      this.#hold(id, held, { transport: 'udp', local: held.local, state: () => held.state });
      this.outbox.say({ type: 'bound', socket: id, local: held.local, receiveBuffer: reader.receiveBuffer });
    });
  }

  /** Waits for the operating system; a page that gave up meanwhile gets nothing, and nothing stays open. */
  #opening<T extends { close(): unknown }>(
    id: number,
    listener: boolean,
    at: Endpoint,
    call: 'listen' | 'bind',
    asked: Promise<T>,
    opened: (socket: T) => void,
  ): void {
    let wanted = true;
    const release = this.#hold(id, {
      kind: 'pending',
      listener,
      abandon: () => {
        wanted = false;
      },
    });
    asked.then(
      (socket) => {
        release();
        if (wanted) opened(socket);
        else socket.close();
      },
      (error: unknown) => {
        release();
        this.#failed(id, troubleOf(error, call, at));
      },
    );
  }

  /** @returns false if this page has no room for the connection. */
  #accept(listener: number, tcp: Socket): boolean {
    const local = { address: tcp.localAddress ?? '', port: tcp.localPort ?? 0 };
    const remote = { address: tcp.remoteAddress ?? '', port: tcp.remotePort ?? 0 };
    // A caller that reset already has no address any more.
    if (remote.address === '' || this.#noRoom(false)) return false;
    const id = this.#accepted++;
    const stream = this.#stream(id, tcp, local, remote);
    this.outbox.say({ type: 'accepted', listener, socket: id, local, remote });
    stream.start();
    return true;
  }

  #stream(id: number, tcp: Socket, local: Endpoint, remote: Endpoint): StreamSocket {
    const stream: StreamSocket = new StreamSocket(id, tcp, { local, remote }, this, () => this.#drop(id));
    this.#hold(id, stream, { transport: 'tcp', local, remote, state: () => stream.state });
    return stream;
  }

  readonly #releases = new Map<number, () => void>();

  /** Puts a socket on the list, counted; @returns how to take it off. */
  #hold(
    id: number,
    held: Held,
    known?: { transport: 'tcp' | 'udp'; local: Endpoint; remote?: Endpoint; state: () => SocketState },
  ): () => void {
    this.#commons.sockets.add(1);
    this.#held.set(id, held);
    const release = known ? this.#commons.holdings.hold(this.#page, known) : undefined;
    this.#releases.set(id, () => {
      this.#commons.sockets.remove(1);
      release?.();
    });
    return () => this.#drop(id);
  }

  #drop(id: number): void {
    this.#held.delete(id);
    this.#releases.get(id)?.();
    this.#releases.delete(id);
  }

  #noRoom(listener: boolean): SocketTrouble | null {
    const full = (saying: string): SocketTrouble => ({ code: 'EMFILE', saying });
    const { socketsPerSession, listenersPerSession, sockets } = this.limits;
    if (this.#held.size >= socketsPerSession) {
      return full(`This page already holds ${socketsPerSession} sockets. Close some and try again.`);
    }
    if (this.#commons.sockets.value >= sockets) {
      return full(`The lab server already holds ${sockets} sockets for all its pages. Try again in a moment.`);
    }
    if (!listener) return null;
    let listeners = 0;
    for (const held of this.#held.values()) {
      if (held.kind === 'listener' || (held.kind === 'pending' && held.listener)) listeners += 1;
    }
    if (listeners < listenersPerSession) return null;
    return full(`This page already listens on ${listenersPerSession} ports. Stop one and try again.`);
  }

  get #standing() {
    return {
      services: () => this.#commons.services(),
      holds: (transport: 'tcp' | 'udp', at: Endpoint) => this.#commons.holdings.holds(transport, at),
    };
  }

  #refused(id: number, { why }: Extract<Judgement, { allowed: false }>): void {
    this.#failed(id, { code: 'REFUSED-BY-LAB', saying: why });
  }

  #failed(id: number, trouble: SocketTrouble): void {
    this.outbox.say({ type: 'failed', socket: id, ...trouble });
  }
}

const portOf = (address: ReturnType<import('node:net').Server['address']>): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
