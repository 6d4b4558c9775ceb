import type { Evidence } from '../evidence/event.ts';
import { glanceAt, type SegmentGlance } from '../views/glance.ts';
import type { Check } from './check.ts';
import { missing, seen } from './verdict.ts';

/** The three numbers of a handshake that follow from the two that were chosen. */
const handshakeNumbers = ['synack.ack', 'ack.seq', 'ack.ack'] as const;
export type HandshakeNumber = (typeof handshakeNumbers)[number];

export interface HandshakeState {
  /** The newest one in the run under way: what was captured of it, as it left its sender. */
  readonly syn: Captured | null;
  readonly synAck: Captured | null;
  readonly ack: Captured | null;
  /** What the learner expects, and whether the segment that tells was still to come then. */
  readonly expected: Readonly<Partial<Record<HandshakeNumber, Expected>>>;
}

interface Captured {
  readonly segment: SegmentGlance;
  readonly seq: number;
}

interface Expected {
  readonly number: number;
  readonly before: boolean;
  readonly seq: number;
}

/** The question under which a number is kept: `4.3b.number synack.ack`; the option is the number. */
export const numberQuestion = (scene: string, number: HandshakeNumber): string => `${scene}.number ${number}`;

const wrap = 2 ** 32;

/** The newest handshake of a scene and the numbers that were predicted for it. */
export function handshakeIn(evidence: readonly Evidence[], scene: string): HandshakeState {
  let run = 0;
  let syn: Captured | null = null;
  let synAck: Captured | null = null;
  let ack: Captured | null = null;
  let expected: Partial<Record<HandshakeNumber, Expected>> = {};
  for (const fact of evidence) {
    if (fact.kind === 'answered') {
      const which = handshakeNumbers.find((each) => numberQuestion(scene, each) === fact.question);
      if (which === undefined || syn === null) continue;
      const before = which === 'synack.ack' ? synAck === null : ack === null;
      expected[which] = { number: Number(fact.option), before, seq: fact.seq };
      continue;
    }
    if (fact.kind !== 'network' || fact.scene !== scene || fact.run < run) continue;
    if (fact.run > run) {
      run = fact.run;
      syn = synAck = ack = null;
      expected = {};
    }
    if (fact.event.kind !== 'frame.sent') continue;
    const { segment } = glanceAt(fact.event.bytes);
    if (segment === null) continue;
    const captured = { segment, seq: fact.seq };
    if (segment.syn && !segment.ack) {
      // The same SYN again, on the next cable or sent once more, is no other handshake.
      if (syn?.segment.from === segment.from && syn.segment.sequence === segment.sequence) continue;
      syn = captured;
      synAck = ack = null;
      expected = {};
    } else if (syn !== null && segment.syn && synAck === null && segment.from === syn.segment.to) synAck = captured;
    else if (synAck !== null && ack === null && !segment.rst && segment.from === syn?.segment.from) ack = captured;
  }
  return { syn, synAck, ack, expected };
}

/** What the capture says of a number; null while the segment has not left. */
export function capturedNumber({ synAck, ack }: HandshakeState, which: HandshakeNumber): number | null {
  if (which === 'synack.ack') return synAck?.segment.acknowledgment ?? null;
  return (which === 'ack.seq' ? ack?.segment.sequence : ack?.segment.acknowledgment) ?? null;
}

const names: Readonly<Record<HandshakeNumber, string>> = {
  'synack.ack': 'the acknowledgment number of the SYN, ACK',
  'ack.seq': 'the sequence number of the third segment',
  'ack.ack': 'the acknowledgment number of the third segment',
};

/** The learner's three numbers are those of the capture. */
export function numbersPredicted(scene: string): Check {
  return (evidence) => {
    const state = handshakeIn(evidence, scene);
    if (state.syn === null) return missing('No SYN has left yet. Connect first.');
    for (const which of handshakeNumbers) {
      const mine = state.expected[which];
      const real = capturedNumber(state, which);
      if (mine === undefined) return missing(`Still to be predicted: ${names[which]}.`);
      if (real === null) return missing(`You expect ${mine.number} as ${names[which]}. Let the segment leave and see.`);
      if (mine.number !== real)
        return missing(`You gave ${mine.number} as ${names[which]}. ${whyNot(state, which, mine.number)}`);
    }
    const all = handshakeNumbers.flatMap((which) => state.expected[which] ?? []);
    const early = all.filter(({ before }) => before).length;
    const when =
      early === 3
        ? 'each of them before its segment had left'
        : `${early === 0 ? 'none' : `${early}`} of them before its segment had left`;
    const places = [...all.map(({ seq }) => seq), state.ack?.seq ?? 0];
    return seen(`Your three numbers are those of the capture, ${when}.`, [Math.max(...places)]);
  };
}

/** A hint that names the slip, not the number. */
function whyNot({ syn, synAck }: HandshakeState, which: HandshakeNumber, mine: number): string {
  const mySyn = syn?.segment.sequence ?? 0;
  const theirs = synAck?.segment.sequence ?? 0;
  if (mine === (which === 'ack.ack' ? theirs : mySyn))
    return which === 'ack.seq'
      ? 'That number is used up: it was the SYN’s own.'
      : 'That would say: I still wait for your SYN. The SYN itself uses up one number.';
  if (which === 'synack.ack' && mine === (theirs + 1) % wrap)
    return 'That counts on from the server’s own start. An acknowledgment speaks of the other side’s numbers.';
  if (which === 'ack.ack' && mine === (mySyn + 1) % wrap)
    return 'That is pc1’s own count. An acknowledgment speaks of the other side’s numbers.';
  if (which === 'ack.seq' && mine === (theirs + 1) % wrap)
    return 'That is the server’s count. A sequence number speaks of the sender’s own bytes.';
  return 'The capture has another one: look which byte is expected next.';
}
