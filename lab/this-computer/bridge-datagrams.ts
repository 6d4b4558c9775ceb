import { encodeDatagram, MAX_DATAGRAM } from '../bridge/frames.ts';
import { judgeAddress } from '../bridge/lab-address.ts';
import { DATAGRAM_OVERHEAD, WINDOW } from '../bridge/messages.ts';
import { ReceiveWindow } from '../bridge/window.ts';
import { type Datagram, type DatagramSocket, type Endpoint, SocketError } from '../host.ts';
import { Inbox } from './inbox.ts';
import { noHost } from './no-host.ts';
import type { WayPort } from './port.ts';
import { recorded } from './recorded.ts';
import { sameFamily, spelled } from './spelled.ts';

interface Underway {
  readonly to: Endpoint;
  readonly payload: Uint8Array;
  resolve(): void;
  reject(error: SocketError): void;
}

/** A real UDP socket of this computer, held by the lab server for this page. */
export class BridgeDatagrams implements DatagramSocket {
  readonly id: number;
  readonly local: Endpoint;
  readonly receiveBuffer?: number;
  /** Read only when the program receives. */
  readonly #onDemand: boolean;
  /** Receivers that wait, and datagrams that were asked for and have not come. */
  #waiting = 0;
  #asked = 0;
  readonly #way: WayPort;
  readonly #forget: () => void;
  readonly #inbox = new Inbox<Datagram | SocketError>();
  readonly #received = new ReceiveWindow(WINDOW);
  /** Sent by the program, and the operating system has not answered yet; in order. */
  readonly #underway: Underway[] = [];
  #underwayBytes = 0;
  #roomAgain: (() => void)[] = [];
  #closed: SocketError | null = null;
  #dropped = 0;

  /** `id` is also its number on the bridge. */
  constructor(
    id: number,
    local: Endpoint,
    way: WayPort,
    forget: () => void,
    kind: { onDemand: boolean; receiveBuffer?: number },
  ) {
    this.id = id;
    this.#onDemand = kind.onDemand;
    if (kind.receiveBuffer !== undefined) this.receiveBuffer = kind.receiveBuffer;
    this.local = local;
    this.#way = way;
    this.#forget = forget;
  }

  /** Datagrams that arrived and were thrown away, because this program had not taken the earlier ones. */
  get dropped(): number {
    return this.#dropped;
  }

  async send(to: Endpoint, payload: Uint8Array): Promise<void> {
    const peer = spelled(to);
    const refusal = judgeAddress(peer.address);
    if (refusal !== null) throw new SocketError('REFUSED-BY-LAB', refusal);
    sameFamily(this.local.address, peer.address);
    if (payload.length > MAX_DATAGRAM) {
      throw new SocketError(
        'EMSGSIZE',
        `A datagram carries at most ${MAX_DATAGRAM} bytes; this has ${payload.length}.`,
      );
    }
    while (!this.#closed && this.#underwayBytes > 0 && this.#underwayBytes + costOf(payload) > WINDOW) {
      await new Promise<void>((resolve) => this.#roomAgain.push(resolve));
    }
    if (this.#closed) throw this.#closed;
    this.#way.frame(encodeDatagram(this.id, peer, payload));
    this.#underwayBytes += costOf(payload);
    // The evidence wants the bytes as they left, and the program may reuse its array.
    const kept = payload.slice();
    return new Promise((resolve, reject) => this.#underway.push({ to: peer, payload: kept, resolve, reject }));
  }

  async receive(signal?: AbortSignal): Promise<Datagram> {
    this.#waiting += 1;
    this.#ask();
    const item = await this.#inbox.take(signal).finally(() => {
      this.#waiting -= 1;
    });
    if (item === null) throw new SocketError('EINVAL', 'This UDP socket is closed.');
    if (item instanceof SocketError) throw item;
    if (this.#onDemand) return item;
    const credit = this.#received.consumed(costOf(item.payload));
    if (credit > 0 && !this.#closed) this.#way.say({ type: 'credit', socket: this.id, amount: credit });
    return item;
  }

  close(): void {
    if (this.#closed) return;
    this.#way.say({ type: 'close', socket: this.id });
    this.#way.log.append({ kind: 'udp.closed', socket: this.id });
    this.#inbox.empty();
    this.#inbox.finish();
    this.#end(new SocketError('EINVAL', 'This UDP socket is closed.'));
  }

  arrived(from: Endpoint, payload: Uint8Array): void {
    if (this.#onDemand) this.#asked -= 1;
    else this.#received.arrived(costOf(payload));
    this.#way.log.append({ kind: 'udp.received', socket: this.id, from, ...recorded(payload) });
    this.#inbox.push({ from, payload });
  }

  /** The operating system has the next `count` datagrams. */
  sent(count: number): void {
    for (const { to, payload, resolve } of this.#settle(count)) {
      this.#way.log.append({ kind: 'udp.sent', socket: this.id, to, ...recorded(payload) });
      resolve();
    }
  }

  unsent(error: SocketError): void {
    for (const { reject } of this.#settle(1)) reject(error);
  }

  /** ICMP port unreachable came back: the next `receive` tells. */
  trouble(error: SocketError): void {
    this.#way.log.append({ kind: 'udp.failed', socket: this.id, code: error.code });
    this.#inbox.push(error);
  }

  droppedBefore(count: number): void {
    this.#dropped = count;
  }

  /** The way to the lab server broke. */
  lost(): void {
    if (this.#closed) return;
    this.#inbox.fail(noHost());
    this.#end(noHost());
  }

  /** On demand: as many are asked for as receivers wait, less what has come or will. */
  #ask(): void {
    const wanted = this.#waiting - this.#inbox.size - this.#asked;
    if (!this.#onDemand || this.#closed || wanted <= 0) return;
    this.#asked += wanted;
    this.#way.say({ type: 'credit', socket: this.id, amount: wanted });
  }

  #settle(count: number): Underway[] {
    const settled = this.#underway.splice(0, count);
    for (const { payload } of settled) this.#underwayBytes -= costOf(payload);
    for (const wake of this.#roomAgain.splice(0)) wake();
    return settled;
  }

  #end(error: SocketError): void {
    this.#closed = error;
    this.#forget();
    for (const { reject } of this.#settle(this.#underway.length)) reject(error);
  }
}

const costOf = (payload: Uint8Array): number => payload.length + DATAGRAM_OVERHEAD;
