import type { Socket } from 'node:net';
import type { Frame } from '../../lab/bridge/frames.ts';
import { FIRST_ACCEPTED, type PageMessage } from '../../lab/bridge/messages.ts';
import type { Endpoint } from '../../lab/host.ts';
import type { BridgeLimits } from '../config.ts';
import type { BridgeCommons } from './commons.ts';
import { DatagramPort, openDatagramPort } from './datagram-port.ts';
import type { Desk, Gauge } from './desk.ts';
import { dial } from './dial.ts';
import { HeldSockets } from './held-sockets.ts';
import { ListeningSocket, openListener } from './listening-socket.ts';
import { OnDemandPort } from './on-demand-port.ts';
import type { Outbox } from './outbox.ts';
import { type PageReach, reachOfSeat, reachOfThisComputer } from './page-reach.ts';
import type { Judgement } from './reach.ts';
import { ReaderThread } from './reader-thread.ts';
import type { Session } from './session.ts';
import { type SocketTrouble, troubleOf } from './socket-errors.ts';
import { StreamSocket } from './stream-socket.ts';
import type { Testimony } from './witnesses.ts';

type Opening = Extract<PageMessage, { type: 'connect' | 'listen' | 'bind' }>;
type Change = Extract<PageMessage, { type: 'end' | 'reset' | 'close' | 'credit' }>;

/**
 * The sockets of one page. Everything that reaches the operating system passes its `PageReach`; the page hears of
 * addresses as that shows them.
 */
export class SocketDesk implements Desk {
  readonly outbox: Outbox;
  readonly limits: BridgeLimits;
  readonly unsent: Gauge;
  readonly reach: PageReach;
  readonly #page: Session;
  readonly #commons: BridgeCommons;
  readonly #held: HeldSockets;
  #highest = 0;
  #accepted = FIRST_ACCEPTED;
  #abandoned = false;
  /** Threads of sockets on demand. */
  #readers = 0;
  /** Ports that the operating system chose for this page. At most 65,535 numbers. */
  readonly #given = new Set<number>();

  constructor(page: Session, outbox: Outbox, commons: BridgeCommons) {
    this.#page = page;
    this.#commons = commons;
    this.#held = new HeldSockets(page, commons);
    this.outbox = outbox;
    this.limits = commons.limits;
    this.unsent = page.share.unsent;
    const { seat } = page;
    const standing = {
      services: () => commons.services(),
      holds: (transport: 'tcp' | 'udp', at: Endpoint) => {
        const holder = commons.holdings.holderAt(transport, at);
        return holder !== undefined && (seat === null || holder.seat === seat);
      },
      wasGiven: (port: number) => this.#given.has(port),
    };
    this.reach = seat === null ? reachOfThisComputer(standing) : reachOfSeat(seat, standing);
  }

  /** @returns false if the page used this number before. */
  open(request: Opening): boolean {
    if (request.socket <= this.#highest) return false;
    this.#highest = request.socket;
    const refusal = this.#held.noRoom(request.type === 'listen');
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
      this.#held.drop(socket);
      held.close();
    }
  }

  /** @returns false if the page broke the flow control. */
  frame(frame: Exclude<Frame, { type: 'answer' }>): boolean {
    const held = this.#held.get(frame.socket);
    if (frame.type === 'data') return held?.kind === 'stream' ? held.write(frame.payload) : true;
    return held?.kind === 'datagrams' ? held.send(frame.peer, frame.payload) : true;
  }

