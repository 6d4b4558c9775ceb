import type { World } from '../link/world.ts';
import type { UdpLayer } from '../stack/sockets.ts';
import type { Ipv4, Mac } from '../wire/address.ts';
import type { GrantedLease } from './dhcp-lease.ts';

/** What a DHCP client needs of its host; `Stack` has it. */
export interface DhcpClientHost {
  readonly world: World;
  readonly name: string;
  readonly udp: UdpLayer;
}

/** What the client does to its interface. */
export interface DhcpSettings {
  readonly label: string;
  readonly mac: Mac;
  /** Address, default route and name servers, in place of what DHCP set before. */
  apply(lease: GrantedLease): void;
  /** An address for this cable only, no route. RFC 3927. */
  applyLinkLocal(address: Ipv4): void;
  /** Takes away what `apply` and `applyLinkLocal` set. */
  clear(): void;
  /** Asks by ARP whether somebody has this address (RFC 5227 §2.1). */
  probe(address: Ipv4, done: (inUse: boolean) => void): void;
  /** RFC 5227 §2.3 */
  announce(address: Ipv4): void;
}

export interface DhcpClientOptions {
  readonly hostName?: string;
  /** Unanswered DISCOVERs after which it helps itself to a link-local address; 0: never. 3 unless said. */
  readonly linkLocalAfter?: number;
}

/** RFC 2131 figure 5, without INIT-REBOOT and REBOOTING: there it is `requesting` with an address of its own. */
export type DhcpClientState = 'init' | 'selecting' | 'requesting' | 'bound' | 'renewing' | 'rebinding';
