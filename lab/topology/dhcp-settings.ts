import type { DhcpClient } from '../../network/device/dhcp-client.ts';
import type { NetworkInterface } from '../../network/stack/interface.ts';
import type { Stack } from '../../network/stack/stack.ts';
import type { Ipv4 } from '../../network/wire/address.ts';

type DhcpSettings = ConstructorParameters<typeof DhcpClient>[1];

/** What a DHCP client may do to an interface of a host: set its address, its way out and its name servers. */
export function dhcpSettings(
  stack: Stack,
  out: NetworkInterface,
  setResolvers: (resolvers: readonly Ipv4[]) => void,
): DhcpSettings {
  const clear = (): void => {
    stack.routes.remove({ source: 'dhcp', interface: out.label });
    out.replaceAddresses([], 'dhcp');
    setResolvers([]);
  };
  return {
    label: out.label,
    get mac() {
      return out.mac;
    },
    apply(lease) {
      const { address, prefixLength, router, dns } = lease;
      out.replaceAddresses([{ address, prefixLength }], 'dhcp');
      stack.routes.remove({ source: 'dhcp', interface: out.label });
      if (router !== null && router !== undefined)
        stack.routes.add({
          prefix: 0,
          prefixLength: 0,
          via: router,
          interface: out.label,
          metric: 0,
          source: 'dhcp',
        });
      setResolvers(dns ?? []);
    },
    applyLinkLocal(address) {
      stack.routes.remove({ source: 'dhcp', interface: out.label });
      out.replaceAddresses([{ address, prefixLength: 16 }], 'link-local');
    },
    clear,
    probe: (address, done) => stack.arp.probe(out, address, (holder) => done(holder !== null)),
    announce: () => stack.arp.announce(out),
  };
}
