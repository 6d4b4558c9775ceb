import type { Frame, Port } from '../link/port.ts';
import type { World } from '../link/world.ts';
import { isGroupMac, type Mac, macText } from '../wire/address.ts';
import { etherTypeArp, etherTypeIpv4, typeOf } from '../wire/ethernet.ts';
import { protocolTcp } from '../wire/tcp.ts';
import { ArpCache } from './arp-cache.ts';
import { dropped } from './drops.ts';
import type { PacketHooks } from './hooks.ts';
import { IcmpLayer } from './icmp.ts';
import { ethernetMtu, type InterfaceUser, isWithin, NetworkInterface } from './interface.ts';
import { Ipv4Layer } from './ipv4-layer.ts';
import { RouteTable } from './routes.ts';
import { Tcp } from './tcp/tcp.ts';
import { StackUdp } from './udp-layer.ts';

/** More than any IPv4 packet: nothing is ever cut on the way to ourselves. */
const loopbackMtu = 65_536;
/** RFC 1122 §3.2.1.7, IANA "IP option numbers": the default TTL. */
const standardTtl = 64;

export interface StackOptions {
  /** A router's stack passes on what is for others. */
  readonly forwarding?: boolean;
  readonly initialTtl?: number;
}

/** Everything between a device's cables and its programs. RFC 1122. */
export class Stack implements InterfaceUser {
  readonly world: World;
  readonly name: string;
  readonly #interfaces = new Map<string, NetworkInterface>();
  readonly #frameHandlers = new Map<number, (frame: Frame, from: NetworkInterface) => void>();
  readonly #listeners: ((which: NetworkInterface) => void)[] = [];
  readonly #wasUp = new Map<NetworkInterface, boolean>();
  readonly hooks: PacketHooks = { prerouting: [], input: [], forward: [], output: [], postrouting: [] };
  readonly arp: ArpCache;
  readonly routes: RouteTable;
  readonly ip: Ipv4Layer;
  readonly icmp: IcmpLayer;
  readonly udp: StackUdp;
  readonly tcp: Tcp;

  constructor(world: World, name: string, options: StackOptions = {}) {
    this.world = world;
    this.name = name;
    this.arp = new ArpCache(world, name);
    this.routes = new RouteTable(world, name, (label) => this.#isUsable(label));
    this.ip = new Ipv4Layer(world, name, {
      interfaces: this.#interfaces,
      routes: this.routes,
      arp: this.arp,
      hooks: this.hooks,
      forwarding: options.forwarding ?? false,
      initialTtl: options.initialTtl ?? standardTtl,
    });
    this.icmp = new IcmpLayer(world, name, this.ip, this.routes);
    this.udp = new StackUdp(world, name, this.ip, this.icmp);
    this.tcp = new Tcp(world, name, this.ip);
    this.ip.onProtocol(protocolTcp, (arrival) => this.tcp.receive(arrival));
    this.icmp.onErrorAbout(protocolTcp, (error) => this.tcp.unreachable(error));
    this.addInterface('lo', 0, loopbackMtu).addAddress(0x7f00_0001, 8);
  }

  /** By label, `lo` included, in the order in which they were added. */
  get interfaces(): ReadonlyMap<string, NetworkInterface> {
    return this.#interfaces;
  }

  /**
   * @param label `eth0`
   * @param mtu bytes of the largest IP packet
   * @throws RangeError for a label that is taken or a MAC address that belongs to a group: a mistake in a topology
   */
  addInterface(label: string, mac: Mac, mtu = ethernetMtu): NetworkInterface {
    if (this.#interfaces.has(label)) throw new RangeError(`${this.name} has an interface ${label} already`);
    if (isGroupMac(mac)) throw new RangeError(`${macText(mac)} is the address of a group`);
    const added = new NetworkInterface(this.world, this.name, label, mac, mtu, this);
    this.#interfaces.set(label, added);
    this.#wasUp.set(added, added.up);
    return added;
  }

  /** @throws RangeError where there is no such interface: a mistake in a topology */
  port(label: string): Port {
    const found = this.#interfaces.get(label);
    if (!found) throw new RangeError(`${this.name} has no interface ${label}`);
    return found.port;
  }

  /** Takes frames with another EtherType than IPv4 and ARP (LLDP, for one). */
  onFrames(etherType: number, handler: (frame: Frame, from: NetworkInterface) => void): void {
    this.#frameHandlers.set(etherType, handler);
  }

  /** Called when addresses, the switch or the cable of an interface changed. */
  onInterfaceChange(listener: (which: NetworkInterface) => void): void {
    this.#listeners.push(listener);
  }

  frameArrived(frame: Frame, from: NetworkInterface): void {
    const type = typeOf(frame.bytes);
    if (type === etherTypeIpv4) this.ip.receive(frame, from);
    else if (type === etherTypeArp && !from.isLoopback) this.arp.receive(from, frame);
    else {
      const handler = this.#frameHandlers.get(type);
      const says = () => `Nobody here reads frames of type 0x${type.toString(16).padStart(4, '0')}.`;
      if (handler) handler(frame, from);
      else dropped(this.world, frame.number, from.port.name, 'no-listener', frame.bytes, says);
    }
  }

  interfaceChanged(which: NetworkInterface): void {
    if (!which.up && this.#wasUp.get(which)) {
      this.arp.flush(which);
      for (const source of ['static', 'dhcp', 'redirect'] as const)
        this.routes.remove({ source, interface: which.label });
    }
    this.#wasUp.set(which, which.up);
    this.#connect(which);
    this.ip.refresh();
    for (const listener of this.#listeners) listener(which);
  }

  /** Routes to the networks that an interface is on. A router forgets them while the cable is cut (RFC 1812 §5.2.4.2). */
  #connect(which: NetworkInterface): void {
    const wanted = this.#isUsable(which.label) && !which.isLoopback ? which.addresses : [];
    const connected = { source: 'connected', interface: which.label, via: null, metric: 0 } as const;
    const prefixes = wanted.filter((own) => own.prefixLength < 32);
    for (const route of this.routes.list) {
      if (route.source !== 'connected' || route.interface !== which.label) continue;
      const stays = prefixes.some((own) => isTo(route.prefix, route.prefixLength, own));
      if (!stays) this.routes.remove(route);
    }
    for (const { address, prefixLength } of prefixes) this.routes.add({ ...connected, prefix: address, prefixLength });
  }

  #isUsable(label: string): boolean {
    const one = this.#interfaces.get(label);
    return one !== undefined && (this.ip.forwarding ? one.running : one.up);
  }
}

const isTo = (prefix: number, length: number, own: { address: number; prefixLength: number }): boolean =>
  own.prefixLength === length && isWithin(own.address, prefix, length);
