import { type Frame, Port, type PortUser } from '../link/port.ts';
import type { World } from '../link/world.ts';
import { broadcastMac, type Ipv4, ipv4Text, type Mac, macText, maskOf, readUint48 } from '../wire/address.ts';
import { fcsOf } from '../wire/fcs.ts';
import { dropped } from './drops.ts';

export interface InterfaceAddress {
  readonly address: Ipv4;
  readonly prefixLength: number;
}

/** Who gave the address; `link`: nobody, the interface went up or down. */
export type AddressHow = 'set' | 'dhcp' | 'link-local' | 'link';

/** What an interface tells the stack it belongs to. */
export interface InterfaceUser {
  /** A frame that is for this interface, whole and undamaged. */
  frameArrived(frame: Frame, from: NetworkInterface): void;
  /** Its addresses, its MAC address, whether it is up, or its cable. */
  interfaceChanged(which: NetworkInterface): void;
}

/** Ethernet's, IEEE 802.3 cl. 3.2.7: bytes of an IP packet that fit into one frame. */
export const ethernetMtu = 1500;
/** What a packet from this host to itself takes, ns: not nothing, so that a clock cannot stand still under a flood. */
const loopbackDelay = 5_000;

/** One network card: its filter, its addresses, and the port where its cable is plugged in. */
export class NetworkInterface implements PortUser {
  readonly label: string;
  readonly port: Port;
  readonly isLoopback: boolean;
  readonly #world: World;
  readonly #user: InterfaceUser;
  readonly #groups = new Map<Mac, number>();
  #mac: Mac;
  #mtu: number;
  #up = true;
  #addresses: readonly InterfaceAddress[] = [];
  /** Sees every frame that arrives undamaged, also those for others (a sniffer's promiscuous mode). */
  promiscuous: ((frame: Frame) => void) | null = null;
  /** Takes IP packets for any address: how a host hears from a DHCP server before it has one (RFC 2131 §4.1). */
  acceptsAnyAddress = false;

  constructor(world: World, device: string, label: string, mac: Mac, mtu: number, user: InterfaceUser) {
    this.#world = world;
    this.label = label;
    this.#mac = mac;
    this.#mtu = mtu;
    this.#user = user;
    this.isLoopback = label === 'lo';
    this.port = new Port(device, label, this);
  }

  get mac(): Mac {
    return this.#mac;
  }
  set mac(mac: Mac) {
    this.#mac = mac;
    this.#changed('set');
  }

  /** Bytes of the largest IP packet. */
  get mtu(): number {
    return this.#mtu;
  }
  set mtu(mtu: number) {
    this.#mtu = mtu;
    this.#user.interfaceChanged(this);
  }

  /** Switched on by its owner. A card that is off sends and hears nothing. */
  get up(): boolean {
    return this.#up;
  }
  set up(up: boolean) {
    if (up === this.#up) return;
    this.#up = up;
    this.#changed('link');
  }

  /** Switched on, and something answers at the other end of the cable. */
  get running(): boolean {
    return this.#up && (this.isLoopback || this.port.up);
  }

  get addresses(): readonly InterfaceAddress[] {
    return this.#addresses;
  }

  addAddress(address: Ipv4, prefixLength: number, how: AddressHow = 'set'): void {
    const others = this.#addresses.filter((own) => own.address !== address);
    this.replaceAddresses([...others, { address, prefixLength }], how);
  }

  removeAddress(address: Ipv4, how: AddressHow = 'set'): void {
    this.replaceAddresses(
      this.#addresses.filter((own) => own.address !== address),
      how,
    );
  }

  replaceAddresses(addresses: readonly InterfaceAddress[], how: AddressHow = 'set'): void {
    this.#addresses = [...addresses];
    this.#changed(how);
  }

  owns(address: Ipv4): boolean {
    for (const own of this.#addresses) if (own.address === address) return true;
    return false;
  }

  /** The address of ours on the network that `neighbour` is on, or else the first one; 0 where there is none. */
  addressTowards(neighbour: Ipv4): Ipv4 {
    for (const own of this.#addresses) if (isWithin(neighbour, own.address, own.prefixLength)) return own.address;
    return this.#addresses[0]?.address ?? 0;
  }

  /** Is this address on the network at the other end of our cable? */
  reaches(address: Ipv4): boolean {
    return this.#addresses.some((own) => isWithin(address, own.address, own.prefixLength));
  }

  /** Frames for this group are for us from now on; counted, so each `join` needs its `leave`. */
  join(group: Mac): void {
    this.#groups.set(group, (this.#groups.get(group) ?? 0) + 1);
  }

  leave(group: Mac): void {
    const left = (this.#groups.get(group) ?? 0) - 1;
    if (left > 0) this.#groups.set(group, left);
    else this.#groups.delete(group);
  }

  /** @param after the transmission that this one forwards; 0 for our own */
  transmit(bytes: Uint8Array, after = 0): void {
    if (!this.#up) {
      const says = () => `${this.port.name} is switched off.`;
      dropped(this.#world, after, this.port.name, 'cut', bytes, says);
    } else if (this.isLoopback) this.#loop(bytes, after);
    else this.port.send(bytes, after);
  }

  receive(frame: Frame): void {
    if (!this.#up) return;
    const { bytes } = frame;
    if (frame.fcs !== undefined && fcsOf(bytes) !== frame.fcs) {
      this.#drop(frame, 'fcs', () => 'Some bit of the frame is not what was sent: its check sequence does not fit.');
      return;
    }
    this.promiscuous?.(frame);
    const destination = readUint48(bytes, 0);
    if (destination === this.#mac || destination === broadcastMac || this.#groups.has(destination))
      this.#user.frameArrived(frame, this);
    else if (this.promiscuous === null)
      this.#drop(frame, 'not-for-me', () => `The frame is for ${macText(destination)}; this is ${macText(this.#mac)}.`);
  }

  linkChanged(): void {
    this.#user.interfaceChanged(this);
  }

  #drop(frame: Frame, reason: 'fcs' | 'not-for-me', says: () => string): void {
    dropped(this.#world, frame.number, this.port.name, reason, frame.bytes, says);
  }

  /** A packet to ourselves is a transmission too: it can be captured at `lo`. */
  #loop(bytes: Uint8Array, after: number): void {
    const { clock } = this.#world;
    const number = this.#world.nextFrame();
    const { name } = this.port;
    const arrives = clock.now + loopbackDelay;
    this.#world.trace?.({
      ...{ at: clock.now, kind: 'frame.sent', frame: number, link: name, from: name, to: name, bytes },
      ...(after === 0 ? {} : { after }),
      ...{ starts: clock.now, ends: arrives, arrives, queued: 0 },
    });
    clock.at(arrives, () => {
      this.#world.trace?.({ at: clock.now, kind: 'frame.received', frame: number, point: name });
      if (this.#up) this.#user.frameArrived({ bytes, number }, this);
    });
  }

  #changed(how: AddressHow): void {
    this.#world.trace?.({
      at: this.#world.clock.now,
      kind: 'address.changed',
      device: this.port.device,
      interface: this.label,
      mac: macText(this.#mac),
      up: this.#up,
      addresses: this.#addresses.map(({ address, prefixLength }) => ({ address: ipv4Text(address), prefixLength })),
      how,
    });
    this.#user.interfaceChanged(this);
  }
}

/** Do two addresses share the first `prefixLength` bits? RFC 4632 §3.1. */
export const isWithin = (address: Ipv4, network: Ipv4, prefixLength: number): boolean =>
  ((address ^ network) & maskOf(prefixLength)) === 0;
