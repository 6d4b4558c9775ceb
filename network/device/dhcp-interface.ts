import type { Stack } from '../stack/stack.ts';
import type { Ipv4 } from '../wire/address.ts';
import type { DhcpSettings } from './dhcp-client-options.ts';
import type { GrantedLease } from './dhcp-lease.ts';

/** RFC 3927 §2.8: 169.254.0.0/16 */
const linkLocalPrefix = 16;

/**
 * What a DHCP client does to an interface of a stack: address, default route, name servers.
 * @param resolvers takes the name servers of a lease, and none when it is gone
 * @throws RangeError where there is no such interface: a mistake in a topology
 */
export function settingsOn(
  stack: Stack,
  label: string,
  resolvers: (servers: readonly Ipv4[], domain: string | null) => void = () => undefined,
): DhcpSettings {
  const card = stack.interfaces.get(label);
  if (!card) throw new RangeError(`${stack.name} has no interface ${label}`);
  const ours = { source: 'dhcp', interface: label } as const;
  let set: Ipv4 | null = null;
  const put = (address: Ipv4, prefixLength: number, how: 'dhcp' | 'link-local') => {
    if (set === address && card.addresses.some((own) => own.address === address && own.prefixLength === prefixLength))
      return;
    const others = card.addresses.filter((own) => own.address !== set && own.address !== address);
    set = address;
    card.replaceAddresses([{ address, prefixLength }, ...others], how);
  };
  return {
    label,
    get mac() {
      return card.mac;
    },
    apply(lease: GrantedLease) {
      put(lease.address, lease.prefixLength, 'dhcp');
      if (lease.router === null) stack.routes.remove(ours);
      else stack.routes.replace({ ...ours, prefix: 0, prefixLength: 0, via: lease.router, metric: 0 });
      resolvers(lease.dns, lease.domain);
    },
    applyLinkLocal(address: Ipv4) {
      put(address, linkLocalPrefix, 'link-local');
    },
    clear() {
      if (set === null) return;
      stack.routes.remove(ours);
      const gone = set;
      set = null;
      card.removeAddress(gone, 'dhcp');
      resolvers([], null);
    },
    probe(address: Ipv4, done: (inUse: boolean) => void) {
      stack.arp.probe(card, address, (holder) => done(holder !== null));
    },
    announce() {
      stack.arp.announce(card);
    },
  };
}
