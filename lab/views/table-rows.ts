import type { NetworkEvent } from '../../network/trace/event.ts';

type Of<Kind extends NetworkEvent['kind']> = Extract<NetworkEvent, { kind: Kind }>;

/** Every row knows when it came to be as it is, ns; its age is the difference to the moment that is looked at. */
interface Since {
  readonly since: number;
}

export type ArpRow = Since & Pick<Of<'arp.changed'>, 'interface' | 'address' | 'mac' | 'state' | 'how'>;
export type MacRow = Since & { readonly mac: string; readonly port: string; readonly how: Of<'mac.changed'>['how'] };
export type AddressRow = Since & Pick<Of<'address.changed'>, 'interface' | 'mac' | 'up' | 'addresses' | 'how'>;
export type RouteRow = Since & Pick<Of<'route.changed'>, 'prefix' | 'via' | 'interface' | 'metric' | 'source'>;
export type SocketRow = Since &
  Pick<Of<'socket.changed'>, 'socket' | 'transport' | 'local' | 'remote' | 'state' | 'cause'>;
export type LeaseRow = Since & Pick<Of<'lease.changed'>, 'by' | 'mac' | 'address' | 'state' | 'expires'>;
export type NatRow = Since & Pick<Of<'nat.changed'>, 'transport' | 'inside' | 'outside' | 'remote'>;
export type FirewallRow = Since & Pick<Of<'firewall.hit'>, 'rule' | 'verdict' | 'hits'>;
export type PortRow = Since & Pick<Of<'stp.changed'>, 'port' | 'role' | 'state'>;
export type NameRow = Since & Pick<Of<'dns.cached'>, 'name' | 'type' | 'ttl'>;
export type NoteRow = Since & { readonly says: string };
export type WindowRow = Since & Of<'tcp.sampled'>;

/** A cable as it is: which ends, up or cut, and its quality. */
export type CableRow = Since & Pick<Of<'link.changed'>, 'link' | 'ends' | 'up' | 'quality'>;

/** All rows of a device, by the key that makes a row the same row. */
export interface DeviceRows {
  readonly arp: Map<string, ArpRow>;
  readonly mac: Map<string, MacRow>;
  readonly addresses: Map<string, AddressRow>;
  readonly routes: Map<string, RouteRow>;
  readonly sockets: Map<number, SocketRow>;
  readonly windows: Map<number, WindowRow>;
  readonly leases: Map<string, LeaseRow>;
  readonly nat: Map<string, NatRow>;
  readonly firewall: Map<number, FirewallRow>;
  readonly ports: Map<string, PortRow>;
  readonly names: Map<string, NameRow>;
  readonly notes: Map<number, NoteRow>;
}

export const noRows = (): DeviceRows => ({
  arp: new Map(),
  mac: new Map(),
  addresses: new Map(),
  routes: new Map(),
  sockets: new Map(),
  windows: new Map(),
  leases: new Map(),
  nat: new Map(),
  firewall: new Map(),
  ports: new Map(),
  names: new Map(),
  notes: new Map(),
});

export const copyRows = (rows: DeviceRows): DeviceRows => ({
  arp: new Map(rows.arp),
  mac: new Map(rows.mac),
  addresses: new Map(rows.addresses),
  routes: new Map(rows.routes),
  sockets: new Map(rows.sockets),
  windows: new Map(rows.windows),
  leases: new Map(rows.leases),
  nat: new Map(rows.nat),
  firewall: new Map(rows.firewall),
  ports: new Map(rows.ports),
  names: new Map(rows.names),
  notes: new Map(rows.notes),
});

/** A device keeps its last so many notes. */
const notesKept = 8;

/** Writes one fact into the tables of the device that it is about. */
export function writeRow(rows: DeviceRows, event: NetworkEvent, index: number): void {
  const since = event.at;
  switch (event.kind) {
    case 'arp.changed': {
      const { interface: name, address, mac, state, how } = event;
      const key = `${name} ${address}`;
      if (state === 'removed') rows.arp.delete(key);
      else rows.arp.set(key, { since, interface: name, address, mac, state, how });
      return;
    }
    case 'mac.changed': {
      const { mac, port, how } = event;
      if (port === null) rows.mac.delete(mac);
      else rows.mac.set(mac, { since, mac, port, how });
      return;
    }
    case 'address.changed': {
      const { interface: name, mac, up, addresses, how } = event;
      rows.addresses.set(name, { since, interface: name, mac, up, addresses, how });
      return;
    }
    case 'route.changed': {
      const { prefix, via, interface: name, metric, source, how } = event;
      // A changed route keeps prefix and source; its next hop may differ.
      const key = how === 'changed' ? (keyOfRoute(rows, prefix, source) ?? routeKey(event)) : routeKey(event);
      rows.routes.delete(key);
      if (how !== 'removed') rows.routes.set(routeKey(event), { since, prefix, via, interface: name, metric, source });
      return;
    }
    case 'socket.changed': {
      const { socket, transport, local, remote, state, cause } = event;
      if (state === 'CLOSED') {
        rows.sockets.delete(socket);
        rows.windows.delete(socket);
      } else rows.sockets.set(socket, { since, socket, transport, local, remote, state, cause });
      return;
    }
    case 'tcp.sampled':
      rows.windows.set(event.socket, { ...event, since });
      return;
    case 'lease.changed': {
      const { by, mac, address, state, expires } = event;
      rows.leases.set(`${by} ${mac}`, { since, by, mac, address, state, expires });
      return;
    }
    case 'nat.changed': {
      const { transport, inside, outside, remote, how } = event;
      const key = `${transport} ${inside} ${outside} ${remote}`;
      if (how === 'added') rows.nat.set(key, { since, transport, inside, outside, remote });
      else if (how === 'removed') rows.nat.delete(key);
      return;
    }
    case 'firewall.hit': {
      const { rule, verdict, hits } = event;
      rows.firewall.set(rule, { since, rule, verdict, hits });
      return;
    }
    case 'stp.changed': {
      const { port, role, state } = event;
      rows.ports.set(port, { since, port, role, state });
      return;
    }
    case 'dns.cached': {
      const { name, type, ttl } = event;
      rows.names.set(`${name} ${type}`, { since, name, type, ttl });
      return;
    }
    case 'arp.conflict':
      note(rows, index, since, `Address conflict: ${event.mac} also uses ${event.address}.`);
      return;
    case 'noted':
      note(rows, index, since, event.says);
      return;
    default:
      return;
  }
}

function note(rows: DeviceRows, index: number, since: number, says: string): void {
  rows.notes.set(index, { since, says });
  const oldest = rows.notes.keys().next();
  if (rows.notes.size > notesKept && !oldest.done) rows.notes.delete(oldest.value);
}

const routeKey = ({ prefix, via, interface: name, source }: Of<'route.changed'>): string =>
  `${prefix} ${via ?? ''} ${name} ${source}`;

function keyOfRoute(rows: DeviceRows, prefix: string, source: RouteRow['source']): string | null {
  for (const [key, row] of rows.routes) if (row.prefix === prefix && row.source === source) return key;
  return null;
}
