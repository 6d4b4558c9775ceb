import type { World } from '../link/world.ts';
import type { Random } from '../time/random.ts';
import { ipv4Text, isGroupMac, readUint48 } from '../wire/address.ts';
import { icmpType, unreachableCode } from '../wire/icmp.ts';
import {
  protocolUdp,
  udpChecksumRight,
  udpDestinationPort,
  udpEnd,
  udpHeaderLength,
  udpSourcePort,
} from '../wire/udp.ts';
import { dropped } from './drops.ts';
import type { Endpoint } from './endpoint.ts';
import type { IcmpError, IcmpLayer } from './icmp.ts';
import type { Arrival } from './ip-layer.ts';
import type { Ipv4Layer } from './ipv4-layer.ts';
import type { SocketProblem, UdpLayer } from './sockets.ts';
import { BoundUdpSocket, type UdpError } from './udp-socket.ts';

/** RFC 6335 §6: ports that nobody registers. */
export const firstDynamicPort = 49_152;
const dynamicPorts = 0x1_0000 - firstDynamicPort;

/** UDP on one host: ports and who has them. RFC 768, RFC 1122 §4.1. */
export class StackUdp implements UdpLayer {
  readonly #world: World;
  readonly #device: string;
  readonly #ip: Ipv4Layer;
  readonly #icmp: IcmpLayer;
  readonly #random: Random;
  readonly #ports = new Map<number, BoundUdpSocket[]>();

