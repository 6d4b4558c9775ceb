import { dissect } from '../../network/wire/dissect.ts';
import type { Field } from '../../network/wire/field.ts';
import { parseFilter } from '../capture/filter.ts';
import type { Evidence } from '../evidence/event.ts';
import { fieldAt } from '../views/selection.ts';
import type { Check } from './check.ts';
import { counted, missing, seen } from './verdict.ts';

/** Fields that are found by clicking bytes of a frame that the learner sent. */
interface ByteHunt {
  /** The scene's id, which is the lab's. */
  readonly scene: string;
  /** Which frame: the newest that matches this capture filter. */
  readonly filter: string;
  /** The keys of the fields: `ip.dst`. */
  readonly fields: readonly string[];
}

interface HuntState {
  /** The newest frame that matches, in the run under way. */
  readonly frame: Uint8Array | null;
  /** The fields that were found in this run, in the order in which they are asked for. */
  readonly found: readonly string[];
  /** Where the last of them was found. */
  readonly at: readonly number[];
  /** The last click. */
  readonly last: { readonly field: string; readonly byte: number; readonly frame: Uint8Array } | null;
}

/** The question under which a click is kept: `1.4a.byte ip.dst`; the option is the byte. */
export const byteQuestion = (scene: string, field: string): string => `${scene}.byte ${field}`;

/** What was clicked so far. A click counts for the frame that was the newest then; a new run begins anew. */
export function byteClicks(evidence: readonly Evidence[], { scene, filter, fields }: ByteHunt): HuntState {
  const parsed = parseFilter(filter);
  const matches = 'problem' in parsed ? () => false : (bytes: Uint8Array) => parsed.matches(bytes);
  const asked = new Map(fields.map((field) => [byteQuestion(scene, field), field]));
  let run = 0;
  let frame: Uint8Array | null = null;
  let last: HuntState['last'] = null;
  const found = new Map<string, number>();
  for (const fact of evidence) {
    if (fact.kind === 'network' && fact.scene === scene) {
      if (fact.run > run) {
        run = fact.run;
        frame = null;
        last = null;
        found.clear();
      }
      const { event } = fact;
      if (fact.run === run && event.kind === 'frame.sent' && event.bytes !== frame && matches(event.bytes))
        frame = event.bytes;
    } else if (fact.kind === 'answered' && frame !== null) {
      const field = asked.get(fact.question);
      if (field === undefined) continue;
      const byte = Number(fact.option);
      last = { field, byte, frame };
      if (isIn(frame, field, byte) && !found.has(field)) found.set(field, fact.seq);
    }
  }
  return { frame, found: fields.filter((field) => found.has(field)), at: [...found.values()], last };
}

/** All of the fields were found by clicking a byte of each. */
export function bytesFound(hunt: ByteHunt): Check {
  return (evidence) => {
    const { frame, found, at, last } = byteClicks(evidence, hunt);
    const { length } = hunt.fields;
    if (found.length === length) return seen(`All ${length} found, in a frame that you sent.`, [Math.max(...at)]);
    if (frame === null) return missing('There is no frame of yours to look at yet. Send one first.');
    const left = `${counted(length - found.length, 'place')} left to find.`;
    if (last === null || found.includes(last.field)) return missing(left);
    const there = fieldAt(dissect(last.frame), last.byte * 8);
    return missing(
      there === null
        ? `Byte ${last.byte} is past the end of the frame. ${left}`
        : `Byte ${last.byte} is ${there.field.name} (${there.layer.name}). ${left}`,
    );
  };
}

function isIn(frame: Uint8Array, key: string, byte: number): boolean {
  const bit = byte * 8;
  const holds = (fields: readonly Field[]): boolean =>
    fields.some(
      (field) => (field.key === key && bit < field.bits.end && bit + 8 > field.bits.start) || holds(field.parts ?? []),
    );
  return dissect(frame).some((layer) => holds(layer.fields));
}
