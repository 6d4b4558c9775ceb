import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { encodeDatagram } from '../../lab/bridge/frames.ts';
import { loopback6 } from '../../lab/bridge/lab-address.ts';
import { DATAGRAM_OVERHEAD, WINDOW } from '../../lab/bridge/messages.ts';
import { SendWindow } from '../../lab/bridge/window.ts';
import { type Endpoint, endpointText, familyOf, type SocketState } from '../../lab/host.ts';
import type { Desk } from './desk.ts';
import { type SocketTrouble, troubleOf } from './socket-errors.ts';

/** How many strangers that wrote to a socket may be answered, the latest ones. */
const PARTNERS = 256;

type Outcome = 'waiting' | 'sent' | SocketTrouble;

/** A UDP socket that a page opened. */
export class DatagramPort {
  readonly kind = 'datagrams';
  readonly id: number;
  readonly local: Endpoint;
  readonly #peer: Endpoint | undefined;
  readonly #udp: Socket;
  readonly #desk: Desk;
  readonly #toPage = new SendWindow(WINDOW);
  /** What became of the page's datagrams, in order, from the first that it was not told of. */
  readonly #outcomes: { is: Outcome }[] = [];
  /** Who wrote to this socket: they may be answered although their ports are outside the lab. */
  readonly #partners = new Set<string>();
  #telling = false;
  #dropped = 0;
  #droppedTold = 0;

  /** @param ends as the page names them */
  constructor(id: number, udp: Socket, ends: { local: Endpoint; peer?: Endpoint }, desk: Desk) {
    this.id = id;
    this.local = ends.local;
    this.#peer = ends.peer;
    this.#udp = udp;
    this.#desk = desk;
    udp.on('message', (payload, from) => this.#arrived(payload, { address: from.address, port: from.port }));
    udp.on('error', (error) => {
      desk.outbox.say({ type: 'trouble', socket: id, ...troubleOf(error, 'receive', this.#peer ?? this.local) });
    });
  }

  get state(): SocketState {
    return this.#peer ? 'ESTAB' : 'UNCONN';
  }

  /** A datagram from the page. @returns false if the page broke the flow control. */
  send(to: Endpoint, payload: Uint8Array): boolean {
    if (this.#outcomes.length >= this.#desk.limits.unsentDatagrams) return false;
    const slot: { is: Outcome } = { is: 'waiting' };
    this.#outcomes.push(slot);
    const settle = (is: Outcome): void => {
      slot.is = is;
      this.#tellSoon();
    };
    const { reach } = this.#desk;
    const way = this.#wayTo(to);
    if ('code' in way) {
      if (way.code === 'ECONNREFUSED') this.#toNobody(way, settle);
      else settle(way);
      return true;
    }
    const done = (error: Error | null): void => settle(error ? troubleOf(error, 'send', to) : 'sent');
    if (this.#peer && reach.answersStrangers) this.#udp.send(payload, done);
    else this.#udp.send(payload, way.port, way.address, done);
    return true;
  }

  /** The page's program took datagrams that cost `amount` of the window. */
  credit(amount: number): void {
    this.#toPage.give(amount);
    this.#tellDropped();
  }

  close(): void {
    this.#udp.close(() => this.#desk.outbox.say({ type: 'closed', socket: this.id, how: 'fin', by: 'local' }));
  }

  abandon(): void {
    this.#udp.close();
  }

  /** Where the system sends it, or why not. */
  #wayTo(to: Endpoint): Endpoint | SocketTrouble {
    if (this.#peer && (to.address !== this.#peer.address || to.port !== this.#peer.port)) {
      return { code: 'EINVAL', saying: 'This UDP socket is connected to one peer and sends only there.' };
    }
    const { reach } = this.#desk;
    if (reach.answersStrangers && (this.#peer || this.#partners.has(keyOf(to)))) return to;
    const verdict = reach.destination('udp', to);
    return verdict.allowed ? verdict.endpoint : { code: verdict.code ?? 'REFUSED-BY-LAB', saying: verdict.why };
  }

  /** No socket has that address: a datagram is gone without a word, and a connected socket hears of it later (ICMP). */
  #toNobody(trouble: SocketTrouble, settle: (is: Outcome) => void): void {
    settle('sent');
    if (this.#peer) this.#desk.outbox.say({ type: 'trouble', socket: this.id, ...trouble });
  }

  #arrived(payload: Uint8Array, sender: Endpoint): void {
    const from = this.#desk.reach.shown(sender);
    // The system filters for a socket that is connected; at a seat it is not (see `#bind` of the desk).
    if (this.#peer && keyOf(from) !== keyOf(this.#peer)) return;
    this.#remember(from);
    const cost = payload.length + DATAGRAM_OVERHEAD;
    if (this.#toPage.left < cost || this.#desk.outbox.full) {
      this.#dropped += 1;
      return;
    }
    this.#tellDropped();
    this.#toPage.take(cost);
    this.#desk.outbox.frame(encodeDatagram(this.id, from, payload, Buffer.allocUnsafe));
  }

  #remember(from: Endpoint): void {
    const key = keyOf(from);
    const isLoopback = from.address.startsWith('127.') || from.address === loopback6;
    if (!isLoopback || this.#partners.has(key)) return;
    this.#partners.add(key);
    if (this.#partners.size <= PARTNERS) return;
    for (const oldest of this.#partners) {
      this.#partners.delete(oldest);
      return;
    }
  }

  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => this.#tell());
  }

  /** Tells the page in order; runs of good news go in one message. */
  #tell(): void {
    this.#telling = false;
    let sent = 0;
    for (;;) {
      const is = this.#outcomes[0]?.is;
      if (is === undefined || is === 'waiting') break;
      this.#outcomes.shift();
      if (is === 'sent') {
        sent += 1;
        continue;
      }
      if (sent > 0) this.#desk.outbox.say({ type: 'sent', socket: this.id, count: sent });
      sent = 0;
      this.#desk.outbox.say({ type: 'unsent', socket: this.id, ...is });
    }
    if (sent > 0) this.#desk.outbox.say({ type: 'sent', socket: this.id, count: sent });
  }

  #tellDropped(): void {
    if (this.#dropped === this.#droppedTold) return;
    this.#droppedTold = this.#dropped;
    this.#desk.outbox.say({ type: 'dropped', socket: this.id, count: this.#dropped });
  }
}

/** Asks the operating system for a UDP socket, connected to `peer` if there is one. @throws what it answers */
export function openDatagramPort(at: Endpoint, peer?: Endpoint): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const family = familyOf(at.address) === 'IPv6' ? 6 : 4;
    // Addresses were judged to be literal, and this lookup keeps Node from ever asking a resolver.
    const lookup: SocketOptions['lookup'] = (address, _options, found) => found(null, address, family);
    const udp = createSocket({ type: family === 6 ? 'udp6' : 'udp4', ipv6Only: family === 6, lookup });
    const fail = (error: Error): void => {
      udp.close();
      reject(error);
    };
    udp.once('error', fail);
    const ready = (): void => {
      udp.removeListener('error', fail);
      resolve(udp);
    };
    udp.bind({ address: at.address, port: at.port, exclusive: true }, () => {
      if (!peer) return ready();
      udp.once('connect', ready);
      udp.connect(peer.port, peer.address);
    });
  });
}

const keyOf = endpointText;
