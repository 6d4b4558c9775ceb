import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { datagramSockets, distinct, type SeenDatagramSocket } from './datagram-sockets.ts';
import { counted, grouped, missing, seen } from './verdict.ts';

const ofThisComputer = (evidence: readonly Evidence[]): readonly SeenDatagramSocket[] =>
  datagramSockets(evidence).filter(({ host }) => host === undefined);

const holders = (evidence: readonly Evidence[], port: number): readonly SeenDatagramSocket[] =>
  ofThisComputer(evidence).filter(({ local }) => local.port === port);

/** A socket of ours on this UDP port was given so many datagrams. */
export function udpGot(port: number, count: number): Check {
  return (evidence) => {
    const got = holders(evidence, port).flatMap(({ received }) => received);
    if (got.length >= count)
      return seen(
        `${counted(got.length, 'datagram')} came to UDP port ${port}.`,
        got.slice(count - 1).map(({ seq }) => seq),
      );
    if (holders(evidence, port).length === 0) return missing(`No program of yours has held UDP port ${port} yet.`);
    return missing(`${counted(got.length, 'datagram')} came to UDP port ${port} so far. This step wants ${count}.`);
  };
}

/** Whoever held this UDP port let it go, and nobody of ours holds it now. */
export function udpLetGo(port: number): Check {
  return (evidence) => {
    const held = holders(evidence, port);
    if (held.length === 0) return missing(`No program of yours has held UDP port ${port} yet.`);
    if (held.some(({ closed }) => closed === null)) return missing(`A program of yours still holds UDP port ${port}.`);
    return seen(`Nobody of yours holds UDP port ${port} any more.`, [
      Math.max(...held.map(({ closed }) => closed ?? 0)),
    ]);
  };
}

/** A connected socket sent to this port and was told that nobody has it. */
export function udpRefused(port: number): Check {
  return (evidence) => {
    const connected = ofThisComputer(evidence).filter(({ peer }) => peer?.port === port);
    const refusals = connected.flatMap(({ failed }) => failed).filter(({ code }) => code === 'ECONNREFUSED');
    if (refusals.length > 0)
      return seen(
        `The socket that was connected to UDP port ${port} was told ECONNREFUSED.`,
        refusals.map(({ seq }) => seq),
      );
    if (connected.length === 0) return missing(`No socket of yours was connected to UDP port ${port} yet.`);
    if (holders(evidence, port).some(({ closed }) => closed === null))
      return missing(`Somebody of yours still holds UDP port ${port}, so there is nothing to refuse.`);
    return missing(`Nothing was refused yet. Send one more line to UDP port ${port}.`);
  };
}

/** A socket that is connected to nobody sent to this port while none of ours held it, and was told nothing. */
export function udpUnheard(port: number): Check {
  return (evidence) => {
    const heldAt = (seq: number): boolean =>
      holders(evidence, port).some(({ bound, closed }) => bound < seq && (closed ?? Number.POSITIVE_INFINITY) > seq);
    const sent = ofThisComputer(evidence).flatMap((socket) =>
      socket.peer !== undefined
        ? []
        : socket.sent.filter(({ other }) => other.port === port).map((one) => ({ one, socket })),
    );
    const unheard = sent.filter(({ one, socket }) => !heldAt(one.seq) && socket.failed.length === 0);
    if (unheard.length > 0)
      return seen(
        `${counted(unheard.length, 'datagram')} left for UDP port ${port}, where nobody was. The sender was told nothing.`,
        unheard.map(({ one }) => one.seq),
      );
    if (sent.length > 0) return missing(`When you sent it, a program of yours held UDP port ${port} and got it.`);
    return missing(`No unconnected socket of yours has sent anything to UDP port ${port} yet.`);
  };
}

/**
 * A reader on this port is gone, and got less than was sent to it, though no sender was told of an error and nothing was
 * sent twice. Where the system counts what it threw away, its count must be the whole loss.
 */
export function udpLost(port: number, least: number): Check {
  return (evidence) => {
    const over = holders(evidence, port).filter(({ closed }) => closed !== null);
    const judged = over.map((reader) => {
      const until = reader.closed ?? 0;
      const senders = ofThisComputer(evidence).filter(({ sent }) => sent.some((one) => within(one.seq, reader)));
      const sent = senders.flatMap((each) =>
        each.sent.filter((one) => one.other.port === port && within(one.seq, reader)),
      );
      const errors = senders.reduce((sum, { failed }) => sum + failed.length, 0);
      const lost = sent.length - reader.received.length;
      return { until, sent, errors, lost, received: reader.received.length, drops: dropsOf(evidence, reader) };
    });
    const right = judged.filter(
      ({ sent, errors, lost, drops }) =>
        lost >= least && errors === 0 && distinct(sent) === sent.length && (drops === null || drops === lost),
    );
    const [best] = right.slice(-1);
    if (best) {
      const counted = best.drops === null ? '' : ' The system’s own count of what it threw away is the same.';
      return seen(
        `Sent: ${grouped(best.sent.length)}. Received: ${grouped(best.received)}. Lost: ${grouped(best.lost)}. Errors at the sender: none. Sent again: none.${counted}`,
        right.map(({ until }) => until),
      );
    }
    const [last] = judged.slice(-1);
    if (!last) return missing(`No program of yours has held UDP port ${port} and let it go yet.`);
    return missing(
      `The last reader on UDP port ${port} got ${grouped(last.received)} of ${grouped(last.sent.length)}. This step wants at least ${grouped(least)} lost.`,
    );
  };
}

const within = (seq: number, { bound, closed }: SeenDatagramSocket): boolean =>
  seq > bound && seq < (closed ?? Number.POSITIVE_INFINITY);

/** What the last reading of the table said of this socket, or null. */
function dropsOf(evidence: readonly Evidence[], reader: SeenDatagramSocket): number | null {
  let drops: number | null = null;
  for (const fact of evidence) {
    if (fact.kind !== 'table.read' || !within(fact.seq, reader)) continue;
    const row = fact.table.rows.find(({ transport, local }) => transport === 'udp' && local.port === reader.local.port);
    drops = row?.drops ?? drops;
  }
  return drops;
}
