import type { Service, SocketRow } from '../../lab/host.ts';
import { isService } from './reach.ts';
import type { Seat } from './seat.ts';

/**
 * Whether a row of the system's table is for a page at this seat: its own sockets, the other ends of their connections,
 * and the doors at which the lab's services listen. A neighbour's sockets are nobody's business.
 * @param seatOf the seat whose page holds the socket of a row
 */
export function isSeatsRow(
  row: SocketRow,
  seat: Seat,
  services: readonly Service[],
  seatOf: (row: SocketRow) => Seat | null,
): boolean {
  const holder = seatOf(row);
  if (holder !== null) return holder === seat;
  if (row.state === 'LISTEN' || row.state === 'UNCONN') {
    return isService(row.transport, row.local, { services: () => services });
  }
  // TIME-WAIT belongs to the kernel, and the far end of a connection to whoever serves it: the address tells.
  const { loopback } = seat;
  if (loopback.owns(row.local.address) || loopback.owns(row.remote.address)) return true;
  return seatOf({ ...row, local: row.remote, remote: row.local }) === seat;
}

/** The row with the addresses as a page at the seat names them. */
export function shownRow(row: SocketRow, { loopback }: Seat): SocketRow {
  return {
    ...row,
    local: { ...row.local, address: loopback.shown(row.local.address) },
    remote: { ...row.remote, address: loopback.shown(row.remote.address) },
  };
}
