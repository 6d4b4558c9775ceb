import type { Port } from '../link/port.ts';
import type { World } from '../link/world.ts';
import type { PacketHooks } from '../stack/hooks.ts';
import type { Ipv4 } from '../wire/address.ts';
import type { FlowState, FlowTimeouts } from './conntrack.ts';
import type { Transport } from './conntrack-heading.ts';
import type { PortPool } from './nat-mappings.ts';

/** What a NAT needs of the router it stands in; `Stack` has it. */
export interface NatHost {
  readonly world: World;
  readonly name: string;
  readonly hooks: PacketHooks;
  readonly interfaces: ReadonlyMap<
    string,
    {
      readonly port: Port;
      readonly addresses: readonly { readonly address: Ipv4; readonly prefixLength: number }[];
    }
  >;
}

/** Who arrives at the outside address and `outsidePort` is taken to this inside end. */
export interface PortForward {
  readonly protocol: 'tcp' | 'udp';
  readonly outsidePort: number;
  readonly address: Ipv4;
  readonly port: number;
}

/** Who may send to a mapping that somebody inside made. RFC 4787 §5. */
export type NatFiltering = 'endpoint-independent' | 'address-dependent' | 'address-and-port-dependent';

export interface NatOptions {
  /** The interface to the outside; its first address is what all share. */
  readonly outside: string;
  readonly forwards?: readonly PortForward[];
  /** As Linux and most home routers unless said: only whom one wrote to, from the port one wrote to. */
  readonly filtering?: NatFiltering;
  /** Lets the inside reach a mapping by the outside address (RFC 4787 §6). On unless said (REQ-9). */
  readonly hairpin?: boolean;
  /** The router itself answers a ping to the outside address. On unless said. */
  readonly answersEcho?: boolean;
  /** Services of the router itself that the outside may reach. */
  readonly own?: readonly { readonly protocol: 'tcp' | 'udp'; readonly port: number }[];
  readonly pool?: PortPool;
  readonly timeouts?: Partial<FlowTimeouts>;
}

/** A line of the console's table. */
export interface NatRow {
  readonly transport: Transport;
  readonly inside: string;
  readonly outside: string;
  /** `*` for a rule that nobody uses at the moment. */
  readonly remote: string;
  readonly state: FlowState | 'waiting';
  /** ns, virtual; null for a rule */
  readonly expires: number | null;
  readonly fixed: boolean;
}
