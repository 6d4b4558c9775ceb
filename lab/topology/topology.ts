import type { ZoneData } from '../../network/device/dns-zone.ts';
import type { FirewallOptions } from '../../network/device/firewall.ts';
import type { LinkQuality, PointName } from '../../network/trace/event.ts';

/**
 * A network as plain data: what stands where, how it is set up, and what is plugged into what. It can be written into a
 * lesson, a file or a link. `build` makes devices of it.
 */
export interface Topology {
  readonly id: string;
  /** Chance in this network. The same seed and the same inputs give the same run, byte for byte. */
  readonly seed: string;
  /** Seconds that it has run before anybody comes to it, so that routers have told each other their routes. */
  readonly begins?: number;
  readonly devices: readonly DeviceSpec[];
  readonly cables: readonly CableSpec[];
}

export type DeviceSpec = HostSpec | RouterSpec | SwitchSpec | HubSpec | BridgeSpec | AccessPointSpec;

interface Placed {
  /** `pc1`: lower-case letters, digits and `-`, at most 20, a letter first. */
  readonly name: string;
  /** Its middle in the drawing, which is 1000 wide; the height is as needed. */
  readonly at: { readonly x: number; readonly y: number };
}

/** What a host looks like in the drawing. Inside they are all alike. */
export type Looks = 'pc' | 'laptop' | 'server' | 'printer' | 'mainframe' | 'phone';

/** What has an IP stack. */
export interface Addressed extends Placed {
  /** One `eth0` without an address unless said. */
  readonly interfaces?: readonly InterfaceSpec[];
  /** The router for everything that is not on a network of its own: `192.168.1.1`. */
  readonly gateway?: string;
  readonly routes?: readonly RouteSpec[];
  /** Name servers it asks: `192.168.1.1`. */
  readonly resolvers?: readonly string[];
  /** Its hosts file: `{ 'server.lab.test': '198.51.100.20' }`. */
  readonly hosts?: Readonly<Record<string, string>>;
  readonly services?: readonly ServiceSpec[];
  readonly firewall?: FirewallOptions;
  /** It answers no echo request (ping). */
  readonly muteEcho?: true;
  /** It sends no ICMP error, so traceroute shows stars here. */
  readonly muteErrors?: true;
  /** It begins switched off. */
  readonly off?: true;
}

export interface HostSpec extends Addressed {
  readonly kind: 'host';
  /** `pc` unless said. */
  readonly looks?: Looks;
}

export interface RouterSpec extends Addressed {
  readonly kind: 'router';
  readonly interfaces: readonly InterfaceSpec[];
  /** RIP version 2 on all its interfaces. RFC 2453. */
  readonly rip?: true;
  readonly nat?: NatSpec;
}

export interface NatSpec {
  /** The label of the interface whose address everybody inside shares. */
  readonly outside: string;
  readonly forwards?: readonly PortForwardSpec[];
}

export interface PortForwardSpec {
  readonly transport: 'tcp' | 'udp';
  /** On the outside address. */
  readonly port: number;
  /** `192.168.1.20:5001` */
  readonly to: string;
}

export interface InterfaceSpec {
  /** `eth0`, `eth1` … in order unless said. */
  readonly label?: string;
  /** `192.168.1.10/24`; `dhcp` asks for one; none unless said. */
  readonly address?: string;
  /** More of them on the same interface. */
  readonly more?: readonly string[];
  /** `00-00-5E-00-53-10`. Unless said, one of RFC 7042's documentation addresses. */
  readonly mac?: string;
  /** Bytes; 1500 unless said. */
  readonly mtu?: number;
}

export interface RouteSpec {
  /** `192.168.1.0/24` */
  readonly prefix: string;
  readonly via: string;
}

export interface SwitchSpec extends Placed {
  readonly kind: 'switch';
  /** `p1` … */
  readonly ports: number;
  readonly spanningTree?: boolean;
  /** Seconds after which a silent address is forgotten; 300 unless said (IEEE 802.1D-2004 table 7-5). */
  readonly ageing?: number;
}

/** A switch of two ports, `p1` and `p2`, as they were first sold. */
export interface BridgeSpec extends Placed {
  readonly kind: 'bridge';
  readonly spanningTree?: boolean;
}

export interface HubSpec extends Placed {
  readonly kind: 'hub';
  readonly ports: number;
}

/** Bridges between a cable (`eth0`) and stations that share the air (`w1` …). */
export interface AccessPointSpec extends Placed {
  readonly kind: 'access-point';
  /** Places in the air. */
  readonly stations: number;
}

export interface CableSpec {
  /** `cable1` … in order unless said. */
  readonly name?: string;
  /** `['pc1:eth0', 'sw1:p1']` */
  readonly ends: readonly [PointName, PointName];
  /** 100 Mb/s and half a microsecond unless said. */
  readonly quality?: Partial<LinkQuality>;
  /** It begins cut. */
  readonly cut?: true;
}

export type ServiceSpec =
  /** A chat room, speaking chat/1 as on a real port. */
  | { readonly kind: 'room'; readonly name: string; readonly port: number; readonly password?: string }
  /** Tells which rooms there are on this host. */
  | { readonly kind: 'lobby'; readonly port: number }
  /** RFC 862, 863, 867, 864, by TCP; ports 7, 9, 13, 19 unless said. */
  | { readonly kind: 'echo' | 'discard' | 'daytime' | 'chargen'; readonly port?: number }
  /** HTTP/1.1; port 80 unless said. A path and the text that is there. */
  | { readonly kind: 'web'; readonly port?: number; readonly pages: Readonly<Record<string, WebPageSpec>> }
  | DhcpServerSpec
  /** Knows these zones first hand. RFC 1034 §4.3. */
  | { readonly kind: 'dns'; readonly zones: readonly ZoneData[] }
  /** Asks from the root down, for others, and remembers. */
  | { readonly kind: 'dns-resolver'; readonly roots: readonly string[] };

export interface WebPageSpec {
  readonly type: string;
  readonly body: string;
}

export interface DhcpServerSpec {
  readonly kind: 'dhcp';
  /** First and last address it gives away. */
  readonly pool: readonly [string, string];
  /** Seconds. */
  readonly lease: number;
  readonly router?: string;
  readonly resolvers?: readonly string[];
  readonly domain?: string;
  /** MAC to address: always the same seat. */
  readonly reservations?: Readonly<Record<string, string>>;
}
