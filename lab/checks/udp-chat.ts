import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { datagramSockets, type SeenDatagramSocket, textOf } from './datagram-sockets.ts';
import { counted, missing, seen } from './verdict.ts';

/** The lines that one socket sent, of one kind, by what stands in them. */
function linesOf({ sent }: SeenDatagramSocket, kind: 'MSG' | 'DATA'): readonly string[] {
  return sent.map(textOf).filter((text) => text.startsWith(`${kind} `));
}

/** Sockets of this computer that were connected to this port and said so many different lines. */
function speakers(evidence: readonly Evidence[], port: number, kind: 'MSG' | 'DATA', least: number) {
  return datagramSockets(evidence).flatMap((socket) => {
    const lines = linesOf(socket, kind);
    const different = new Set(lines).size;
    if (socket.host !== undefined || socket.peer?.port !== port || different < least) return [];
    return [{ socket, lines: lines.length, different }];
  });
}

const meetingPoints = (evidence: readonly Evidence[], port: number): readonly SeenDatagramSocket[] =>
  datagramSockets(evidence).filter(({ host, local }) => host === undefined && local.port === port);

export interface ChatThroughRelay {
  /** The UDP port of the relay, and the one where everybody meets. */
  readonly relay: number;
  readonly meets: number;
  /** Lines that have to be said. */
  readonly least: number;
}

/** A relay stands between the two ports, and loses datagrams. */
export function relayLoses({ relay, meets }: ChatThroughRelay): Check {
  return (evidence) => {
    const facts = evidence.flatMap((fact) =>
      fact.kind === 'relay.set' && fact.transport === 'udp' && fact.port === relay ? [fact] : [],
    );
    const right = facts.filter(
      ({ to, rules, state }) => to.port === meets && rules.lossPercent > 0 && state === 'open',
    );
    const [last] = right.slice(-1);
    if (last)
      return seen(
        `UDP ${relay} leads to ${meets}, and loses ${last.rules.lossPercent} of 100 datagrams each way.`,
        right.map(({ seq }) => seq),
      );
    const [latest] = facts.slice(-1);
    if (!latest) return missing(`No UDP relay of yours stands on port ${relay} yet.`);
    if (latest.to.port !== meets)
      return missing(`Your relay leads to port ${latest.to.port}. This step wants ${meets}.`);
    return missing(`Your relay on UDP port ${relay} loses nothing. Give it loss=20%.`);
  };
}

/** Lines without numbers were said into the relay, and fewer came out at the meeting point. */
export function chatWithHoles({ relay, meets, least }: ChatThroughRelay): Check {
  return (evidence) => {
    const said = speakers(evidence, relay, 'MSG', least);
    const heardBy = meetingPoints(evidence, meets);
    const judged = said.map(({ socket, lines }) => {
      const until = socket.closed ?? Number.POSITIVE_INFINITY;
      const heard = heardBy
        .flatMap(({ received }) => received)
        .filter((one) => one.seq > socket.bound && one.seq < until && textOf(one).startsWith('MSG ')).length;
      return { lines, heard, over: socket.closed };
    });
    const right = judged.filter(({ lines, heard, over }) => over !== null && heard > 0 && heard < lines);
    const [last] = right.slice(-1);
    if (last)
      return seen(
        `Said: ${last.lines}. Arrived: ${last.heard}. Nobody was told of the other ${last.lines - last.heard}.`,
        right.map(({ over }) => over ?? 0),
      );
    if (judged.length === 0) return missing(`Nobody has said ${least} lines to UDP port ${relay} without --ack yet.`);
    if (heardBy.length === 0) return missing(`Nobody holds UDP port ${meets}, so nobody could hear it.`);
    if (judged.every(({ over }) => over === null)) return missing('The lines are still being said.');
    return missing('Every line arrived this time. Is there a relay on the way that loses some?');
  };
}

/**
 * Numbered lines were said into the relay, some had to be sent again, and the program at the meeting point took each of
 * them once.
 */
export function chatMadeWhole({ relay, meets, least }: ChatThroughRelay): Check {
  return (evidence) => {
    const said = speakers(evidence, relay, 'DATA', least);
    const points = new Set(meetingPoints(evidence, meets).map(({ socket }) => socket));
    const taken = new Map<string, { fresh: number[]; again: number; last: number }>();
    for (const fact of evidence) {
      if (fact.kind !== 'udp.taken' || fact.host !== undefined || !points.has(fact.socket)) continue;
      const key = `${fact.socket} ${fact.from.port}`;
      const run = taken.get(key) ?? { fresh: [], again: 0, last: 0 };
      taken.set(key, run);
      run.last = fact.seq;
      if (fact.fresh) run.fresh.push(fact.number);
      else run.again += 1;
    }
    for (const { different, lines } of [...said].reverse()) {
      const whole = [...taken.values()].find(
        ({ fresh }) => fresh.length === different && fresh.every((number, at) => number === at + 1),
      );
      if (!whole || lines === different) continue;
      return seen(
        `Said: ${different}. Arrived: ${different}, each shown once. ${counted(lines - different, 'datagram')} went again, ${whole.again} came twice.`,
        [whole.last],
      );
    }
    const [latest] = said.slice(-1);
    if (!latest)
      return missing(`Nobody has said ${least} numbered lines to UDP port ${relay} yet. \`--ack\` numbers them.`);
    if (latest.lines === latest.different)
      return missing('No line had to be sent again. Is there a relay on the way that loses some?');
    return missing(`${latest.different} lines were said with numbers. They are not all acknowledged yet.`);
  };
}
