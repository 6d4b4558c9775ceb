import { all } from './all.ts';
import type { Check } from './check.ts';
import { datagramSockets, type SeenDatagramSocket, textOf } from './datagram-sockets.ts';
import { inWords } from './in-words.ts';
import { simDrop } from './sim-drop.ts';
import type { FrameTest } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

export interface DatagramRun {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** How many numbered datagrams make a run. */
  readonly count: number;
}

/** One run: what a socket of `from` sent to that port, and what came of it, as texts. */
interface Run {
  readonly sent: readonly string[];
  readonly arrived: readonly string[];
  readonly last: number;
}

function runs(sockets: readonly SeenDatagramSocket[], { from, to, port }: DatagramRun): readonly Run[] {
  return sockets.flatMap((sender) => {
    const sent = sender.sent.filter(({ other }) => other.port === port);
    if (sender.host !== from || sent.length === 0) return [];
    const got = sockets
      .filter((each) => each.host === to && each.local.port === port)
      .flatMap(({ received }) => received)
      .filter(({ seq, other }) => other.port === sender.local.port && seq > sender.bound);
    return [{ sent: sent.map(textOf), arrived: got.map(textOf), last: Math.max(0, ...got.map(({ seq }) => seq)) }];
  });
}

/** A run arrived whole, and in another order than it was sent in. */
export function simShuffled(run: DatagramRun): Check {
  return (evidence) => {
    const all = runs(datagramSockets(evidence), run).filter(({ sent }) => sent.length >= run.count);
    const shuffled = all.filter(
      ({ sent, arrived }) => arrived.length === sent.length && arrived.some((text, at) => text !== sent[at]),
    );
    const [last] = shuffled.slice(-1);
    if (last)
      return seen(
        `They left in order, and came as ${last.arrived.map(numberOf).join(' ')}.`,
        shuffled.map((each) => each.last),
      );
    const [latest] = all.slice(-1);
    if (!latest) return missing(`${run.from} has not sent ${run.count} numbered datagrams to ${run.to} yet.`);
    if (latest.arrived.length < latest.sent.length)
      return missing(`Of ${latest.sent.length} datagrams ${latest.arrived.length} came to a program at ${run.to}.`);
    return missing('They came in the order in which they were sent. Send ten more.');
  };
}

/** Of a run exactly one is missing, and it ended at the receiver for its checksum. */
export function simDamagedOne(scene: string, run: DatagramRun, test: FrameTest): Check {
  const oneMissing: Check = (evidence) => {
    const all = runs(datagramSockets(evidence), run).filter(({ sent }) => sent.length >= run.count);
    const right = all.filter(({ sent, arrived }) => arrived.length === sent.length - 1);
    const [last] = right.slice(-1);
    if (last) {
      const gone = last.sent.find((text) => !last.arrived.includes(text)) ?? '';
      return seen(
        `Number ${numberOf(gone)} never came to the program, and nobody sent it again.`,
        right.map((each) => each.last),
      );
    }
    return missing(`No run with one datagram missing has come to ${run.to} yet.`);
  };
  const damaged = inWords(simDrop(scene, run.to, 'udp-checksum', 1, test), {
    missing: `No damaged datagram has come to ${run.to} yet. Press **Do it** first, then send ${run.count} more.`,
  });
  return all(damaged, oneMissing);
}

const numberOf = (text: string): string => text.split(' ')[0] ?? '';