  /** The way to the page is full, or no longer. */
  pace(): void {
    for (const held of this.#held.all()) if (held.kind === 'stream') held.pace();
  }

  /** The page is gone. */
  abandon(): void {
    if (this.#abandoned) return;
    this.#abandoned = true;
    this.#held.abandon();
  }

  #connect({ socket: id, to, from }: Extract<Opening, { type: 'connect' }>): void {
    const { reach } = this;
    const verdict = reach.destination('tcp', to);
    if (!verdict.allowed) return this.#refused(id, verdict);
    const source = from === undefined ? null : reach.local('tcp', { address: from, port: 0 });
    if (source?.allowed === false) return this.#refused(id, source);
    const remote = verdict.endpoint;
    const { witnesses } = this.#commons;
    witnesses.connecting();
    const call = dial(remote, source?.endpoint.address ?? reach.source, this.limits.connectMs, {
      connected: (tcp, local) => {
        release();
        const stream = this.#stream(id, tcp, local, remote);
        this.outbox.say({ type: 'opened', socket: id, local: reach.shown(local), remote: reach.shown(remote) });
        const over = witnesses.hear(local, remote.port, (testimony) => this.#testify(id, testimony));
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
    const release = this.#held.hold(id, { kind: 'pending', listener: false, abandon: call.abandon });
  }

  #listen({ socket: id, at }: Extract<Opening, { type: 'listen' }>): void {
    const verdict = this.reach.local('tcp', at);
    if (!verdict.allowed) return this.#refused(id, verdict);
    this.#opening(id, true, verdict.endpoint, 'listen', openListener(verdict.endpoint, 511), (server) => {
      const local = { address: verdict.endpoint.address, port: portOf(server.address()) };
      if (at.port === 0) this.#given.add(local.port);
      const held = new ListeningSocket(id, server, this.reach.shown(local), this, (tcp) => this.#accept(id, tcp));
      this.#held.hold(id, held, { transport: 'tcp', local, state: () => held.state });
      this.outbox.say({ type: 'listening', socket: id, local: held.local });
    });
  }

  #bind({ socket: id, at, peer, onDemand, receiveBuffer }: Extract<Opening, { type: 'bind' }>): void {
    const { reach } = this;
    const verdict = reach.local('udp', at);
    if (!verdict.allowed) return this.#refused(id, verdict);
    if (onDemand) return this.#bindOnDemand(id, verdict.endpoint, peer, receiveBuffer);
    const destination = peer === undefined ? null : reach.destination('udp', peer);
    const isNobody = destination?.allowed === false && destination.code === 'ECONNREFUSED';
    if (destination?.allowed === false && !isNobody) return this.#refused(id, destination);
    // At a seat each datagram is judged anew, so the system connects nothing: who has the port may change.
    const to = destination?.allowed && reach.answersStrangers ? destination.endpoint : undefined;
    this.#opening(id, false, verdict.endpoint, 'bind', openDatagramPort(verdict.endpoint, to), (udp) => {
      const local = { address: verdict.endpoint.address, port: udp.address().port };
      if (at.port === 0) this.#given.add(local.port);
      const held = new DatagramPort(id, udp, { local: reach.shown(local), ...(peer ? { peer } : {}) }, this);
      this.#held.hold(id, held, { transport: 'udp', local, state: () => held.state });
      udp.once(
        'close',
        this.#commons.witnesses.hearDatagrams(local, (testimony) => this.#testify(id, testimony)),
      );
      this.outbox.say({ type: 'bound', socket: id, local: held.local });
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
      this.#held.hold(id, held, { transport: 'udp', local: reader.local, state: () => held.state });
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
    const release = this.#held.hold(id, {
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
        this.#failed(id, this.#ownTrouble(troubleOf(error, call, this.reach.shown(at)), at));
      },
    );
  }

  /** @returns null if this page has no room for the connection. */
  #accept(listener: number, tcp: Socket): StreamSocket | null {
    const local = { address: tcp.localAddress ?? '', port: tcp.localPort ?? 0 };
    const remote = { address: tcp.remoteAddress ?? '', port: tcp.remotePort ?? 0 };
    // A caller that reset already has no address any more.
    if (remote.address === '' || this.#held.noRoom(false)) return null;
    const id = this.#accepted++;
    const stream = this.#stream(id, tcp, local, remote);
    const { shown } = this.reach;
    this.outbox.say({ type: 'accepted', listener, socket: id, local: shown(local), remote: shown(remote) });
    return stream;
  }

  #stream(id: number, tcp: Socket, local: Endpoint, remote: Endpoint): StreamSocket {
    const stream: StreamSocket = new StreamSocket(id, tcp, { local, remote }, this, () => this.#held.drop(id));
    this.#held.hold(id, stream, { transport: 'tcp', local, remote, state: () => stream.state });
    return stream;
  }

  /** Where all seats share one address (::1, and on macOS 127.0.0.1), the one who has the port may be a neighbour that `ss` does not show. */
  #ownTrouble(trouble: SocketTrouble, { address, port }: Endpoint): SocketTrouble {
    const { seat } = this.#page;
    if (trouble.code !== 'EADDRINUSE' || seat === null || seat.loopback.owns(address)) return trouble;
    const saying = `Port ${port} is taken, perhaps by another seat: all seats share ${address}, because this system has no such address for each. Choose another port.`;
    return { code: trouble.code, saying };
  }

  /** What a server of ours says of a socket of this page. */
  #testify(id: number, testimony: Testimony): void {
    this.outbox.say({ ...testimony, peer: this.reach.shown(testimony.peer), socket: id });
  }

  #refused(id: number, { why, code }: Extract<Judgement, { allowed: false }>): void {
    this.#failed(id, { code: code ?? 'REFUSED-BY-LAB', saying: why });
  }

  #failed(id: number, trouble: SocketTrouble): void {
    this.outbox.say({ type: 'failed', socket: id, ...trouble });
  }
}

const portOf = (address: ReturnType<import('node:net').Server['address']>): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
