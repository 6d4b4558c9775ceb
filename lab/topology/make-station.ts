import { DhcpClient } from '../../network/device/dhcp-client.ts';
import { DhcpServer } from '../../network/device/dhcp-server.ts';
import { AuthoritativeServer } from '../../network/device/dns-authoritative.ts';
import { RecursiveServer } from '../../network/device/dns-recursive.ts';
import { StubResolver } from '../../network/device/dns-stub.ts';
import { Firewall } from '../../network/device/firewall.ts';
import { Host } from '../../network/device/host.ts';
import { Nat } from '../../network/device/nat.ts';
import { Rip } from '../../network/device/rip.ts';
import { Router } from '../../network/device/router.ts';
import type { World } from '../../network/link/world.ts';
import type { NetworkInterface } from '../../network/stack/interface.ts';
import type { Stack } from '../../network/stack/stack.ts';
import { type Ipv4, ipv4Text } from '../../network/wire/address.ts';
import { interfacesOf, labelOf } from './check-names.ts';
import { dhcpSettings } from './dhcp-settings.ts';
import { type Macs, readMac } from './macs.ts';
import type { Station } from './network.ts';
import { plainAddress, prefixedAddress } from './prefix.ts';
import { TopologyProblem } from './problem.ts';
import type { DhcpServerSpec, HostSpec, NatSpec, RouterSpec } from './topology.ts';

/** A host or router with its addresses, routes, and what runs inside its stack. @throws TopologyProblem */
export function makeStation(spec: HostSpec | RouterSpec, world: World, macs: Macs): Station {
  const { name } = spec;
  const stack: Stack = spec.kind === 'router' ? new Router(world, name) : new Host(world, name);
  const dhcpClients = new Map<string, DhcpClient>();
  const wantsDhcp: NetworkInterface[] = [];
  for (const [at, each] of interfacesOf(spec).entries()) {
    const label = labelOf(each, at);
    const where = `${name}:${label}`;
    const made = stack.addInterface(label, macs.give(where, each), each.mtu);
    const addresses = [...(each.address === undefined ? [] : [each.address]), ...(each.more ?? [])];
    for (const text of addresses) {
      if (text === 'dhcp') {
        wantsDhcp.push(made);
        continue;
      }
      const { address, prefixLength } = prefixedAddress(text, where);
      made.addAddress(address, prefixLength);
    }
  }
  setRoutes(stack, spec);
  setMute(stack, { echo: spec.muteEcho === true, errors: spec.muteErrors === true });
  const dhcp = spec.services?.find((service) => service.kind === 'dhcp');
  const station: Station = {
    kind: spec.kind,
    name,
    spec,
    stack,
    rip: spec.kind === 'router' && spec.rip ? new Rip(stack) : null,
    nat: spec.kind === 'router' && spec.nat ? new Nat(stack, natOptions(spec.nat, name)) : null,
    firewall: spec.firewall ? new Firewall(stack, spec.firewall) : null,
    dhcpServer: dhcp?.kind === 'dhcp' ? new DhcpServer(stack, dhcpOptions(dhcp, stack, name)) : null,
    dhcpClients,
    hosts: new Map(Object.entries(spec.hosts ?? {}).map(([host, address]) => [host.toLowerCase(), address])),
    resolver: new StubResolver(
      stack,
      (spec.resolvers ?? []).map((each) => plainAddress(each, name)),
    ),
    port: (label) => stack.port(label),
  };
  for (const service of spec.services ?? []) {
    if (service.kind === 'dns') new AuthoritativeServer(stack, service.zones);
    if (service.kind === 'dns-resolver')
      new RecursiveServer(stack, { roots: service.roots.map((each) => plainAddress(each, name)) });
  }
  // Not before its cables are in: the first question of each would be lost, and whoever asks later would be served first.
  if (wantsDhcp.length > 0)
    world.clock.after(0, () => {
      for (const out of wantsDhcp) startDhcpClient(station, out.label);
    });
  return station;
}

/** An interface begins to ask for an address, as `dhclient eth0` does. @throws TopologyProblem for an unknown label */
export function startDhcpClient(station: Station, label: string): DhcpClient {
  const running = station.dhcpClients.get(label);
  if (running !== undefined) return running;
  const { stack } = station;
  const out = stack.interfaces.get(label);
  if (out === undefined) throw new TopologyProblem('unknown-port', `${station.name} has no interface ${label}.`);
  const settings = dhcpSettings(stack, out, (resolvers) => {
    station.resolver.servers = resolvers;
  });
  const client = new DhcpClient(stack, settings, { hostName: station.name });
  station.dhcpClients.set(label, client);
  client.start();
  return client;
}

/** What its ICMP keeps to itself: answers to pings, and errors (unreachable, time exceeded). */
export function setMute({ icmp }: Stack, mute: { readonly echo: boolean; readonly errors?: boolean }): void {
  icmp.mayAnswerEcho = !mute.echo;
  if (mute.errors === undefined) return;
  icmp.maySendTimeExceeded = !mute.errors;
  icmp.maySendUnreachable = !mute.errors;
}

function setRoutes(stack: Stack, spec: HostSpec | RouterSpec): void {
  const routes = [...(spec.routes ?? [])];
  if (spec.gateway !== undefined) routes.push({ prefix: '0.0.0.0/0', via: spec.gateway });
  for (const route of routes) {
    const { address, prefixLength } = prefixedAddress(route.prefix, spec.name);
    const via = plainAddress(route.via, spec.name);
    const out = interfaceTowards(stack, via);
    if (out === null)
      throw new TopologyProblem(
        'gateway-unreachable',
        `${spec.name}: the way to ${route.prefix} leads over ${route.via}, which is on none of its own networks.`,
      );
    stack.routes.add({ prefix: address, prefixLength, via, interface: out, metric: 0, source: 'static' });
  }
}

/** The label of the interface on whose network a neighbour is; null when it is on none. */
export function interfaceTowards(stack: Stack, neighbour: Ipv4): string | null {
  for (const [label, each] of stack.interfaces) if (label !== 'lo' && each.reaches(neighbour)) return label;
  return null;
}

type NatOptions = ConstructorParameters<typeof Nat>[1];
type PortForward = NonNullable<NatOptions['forwards']>[number];

function natOptions(spec: NatSpec, name: string): NatOptions {
  const forwards = (spec.forwards ?? []).map(({ transport, port, to }): PortForward => {
    const [address = '', inside = ''] = to.split(':');
    return { protocol: transport, outsidePort: port, address: plainAddress(address, name), port: Number(inside) };
  });
  return { outside: spec.outside, forwards };
}

function dhcpOptions(spec: DhcpServerSpec, stack: Stack, name: string): ConstructorParameters<typeof DhcpServer>[1] {
  const [first, last] = spec.pool.map((each) => plainAddress(each, name)) as [Ipv4, Ipv4];
  const out = interfaceTowards(stack, first);
  if (out === null)
    throw new TopologyProblem(
      'bad-service',
      `${name}: its DHCP pool begins at ${ipv4Text(first)}, which is on none of its own networks.`,
    );
  const reservations = Object.entries(spec.reservations ?? {}).map(([mac, address]) => ({
    mac: readMac(mac, name),
    address: plainAddress(address, name),
  }));
  return {
    interface: out,
    first,
    last,
    leaseTime: spec.lease,
    reservations,
    ...(spec.router === undefined ? {} : { router: plainAddress(spec.router, name) }),
    ...(spec.resolvers === undefined ? {} : { dns: spec.resolvers.map((each) => plainAddress(each, name)) }),
    ...(spec.domain === undefined ? {} : { domain: spec.domain }),
  };
}
