import type { NetworkEvent } from '../../network/trace/event.ts';
import { countUntil, Fold } from './fold.ts';
import {
  type CableRow,
  copyRows,
  type DeviceRows,
  noRows,
  type SocketRow,
  type WindowRow,
  writeRow,
} from './table-rows.ts';

interface State {
  readonly devices: Map<string, DeviceRows>;
  readonly cables: Map<string, CableRow>;
}

/** What a device remembers at a moment, as rows in the order in which people list them. */
export interface DeviceTables {
  readonly arp: readonly RowOf<'arp'>[];
  readonly mac: readonly RowOf<'mac'>[];
  readonly addresses: readonly RowOf<'addresses'>[];
  readonly routes: readonly RowOf<'routes'>[];
  readonly sockets: readonly (SocketRow & { readonly window: WindowRow | null })[];
  readonly leases: readonly RowOf<'leases'>[];
  readonly nat: readonly RowOf<'nat'>[];
  readonly firewall: readonly RowOf<'firewall'>[];
  readonly ports: readonly RowOf<'ports'>[];
  readonly names: readonly RowOf<'names'>[];
  readonly notes: readonly RowOf<'notes'>[];
}
type RowOf<Table extends keyof DeviceRows> = DeviceRows[Table] extends Map<unknown, infer Row> ? Row : never;

/** The tables of all devices and the cables between them, at any moment of a log. */
export class Tables {
  readonly #fold = new Fold<State>({
    start: () => ({ devices: new Map(), cables: new Map() }),
    apply: (state, event, index) => {
      if (event.kind === 'link.changed') {
        const { at, link, ends, up, quality } = event;
        state.cables.set(link, { since: at, link, ends, up, quality });
      } else if ('device' in event) {
        let rows = state.devices.get(event.device);
        if (!rows) {
          rows = noRows();
          state.devices.set(event.device, rows);
        }
        writeRow(rows, event, index);
      }
    },
    copy: ({ devices, cables }) => ({
      devices: new Map([...devices].map(([name, rows]) => [name, copyRows(rows)])),
      cables: new Map(cables),
    }),
  });

  /** @param until ns; rows carry `since`, so an age is `until - since` */
  of(events: readonly NetworkEvent[], until: number, device: string): DeviceTables {
    const rows = this.#at(events, until).devices.get(device) ?? noRows();
    return {
      arp: byAddress([...rows.arp.values()], ({ address }) => address),
      mac: [...rows.mac.values()].sort((one, other) => byText(one.port, other.port) || byText(one.mac, other.mac)),
      addresses: [...rows.addresses.values()],
      routes: byPrefix([...rows.routes.values()]),
      sockets: [...rows.sockets.values()].map((row) => ({ ...row, window: rows.windows.get(row.socket) ?? null })),
      leases: byAddress([...rows.leases.values()], ({ address }) => address ?? ''),
      nat: [...rows.nat.values()],
      firewall: [...rows.firewall.values()].sort((one, other) => one.rule - other.rule),
      ports: [...rows.ports.values()].sort((one, other) => byText(one.port, other.port)),
      names: [...rows.names.values()],
      notes: [...rows.notes.values()].reverse(),
    };
  }

  cable(events: readonly NetworkEvent[], until: number, link: string): CableRow | null {
    return this.#at(events, until).cables.get(link) ?? null;
  }

  /** `192.168.1.10`, as captions under a drawing: the first address of each interface of a device, loopback left out. */
  captions(events: readonly NetworkEvent[], until: number, device: string): readonly string[] {
    const rows = this.#at(events, until).devices.get(device)?.addresses;
    return [...(rows?.values() ?? [])].flatMap(
      (row) => row.addresses.find((one) => !one.address.startsWith('127.'))?.address ?? [],
    );
  }

  #at(events: readonly NetworkEvent[], until: number): State {
    return this.#fold.after(events, countUntil(events, until));
  }
}

const { compare: byText } = new Intl.Collator('en', { numeric: true });

const byAddress = <Row>(rows: Row[], of: (row: Row) => string): Row[] =>
  rows.sort((one, other) => byText(of(one), of(other)));

/** The longest prefix first, as they are tried. */
const byPrefix = (rows: RowOf<'routes'>[]): RowOf<'routes'>[] =>
  rows.sort((one, other) => lengthOf(other.prefix) - lengthOf(one.prefix) || byText(one.prefix, other.prefix));

const lengthOf = (prefix: string): number => (prefix === 'default' ? 0 : Number(prefix.split('/')[1] ?? 32));
