import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { type SeenSocket, sameEndpoint, socketsSeen } from './sockets-seen.ts';
import { grouped, missing, seen } from './verdict.ts';

/** The connections to a port of this page whose two ends are both ours: whoever sends, and whoever reads. */
function pairs(evidence: readonly Evidence[], port: number): { sender: SeenSocket; reader: SeenSocket }[] {
  const sockets = socketsSeen(evidence);
  return sockets.flatMap((sender) => {
    if (sender.role !== 'client' || sender.remote.port !== port) return [];
    const reader = sockets.find(
      ({ role, local, remote }) =>
        role === 'server' && sameEndpoint(local, sender.remote) && sameEndpoint(remote, sender.local),
    );
    return reader ? [{ sender, reader }] : [];
  });
}

/** The table was read while both queues of one connection held bytes: the sender's Send-Q, the reader's Recv-Q. */
export function queuesFilled(port: number): Check {
  return (evidence) => {
    const readings = evidence.flatMap((fact) => (fact.kind === 'table.read' ? [fact] : []));
    if (readings.length === 0) return missing('You have not looked into the connection table yet. `ss -tn` prints it.');
    const rowsOf = ({ table }: (typeof readings)[number]) => ({
      sending: table.rows.find(({ state, remote }) => state === 'ESTAB' && remote.port === port),
      arrived: table.rows.find(({ state, local }) => state === 'ESTAB' && local.port === port),
    });
    for (const reading of readings) {
      const { sending, arrived } = rowsOf(reading);
      if (!sending || !arrived) continue;
      if (reading.table.source === 'lab-server')
        return seen('The connection is in the table. Only Linux tells the queues.', [reading.seq]);
      if (sending.sendQueue > 0 && arrived.receiveQueue > 0)
        return seen(
          `Send-Q held ${sending.sendQueue} bytes at the sender, Recv-Q ${arrived.receiveQueue} at the reader.`,
          [reading.seq],
        );
    }
    const last = readings.at(-1);
    const shown = last === undefined ? null : rowsOf(last);
    if (!shown?.sending || !shown.arrived)
      return missing(`The table had no connection to port ${port} with both its ends. Look while the sender is at it.`);
    return missing(
      `Recv-Q was ${shown.arrived.receiveQueue} and Send-Q ${shown.sending.sendQueue} when you looked. Look while the reader sleeps and the sender waits.`,
    );
  };
}

/** A sender could not get on for at least `ms`, and in the end its reader had every byte. */
export function stoodStillThenWhole(port: number, ms: number): Check {
  return (evidence) => {
    const both = pairs(evidence, port);
    const measured = both.map(({ sender, reader }) => ({
      ...longestWait(evidence, sender.socket),
      to: count(evidence, reader.socket, 'tcp.received'),
    }));
    const right = measured.filter(({ wait, sent, finished, to }) => wait >= ms && finished && sent === to.bytes);
    const [best] = right;
    if (best)
      return seen(
        `Sent: ${grouped(best.sent)} bytes. Read: ${grouped(best.to.bytes)}. Lost: none. Meanwhile the sender stood still for ${(best.wait / 1000).toFixed(1)} s.`,
        right.map(({ to }) => to.last),
      );
    const last = measured.at(-1);
    if (!last) return missing(`No connection to port ${port} with both its ends in this page yet.`);
    if (last.finished && last.sent === last.to.bytes && last.wait < ms)
      return missing('Everything arrived, and the sender never had to wait. Let the reader sleep while you send.');
    if (!last.finished)
      return missing(`The sender is not done: ${grouped(last.sent)} bytes are gone. Wake the reader.`);
    return missing(`Sent: ${grouped(last.sent)} bytes. Arrived so far: ${grouped(last.to.bytes)}.`);
  };
}

function count(evidence: readonly Evidence[], socket: number, kind: 'tcp.sent' | 'tcp.received') {
  let [bytes, last] = [0, 0];
  for (const fact of evidence) {
    if (fact.kind !== kind || fact.socket !== socket || fact.host !== undefined) continue;
    bytes += fact.length ?? fact.bytes.length;
    last = fact.seq;
  }
  return { bytes, last };
}

/** The longest time between two pieces that the sender got rid of, ms, and whether it has finished. */
function longestWait(evidence: readonly Evidence[], socket: number) {
  let [sent, wait] = [0, 0];
  let before: number | null = null;
  let finished = false;
  for (const fact of evidence) {
    if (fact.kind === 'tcp.finished' && fact.socket === socket && fact.by === 'local') finished = true;
    if (fact.kind !== 'tcp.sent' || fact.socket !== socket || fact.host !== undefined) continue;
    sent += fact.length ?? fact.bytes.length;
    if (before !== null) wait = Math.max(wait, fact.ms - before);
    before = fact.ms;
  }
  return { sent, wait, finished };
}