  constructor(world: World, device: string, ip: Ipv4Layer, icmp: IcmpLayer) {
    this.#world = world;
    this.#device = device;
    this.#ip = ip;
    this.#icmp = icmp;
    this.#random = world.random.branch(`${device}/udp-ports`);
    ip.onProtocol(protocolUdp, (arrival) => this.#receive(arrival));
    icmp.onErrorAbout(protocolUdp, (error) => this.#failed(error));
  }

  get sockets(): readonly BoundUdpSocket[] {
    return [...this.#ports.values()].flat().sort((a, b) => a.id - b.id);
  }

  bind(at: Endpoint, peer?: Endpoint): BoundUdpSocket | SocketProblem {
    if (at.port < 0 || at.port > 0xffff) return 'EINVAL';
    if (at.address !== 0 && !this.#ip.isLocal(at.address) && !this.#ip.ways.isBroadcast(at.address))
      return 'EADDRNOTAVAIL';
    const address = at.address || (peer ? this.#ip.sourceFor(peer.address) : 0);
    if (address === null) return 'ENETUNREACH';
    const port = at.port || this.#freePort();
    if (port === null) return 'EADDRINUSE';
    const local = { address, port };
    if (this.#ports.get(port)?.some((other) => collide(other, local, peer ?? null))) return 'EADDRINUSE';
    const socket = new BoundUdpSocket(this.#world, this.#device, this.#ip, local, peer ?? null, (gone) =>
      this.#remove(gone),
    );
    this.#ports.set(port, [...(this.#ports.get(port) ?? []), socket]);
    return socket;
  }

  /** RFC 6056 §3.3.1: from a place nobody can guess, the next that is free. */
  #freePort(): number | null {
    const start = this.#random.below(dynamicPorts);
    for (let step = 0; step < dynamicPorts; step += 1) {
      const port = firstDynamicPort + ((start + step) % dynamicPorts);
      if (!this.#ports.has(port)) return port;
    }
    return null;
  }

  #remove(socket: BoundUdpSocket): void {
    const { port } = socket.local;
    const left = this.#ports.get(port)?.filter((other) => other !== socket) ?? [];
    if (left.length > 0) this.#ports.set(port, left);
    else this.#ports.delete(port);
  }

  #receive(arrival: Arrival): void {
    const { bytes, payload: at, source, destination, ttl, frame } = arrival;
    const end = udpEnd(bytes, at, arrival.end);
    if (end === 0) return this.#drop(arrival, 'malformed', () => 'A UDP length that cannot be true.');
    if (!udpChecksumRight(bytes, at, end, source, destination))
      return this.#drop(arrival, 'udp-checksum', () => 'The UDP checksum is wrong.');
    const port = udpDestinationPort(bytes, at);
    const from = { address: source, port: udpSourcePort(bytes, at) };
    const isForMany = isGroupMac(readUint48(bytes, 0)) || !this.#ip.isLocal(destination);
    const sockets = this.#listening(port, destination, from, isForMany);
    if (sockets.length === 0) {
      this.#drop(arrival, 'no-listener', () => `Nobody listens on UDP port ${port} of ${ipv4Text(destination)}.`);
      if (!isForMany) this.#icmp.unreachable(unreachableCode.port, bytes);
      return;
    }
    const payload = bytes.subarray(at + udpHeaderLength, end);
    const to = { address: destination, port };
    for (const socket of sockets) {
      if (socket.take({ from, to, payload, interface: arrival.interface, ttl })) continue;
      dropped(
        this.#world,
        frame,
        this.#device,
        'buffer-full',
        bytes,
        () => `The receive buffer of port ${port} is full.`,
      );
    }
  }

  /** Of those that fit, the most particular; a datagram for many goes to all of them (RFC 1122 §4.1.3.5). */
  #listening(port: number, destination: number, from: Endpoint, isForMany: boolean): readonly BoundUdpSocket[] {
    const bound = this.#ports.get(port);
    if (bound === undefined) return nobody;
    const only = bound[0];
    if (bound.length === 1 && only) return fits(only, destination, from, isForMany) < 0 ? nobody : bound;
    const fitting = bound.filter((socket) => fits(socket, destination, from, isForMany) >= 0);
    if (isForMany) return fitting;
    const most = Math.max(...fitting.map((socket) => fits(socket, destination, from, false)));
    return fitting.filter((socket) => fits(socket, destination, from, false) === most).slice(0, 1);
  }

  /** Programs that connected a socket hear of it once. RFC 1122 §4.1.3.3. */
  #failed({ type, code, quote }: IcmpError): void {
    if (type !== icmpType.unreachable) return;
    const error = errorOf(code);
    for (const socket of this.#ports.get(quote.sourcePort) ?? []) {
      const { peer } = socket;
      if (peer && peer.address === quote.destination && peer.port === quote.destinationPort) socket.failed(error);
    }
  }

  #drop(arrival: Arrival, reason: 'malformed' | 'udp-checksum' | 'no-listener', says: () => string): void {
    dropped(this.#world, arrival.frame, this.#device, reason, arrival.bytes, says);
  }
}

const nobody: readonly BoundUdpSocket[] = [];

function collide(other: BoundUdpSocket, local: Endpoint, peer: Endpoint | null): boolean {
  if (other.local.address !== 0 && local.address !== 0 && other.local.address !== local.address) return false;
  if ((other.peer === null) !== (peer === null)) return false;
  return other.peer?.address === peer?.address && other.peer?.port === peer?.port;
}

/** How particular a socket is about this datagram; -1 when it does not want it. */
function fits(socket: BoundUdpSocket, destination: number, from: Endpoint, isForMany: boolean): number {
  const { local, peer } = socket;
  const isAnyones = local.address === 0 || (isForMany && peer === null);
  if (!isAnyones && local.address !== destination) return -1;
  if (peer && (peer.port !== from.port || peer.address !== from.address)) return -1;
  return (peer ? 2 : 0) + (local.address === 0 ? 0 : 1);
}

/** RFC 1122 §4.1.3.3 leaves the names to the system; these are Linux's. */
function errorOf(code: number): UdpError {
  switch (code) {
    case unreachableCode.port:
    case unreachableCode.protocol:
      return 'ECONNREFUSED';
    case unreachableCode.net:
    case unreachableCode.netUnknown:
    case unreachableCode.netProhibited:
    case unreachableCode.netForTypeOfService:
      return 'ENETUNREACH';
    case unreachableCode.fragmentationNeeded:
      return 'EMSGSIZE';
    default:
      return 'EHOSTUNREACH';
  }
}
