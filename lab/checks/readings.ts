import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { type FrameTest, simEvents } from './sim-events.ts';
import { counted, missing, seen } from './verdict.ts';

export interface ReadingsWanted {
  readonly scene: string;
  readonly transport: 'tcp' | 'udp';
  /** The host that sends. */
  readonly from: string;
  /** The cable between the two, and the frames on it that carry this transport. */
  readonly cable: string;
  readonly frames: FrameTest;
  /** Readings that make a run. */
  readonly count: number;
}

/** One run of readings, and what the network did meanwhile. */
interface Run {
  readonly seq: number;
  readonly of: number;
  readonly inTime: number;
  readonly late: number;
  readonly never: number;
  /** Frames of this transport that the cable lost. */
  readonly lost: number;
  /** Segments that the sender's TCP sent again. */
  readonly again: number;
}

function runs(evidence: readonly Evidence[], wanted: ReadingsWanted): readonly Run[] {
  const { scene, transport, from, cable, frames, count } = wanted;
  const drops = simEvents(evidence, scene, 'frame.dropped').filter(
    ({ where, reason, bytes }) => where === cable && reason === 'loss' && frames(bytes),
  );
  const repeats = simEvents(evidence, scene, 'tcp.retransmitted').filter(({ device }) => device === from);
  const found: Run[] = [];
  let begin = -1;
  for (const fact of evidence) {
    if (fact.kind !== 'readings.collected' || fact.host === undefined) continue;
    const { seq, of, inTime, late } = fact;
    const meanwhile = <E extends { seq: number }>(list: readonly E[]): number =>
      list.filter((each) => each.seq > begin && each.seq < seq).length;
    if (fact.transport === transport && of >= count)
      found.push({
        seq,
        of,
        inTime,
        late,
        never: of - inTime - late,
        lost: meanwhile(drops),
        again: meanwhile(repeats),
      });
    begin = seq;
  }
  return found;
}

const none = ({ from, count, transport }: ReadingsWanted): string =>
  `No run of ${count} readings has come from ${from} over ${transport.toUpperCase()} yet.`;

/** A run over a cable that lost some of it. Over UDP some never came; over TCP all did, some late and some sent again. */
export function readingsThroughLoss(wanted: ReadingsWanted): Check {
  return (evidence) => {
    const all = runs(evidence, wanted);
    const right = all.filter(({ lost, never, late, again }) =>
      wanted.transport === 'udp' ? lost > 0 && never > 0 : lost > 0 && never === 0 && late > 0 && again > 0,
    );
    const [last] = right.slice(-1);
    if (last) {
      const { inTime, late, never, lost, again } = last;
      const repaired = wanted.transport === 'udp' ? 'Sent again: none.' : `Sent again: ${counted(again, 'segment')}.`;
      return seen(
        `In time ${inTime}, late ${late}, never ${never}. The link lost ${counted(lost, 'frame')}. ${repaired}`,
        right.map(({ seq }) => seq),
      );
    }
    const [latest] = all.slice(-1);
    if (!latest) return missing(none(wanted));
    return missing(
      `The link lost nothing of the last run over ${wanted.transport.toUpperCase()}. This step wants a link that does.`,
    );
  };
}

/** A run over a cable that lost nothing of it: all in time. */
export function readingsWithoutLoss(wanted: ReadingsWanted): Check {
  return (evidence) => {
    const all = runs(evidence, wanted);
    const right = all.filter(({ lost, inTime, of }) => lost === 0 && inTime === of);
    const [last] = right.slice(-1);
    if (last)
      return seen(
        `${wanted.transport.toUpperCase()}: all ${last.of} in time.`,
        right.map(({ seq }) => seq),
      );
    const [latest] = all.slice(-1);
    if (!latest) return missing(none(wanted));
    return missing(
      `The link lost ${counted(latest.lost, 'frame')} of the last run over ${wanted.transport.toUpperCase()}. Set its loss to 0 first.`,
    );
  };
}
