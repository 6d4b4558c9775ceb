import type { World } from '../link/world.ts';
import type { DropReason } from '../trace/event.ts';
import { type Ipv4, ipv4Text, isGroupMac, readUint16, readUint32, readUint48 } from '../wire/address.ts';
import { ethernetHeaderLength } from '../wire/ethernet.ts';
import { unreachableCode } from '../wire/icmp.ts';
import { decrementTtl, dontFragment, headerLengthOf, ipv4At, ipv4HeaderLength } from '../wire/ipv4.ts';
import { dropped } from './drops.ts';
import type { PacketHooks } from './hooks.ts';
import type { NetworkInterface } from './interface.ts';
import type { ErrorReporter } from './ipv4-layer.ts';
import { type Ipv4Output, passes } from './ipv4-output.ts';
import { isSourceRouted, recordRoute } from './route-recording.ts';
import { isMulticast, isNobody, type Way, type Ways } from './ways.ts';

const ip = ethernetHeaderLength;

/** What a router does with a packet for somebody else. RFC 1812 §5.2. */
export class Ipv4Forwarder {
  readonly #world: World;
  readonly #device: string;
  readonly #hooks: PacketHooks;
  readonly #ways: Ways;
  readonly #output: Ipv4Output;
  readonly #errors: () => ErrorReporter | null;
  /** Off unless somebody wants to see why: RFC 2644. */
  forwardsDirectedBroadcasts = false;
  /** RFC 1812 §5.2.7.2. */
  sendsRedirects = true;

  constructor(
    world: World,
    device: string,
    hooks: PacketHooks,
    ways: Ways,
    output: Ipv4Output,
    errors: () => ErrorReporter | null,
  ) {
    this.#world = world;
    this.#device = device;
    this.#hooks = hooks;
    this.#ways = ways;
    this.#output = output;
    this.#errors = errors;
  }

  /** @param isOurs the bytes are a copy already, and may be written */
  forward(arrived: Uint8Array, isOurs: boolean, frame: number, from: NetworkInterface): void {
    const source = readUint32(arrived, ip + ipv4At.source);
    const destination = readUint32(arrived, ip + ipv4At.destination);
    const why = this.#refusal(arrived, source, destination);
    if (why !== null) return this.#drop('filtered', arrived, frame, () => why);
    const headerLength = headerLengthOf(arrived, ip);
    if (headerLength > ipv4HeaderLength && isSourceRouted(arrived, ip)) {
      this.#drop('filtered', arrived, frame, () => 'Source routes are not followed here.');
      return this.#errors()?.unreachable(unreachableCode.sourceRouteFailed, arrived);
    }
    if ((arrived[ip + ipv4At.ttl] ?? 0) <= 1) {
      this.#drop('ttl', arrived, frame, () => 'Its time to live is used up; this router would have made it 0.');
      return this.#errors()?.timeExceeded(0, arrived);
    }
    const way = this.#ways.to(destination);
    if (way === null) {
      this.#drop('no-route', arrived, frame, () => `No route leads to ${ipv4Text(destination)}.`);
      return this.#errors()?.unreachable(unreachableCode.net, arrived);
    }
    if (this.#isTooBig(arrived, way)) {
      this.#drop('fragmentation-needed', arrived, frame, () => `Too big for ${way.out.port.name}, and not to be cut.`);
      return this.#errors()?.unreachable(unreachableCode.fragmentationNeeded, arrived, way.out.mtu);
    }
    if (way.out === from && this.sendsRedirects && way.kind === 'unicast' && from.reaches(source)) {
      if (from.reaches(way.nextHop)) this.#errors()?.redirect(arrived, way.nextHop);
    }
    this.#pass(isOurs ? arrived : copyOf(arrived), headerLength, way, frame, from);
  }

  #pass(bytes: Uint8Array, headerLength: number, way: Way, frame: number, from: NetworkInterface): void {
    decrementTtl(bytes, ip);
    if (headerLength > ipv4HeaderLength) recordRoute(bytes, ip, way.source);
    const { forward } = this.#hooks;
    if (forward.length > 0) {
      const verdict = passes(forward, bytes, from.label, way.out.label, frame);
      if (verdict !== 'accept') {
        this.#drop('firewall', bytes, frame, () => `A rule for what passes through said ${verdict}.`);
        if (verdict === 'reject') this.#errors()?.rejected(bytes);
        return;
      }
    }
    this.#output.send(bytes, way, way.out.mtu, from.label, frame);
  }

  /** RFC 1812 §5.3.4 to §5.3.7: what must not be passed on, and is not reported either. */
  #refusal(bytes: Uint8Array, source: Ipv4, destination: Ipv4): string | null {
    if (isMulticast(destination)) return 'Packets for groups are not forwarded here.';
    if (isGroupMac(readUint48(bytes, 0))) return 'It came to everyone on the cable, so nobody forwards it.';
    if (isNobody(source) || isNobody(destination)) return 'Its addresses do not belong to hosts on a network.';
    if (isLinkLocal(source) || isLinkLocal(destination)) return 'Addresses in 169.254.0.0/16 stay on their cable.';
    if (this.forwardsDirectedBroadcasts || this.#ways.broadcastOn(destination) === undefined) return null;
    return `${ipv4Text(destination)} is everyone on another network, and routers keep that out.`;
  }

  #isTooBig(bytes: Uint8Array, way: Way): boolean {
    if (readUint16(bytes, ip + ipv4At.totalLength) <= way.out.mtu) return false;
    return (readUint16(bytes, ip + ipv4At.flagsAndOffset) & dontFragment) !== 0;
  }

  #drop(reason: DropReason, bytes: Uint8Array, frame: number, says: () => string): void {
    dropped(this.#world, frame, this.#device, reason, bytes, says);
  }
}

/** RFC 3927 §7. */
const isLinkLocal = (address: Ipv4): boolean => address >>> 16 === 0xa9fe;

/** Without what the frame held behind the datagram: padding is the next link's own. */
function copyOf(arrived: Uint8Array): Uint8Array {
  const end = ip + readUint16(arrived, ip + ipv4At.totalLength);
  if (end >= 60) return arrived.slice(0, end);
  const bytes = new Uint8Array(60);
  bytes.set(arrived.subarray(0, end));
  return bytes;
}
