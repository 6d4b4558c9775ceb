import { macText } from '../../network/wire/address.ts';
import { destinationOf, typeOf } from '../../network/wire/ethernet.ts';
import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/** Who hears a broadcast from a device: what the learner said of each of the others, and what the frames say. */
export interface HeardWanted {
  /** The device that calls: `pc1`. */
  readonly from: string;
  /** Those about whom something is to be said. */
  readonly others: readonly string[];
}

export type Said = 'hears' | 'not';

/** The question that one choice answers: `1.3a.pc1.printer`. */
export const heardQuestion = (scene: string, from: string, other: string): string => `${scene}.${from}.${other}`;

/** IEEE 802-2014 table 9-1: local experimental EtherType 1, which `send` uses. */
const experimental = 0x88b5;

export interface HeardState {
  /** By device: what was said last. */
  readonly said: ReadonlyMap<string, { readonly said: Said; readonly seq: number }>;
  /** Who got the last broadcast of `from`, as events show; null before there is one. */
  readonly heard: ReadonlySet<string> | null;
  /** Where in the log the last broadcast was sent, -1 before. */
  readonly sent: number;
}

/** What is known of one round of the question. */
export function heardIn(evidence: readonly Evidence[], scene: string, { from, others }: HeardWanted): HeardState {
  const said = new Map<string, { said: Said; seq: number }>();
  const questions = new Map(others.map((other) => [heardQuestion(scene, from, other), other]));
  for (const fact of evidence) {
    const other = fact.kind === 'answered' ? questions.get(fact.question) : undefined;
    if (fact.kind !== 'answered' || other === undefined) continue;
    if (fact.option === 'hears' || fact.option === 'not') said.set(other, { said: fact.option, seq: fact.seq });
  }
  const calls = simEvents(evidence, scene, 'frame.sent').filter(
    ({ bytes }) => typeOf(bytes) === experimental && macText(destinationOf(bytes)) === 'ff:ff:ff:ff:ff:ff',
  );
  const last = calls.findLast((frame) => frame.from.startsWith(`${from}:`));
  if (last === undefined) return { said, heard: null, sent: -1 };
  // A switch passes on the same bytes under new numbers.
  const same = new Set(
    calls.filter((frame) => frame.seq >= last.seq && sameBytes(frame.bytes, last.bytes)).map(({ frame }) => frame),
  );
  const heard = new Set(
    simEvents(evidence, scene, 'frame.received').flatMap(({ frame, point }) => {
      const device = point.split(':')[0] ?? point;
      return same.has(frame) && others.includes(device) ? [device] : [];
    }),
  );
  return { said, heard, sent: last.seq };
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** Something was said of each of the others. */
export function saidWhoHears(scene: string, wanted: HeardWanted): Check {
  return (evidence) => {
    const { said } = heardIn(evidence, scene, wanted);
    const open = wanted.others.find((other) => !said.has(other));
    if (open !== undefined) return missing(`Nothing is said yet of ${open}. Say whether it hears ${wanted.from}.`);
    const hear = wanted.others.filter((other) => said.get(other)?.said === 'hears');
    return seen(`You say that ${hear.join(', ') || 'nobody'} will hear ${wanted.from}.`, [
      Math.max(...[...said.values()].map(({ seq }) => seq)),
    ]);
  };
}

/** The device called everybody on its link, and those whom the learner names are those who got the frame. */
export function simHeard(scene: string, wanted: HeardWanted): Check {
  const all = saidWhoHears(scene, wanted);
  return (evidence) => {
    const { said, heard, sent } = heardIn(evidence, scene, wanted);
    const { from, others } = wanted;
    if (heard === null) return missing(`${from} has called nobody yet. \`send all hello\` at ${from} does it.`);
    const complete = all(evidence);
    if (!complete.passed) return missing(complete.saying);
    for (const other of others) {
      const says = said.get(other)?.said === 'hears';
      if (says && !heard.has(other))
        return missing(`You say that ${other} hears ${from}. No frame came to it. Correct it.`);
      if (!says && heard.has(other))
        return missing(`You say that ${other} does not hear ${from}. It got the frame. Correct it.`);
    }
    const at = Math.max(sent, ...[...said.values()].map(({ seq }) => seq));
    return seen(`${[...heard].join(', ')} heard ${from}, and nobody else.`, [at]);
  };
}
