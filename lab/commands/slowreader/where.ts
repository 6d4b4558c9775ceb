import type { Evidence } from '../../evidence/event.ts';
import { endpointText, type SocketRow, type SocketTable } from '../../host.ts';
import type { Caller } from './reader.ts';

/** Where the bytes of one connection are, from the sender's program to the reader's. All in bytes. */
export interface Places {
  /** Handed over by the sender's program, as far as this page saw it. */
  readonly sent: number;
  /** Taken from the page, not yet taken by the operating system: in the lab server, or on the way to it. */
  readonly between: number;
  /** Send-Q of the sender's socket, Recv-Q of the reader's; null where no row tells. */
  readonly sendQueue: number | null;
  readonly receiveQueue: number | null;
  /** Brought as far as the reader's program, which has not read them. */
  readonly unread: number;
  readonly read: number;
}

export function placesOf(caller: Caller, evidence: readonly Evidence[], table: SocketTable): Places {
  const { local, remote, id } = caller.stream;
  const isSender = (row: { local: typeof local; remote: typeof remote }): boolean =>
    endpointText(row.local) === endpointText(remote) && endpointText(row.remote) === endpointText(local);
  const isReader = (row: SocketRow): boolean =>
    endpointText(row.local) === endpointText(local) && endpointText(row.remote) === endpointText(remote);
  const opened = evidence.findLast((fact) => fact.kind === 'tcp.opened' && isSender(fact));
  const sender = opened?.kind === 'tcp.opened' ? opened.socket : null;
  let [sent, arrived] = [0, 0];
  for (const fact of evidence) {
    if (fact.kind === 'tcp.sent' && fact.socket === sender) sent += fact.length ?? fact.bytes.length;
    if (fact.kind === 'tcp.received' && fact.socket === id) arrived += fact.length ?? fact.bytes.length;
  }
  const read = caller.read.bytes;
  // Where the kernel's table cannot be read, its rows say 0 of everything: better to say nothing.
  const kernel = table.source === 'kernel' ? table.rows : [];
  const sendQueue = kernel.find(isSender)?.sendQueue ?? null;
  const receiveQueue = kernel.find(isReader)?.receiveQueue ?? null;
  const between = Math.max(0, sent - arrived - (sendQueue ?? 0) - (receiveQueue ?? 0));
  return { sent, between, sendQueue, receiveQueue, unread: Math.max(0, arrived - read), read };
}
