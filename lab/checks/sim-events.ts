import type { NetworkEvent } from '../../network/trace/event.ts';
import type { Evidence } from '../evidence/event.ts';

/** An event of a scene's run under way, with its place in the log. */
export type Seen<K extends NetworkEvent['kind'] = NetworkEvent['kind']> = Extract<NetworkEvent, { kind: K }> & {
  readonly seq: number;
};

/** What happened in a scene since it last began anew, of one kind, oldest first. */
export function simEvents<K extends NetworkEvent['kind']>(
  evidence: readonly Evidence[],
  scene: string,
  kind: K,
): Seen<K>[] {
  let run = 0;
  let found: Seen<K>[] = [];
  for (const fact of evidence) {
    if (fact.kind !== 'network' || fact.scene !== scene || fact.run < run) continue;
    if (fact.run > run) {
      run = fact.run;
      found = [];
    }
    if (fact.event.kind === kind) found.push({ ...fact.event, seq: fact.seq } as Seen<K>);
  }
  return found;
}

/** Bytes of a frame, for `simFrames`; the filter of tcpdump makes such a function of an expression. */
export type FrameTest = (bytes: Uint8Array) => boolean;

/** What a lesson wants of a number: at least so many, or exactly. */
export type Count = number | { readonly exactly: number };

export const enough = (count: number, wanted: Count): boolean =>
  typeof wanted === 'number' ? count >= wanted : count === wanted.exactly;

export const wantedText = (wanted: Count, noun: string): string => {
  const count = typeof wanted === 'number' ? wanted : wanted.exactly;
  const text = `${count} ${noun}${count === 1 ? '' : 's'}`;
  return typeof wanted === 'number' ? `at least ${text}` : `exactly ${text}`;
};

/** A MAC address as events spell it: `00-00-5E-00-53-20` is `00:00:5e:00:53:20`. */
export const spelledMac = (mac: string): string => mac.toLowerCase().replaceAll('-', ':');
