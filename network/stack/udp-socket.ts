import type { World } from '../link/world.ts';
import { ipv4Text } from '../wire/address.ts';
import { protocolUdp, udpHeaderLength, writeUdp } from '../wire/udp.ts';
import type { Endpoint } from './endpoint.ts';
import { headroom, packetBuffer } from './ip-layer.ts';
import type { Ipv4Layer } from './ipv4-layer.ts';
import type { UdpDatagramIn, UdpSocket } from './sockets.ts';

/** Bytes that may wait for a program (Linux's `net.core.rmem_default`). */
export const udpReceiveBuffer = 212_992;
/** Each waiting datagram counts so much more, bytes: else empty ones would be free. */
const datagramCost = 256;
/** 65,535 less the headers of IPv4 and UDP, bytes. */
export const largestUdpPayload = 65_507;

export type UdpError = NonNullable<ReturnType<UdpSocket['takeError']>>;

/** One bound UDP port. RFC 768, RFC 1122 §4.1.4. */
export class BoundUdpSocket implements UdpSocket {
  readonly id: number;
  readonly local: Endpoint;
  readonly peer: Endpoint | null;
  readonly #world: World;
  readonly #device: string;
  readonly #ip: Ipv4Layer;
  readonly #closed: (socket: BoundUdpSocket) => void;
  #waiting: UdpDatagramIn[] = [];
  #taken = 0;
  #bytes = 0;
  #error: UdpError | null = null;
  #isOpen = true;
  readable: (() => void) | null = null;
  receiveBuffer = udpReceiveBuffer;
  drops = 0;

  constructor(
    world: World,
    device: string,
    ip: Ipv4Layer,
    local: Endpoint,
    peer: Endpoint | null,
    closed: (socket: BoundUdpSocket) => void,
  ) {
    this.id = world.nextSocket();
    this.#world = world;
    this.#device = device;
    this.#ip = ip;
    this.local = local;
    this.peer = peer;
    this.#closed = closed;
    this.#tell(peer === null ? 'UNCONN' : 'ESTAB', peer === null ? 'bind()' : 'connect()');
  }

  get receiveQueue(): number {
    return this.#bytes;
  }

  receive(): UdpDatagramIn | null {
    const datagram = this.#waiting[this.#taken];
    if (datagram === undefined) return null;
    this.#taken += 1;
    this.#bytes -= datagram.payload.length;
    if (this.#taken === this.#waiting.length || this.#taken > 1024) {
      this.#waiting = this.#waiting.slice(this.#taken);
      this.#taken = 0;
    }
    return datagram;
  }

  takeError(): UdpError | null {
    const error = this.#error;
    this.#error = null;
    return error;
  }

  send(to: Endpoint, payload: Uint8Array, orders?: Parameters<UdpSocket['send']>[2]): ReturnType<UdpSocket['send']> {
    if (!this.#isOpen || to.port <= 0 || to.port > 0xffff) return 'EINVAL';
    if (payload.length > largestUdpPayload) return 'EMSGSIZE';
    const out = orders?.interface;
    const source =
      this.local.address ||
      (out === undefined ? this.#ip.sourceFor(to.address) : this.#ip.sourceOutOf(out, to.address));
    if (source === null) return 'ENETUNREACH';
    const length = udpHeaderLength + payload.length;
    const buffer = packetBuffer(length);
    buffer.set(payload, headroom + udpHeaderLength);
    writeUdp(buffer, headroom, headroom + length, source, this.local.port, to.address, to.port);
    return this.#ip.send(buffer, length, { ...orders, source, destination: to.address, protocol: protocolUdp });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#waiting = [];
    this.#taken = 0;
    this.#bytes = 0;
    this.#closed(this);
    this.#tell('CLOSED', 'close()');
  }

  /** For the layer. @returns false when there is no room for it */
  take(datagram: UdpDatagramIn): boolean {
    const count = this.#waiting.length - this.#taken;
    if (this.#bytes + count * datagramCost + datagram.payload.length > this.receiveBuffer) {
      this.drops += 1;
      return false;
    }
    this.#waiting.push(datagram);
    this.#bytes += datagram.payload.length;
    this.readable?.();
    return true;
  }

  /** For the layer: ICMP said that something sent from here got nowhere. */
  failed(error: UdpError): void {
    this.#error = error;
    this.readable?.();
  }

  #tell(state: string, cause: string): void {
    this.#world.trace?.({
      at: this.#world.clock.now,
      kind: 'socket.changed',
      device: this.#device,
      socket: this.id,
      transport: 'udp',
      local: endpointText(this.local),
      remote: this.peer === null ? null : endpointText(this.peer),
      state,
      cause,
    });
  }
}

const endpointText = ({ address, port }: Endpoint): string => `${ipv4Text(address)}:${port}`;
