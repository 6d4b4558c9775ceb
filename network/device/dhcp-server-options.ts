import type { World } from '../link/world.ts';
import type { UdpLayer } from '../stack/sockets.ts';
import type { Ipv4, Mac } from '../wire/address.ts';
import type { PoolOptions } from './dhcp-pool.ts';

/** What a DHCP server needs of its host; `Stack` has it. */
export interface DhcpServerHost {
  readonly world: World;
  readonly name: string;
  readonly udp: UdpLayer;
  readonly interfaces: ReadonlyMap<
    string,
    { readonly addresses: readonly { readonly address: Ipv4; readonly prefixLength: number }[] }
  >;
}

export interface DhcpServerOptions extends PoolOptions {
  readonly interface: string;
  /** Seconds. A day unless said. */
  readonly leaseTime?: number;
  /** Seconds until a client asks again: half, and seven eighths, unless said. RFC 2131 §4.4.5. */
  readonly renewAfter?: number;
  readonly rebindAfter?: number;
  readonly router?: Ipv4;
  readonly dns?: readonly Ipv4[];
  readonly domain?: string;
  /** ns that an offered address is kept for who asked. */
  readonly offerHold?: number;
  /** ns that an address somebody found in use is not given. */
  readonly declineHold?: number;
  /** Asks the network whether an address is in use before it is offered (RFC 2131 §3.1.2); left out: it does not ask. */
  readonly probe?: (address: Ipv4, done: (inUse: boolean) => void) => void;
  /**
   * Tells the host which interface will have this address, since the client cannot answer ARP yet. Left out: such a
   * client is answered by broadcast, which RFC 2131 §4.1 allows.
   */
  readonly introduce?: (address: Ipv4, mac: Mac) => void;
}
