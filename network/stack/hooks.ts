/** An IPv4 datagram on its way through a host, where a firewall or NAT may look at it and change it. */
export interface PassingPacket {
  /** The hook may write into it; it is a copy that nobody else holds. Checksums must be right afterwards. */
  readonly bytes: Uint8Array;
  /** Where the IPv4 header begins, and one past its last byte (padding excluded). */
  readonly ip: number;
  readonly end: number;
  /** The interface it came in by, null when this host made it. */
  readonly in: string | null;
  /** The interface it will leave by, null while that is not known (prerouting) or when it is for this host. */
  readonly out: string | null;
  /** The transmission that brought it, 0 for our own. */
  readonly frame: number;
}

/**
 * `reject` answers with ICMP administratively prohibited (type 3 code 13, RFC 1812 §5.2.7.1), or RST for TCP.
 * `stolen` (netfilter's word): the hook keeps the packet and has said what became of it; the stack does nothing more.
 */
export type HookVerdict = 'accept' | 'drop' | 'reject' | 'stolen';

export type Hook = (packet: PassingPacket) => HookVerdict;

/** The five places of netfilter, because that is what learners will meet. Hooks run in the order they were added. */
export interface PacketHooks {
  readonly prerouting: Hook[];
  readonly input: Hook[];
  readonly forward: Hook[];
  readonly output: Hook[];
  readonly postrouting: Hook[];
}
