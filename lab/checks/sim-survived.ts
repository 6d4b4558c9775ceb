import type { Check } from './check.ts';
import { simTransfers, type Transfer, type TransfersWanted } from './sim-transfers.ts';
import { counted, missing, seen } from './verdict.ts';

export interface SurvivedWanted extends TransfersWanted {
  /** What was lost on the way: frames with the server's bytes, frames with the client's acknowledgments, or a full queue's. */
  readonly lost: 'data' | 'acknowledgment' | 'queue-full';
  /** How the server noticed: by three duplicate acknowledgments, by its timer, or not at all. */
  readonly noticed: 'duplicates' | 'timer' | 'never';
  /** The command that makes such a connection, for whoever has not made one. */
  readonly by: string;
}

const why = {
  duplicates: ['fast', 'sack'],
  timer: ['timeout'],
  never: [],
} as const;
const words = { duplicates: 'three duplicate acknowledgments', timer: 'the timer', never: 'nothing' } as const;

/**
 * A connection of the scene lost something and its client still read every byte of the server's, in order. Where a hand
 * took a single frame, what is missing must have been sent again once, and no more.
 */
export function simSurvived(scene: string, wanted: SurvivedWanted): Check {
  return (evidence) => {
    const transfers = simTransfers(evidence, scene, wanted);
    const right = transfers.filter((transfer) => transfer.whole && tells(transfer, wanted) === null);
    const first = right[0];
    if (first !== undefined) {
      const again = first.again.length === 0 ? 'nothing' : counted(first.again.length, 'segment');
      return seen(
        `${wanted.client} read ${first.received} bytes, all that ${wanted.server} sent, in order. Lost: ${counted(first.dropped.length, 'frame')}. Sent again: ${again}.`,
        right.map(({ last }) => last),
      );
    }
    const latest = transfers.at(-1);
    if (latest === undefined)
      return missing(`Nothing was fetched from ${wanted.server} yet. \`${wanted.by}\` at ${wanted.client} does it.`);
    const reason = tells(latest, wanted);
    if (reason !== null) return missing(reason);
    return missing(`So far ${wanted.client} has read ${latest.received} bytes, and the connection is not over.`);
  };
}

/** @returns why it is not the loss that was wanted, or null if it is */
function tells({ dropped, again }: Transfer, wanted: SurvivedWanted): string | null {
  const { lost, noticed, server, client } = wanted;
  const byHand = dropped.filter(({ reason }) => reason === 'removed-by-hand');
  if (lost === 'queue-full') {
    if (dropped.some(({ reason }) => reason === 'queue-full')) return null;
    return 'The last page came through without a loss. This step wants a full queue: fetch the long page.';
  }
  if (byHand.length === 0) return 'The last page came through untouched. Press the button first, then fetch it again.';
  if (byHand.some(({ fromServer }) => fromServer !== (lost === 'data')))
    return lost === 'data'
      ? `The hand took an acknowledgment that ${client} sent. This step wants a segment with data from ${server}.`
      : `The hand took a segment that ${server} sent. This step wants an acknowledgment from ${client}.`;
  const known: readonly string[] = why[noticed];
  const expected = noticed === 'never' ? 0 : byHand.length;
  if (again.length === 0 && expected > 0) return `What was taken has not been sent again by ${server} yet.`;
  if (again.length === expected && again.every((each) => known.includes(each))) return null;
  const how = again[0] === 'timeout' ? 'its timer' : 'duplicate acknowledgments';
  const so = `Sent again by ${server}, because of ${how}: ${counted(again.length, 'segment')}.`;
  return expected === 0 ? so : `${so} This step wants ${expected}, because of ${words[noticed]}.`;
}
