import type { NetworkEvent, Trace } from '../trace/event.ts';
import type { Frame } from './port.ts';

type Sent = Extract<NetworkEvent, { kind: 'frame.sent' }>;

/**
 * Written out, because a spread in an object costs more than the rest of a frame's way.
 * @param after 0 where it repeats nothing @param fcs undefined where it is right
 */
export function tellSent(
  trace: NonNullable<Trace>,
  event: Omit<Sent, 'kind' | 'after' | 'fcs'>,
  after: number,
  fcs: number | undefined,
): void {
  const { at, frame, link, from, to, bytes, starts, ends, arrives, queued } = event;
  const kind = 'frame.sent';
  if (fcs !== undefined) {
    const sent: Sent = { at, kind, frame, link, from, to, bytes, fcs, starts, ends, arrives, queued };
    trace(after > 0 ? { ...sent, after } : sent);
  } else if (after > 0) trace({ at, kind, frame, after, link, from, to, bytes, starts, ends, arrives, queued });
  else trace({ at, kind, frame, link, from, to, bytes, starts, ends, arrives, queued });
}

/** @param changed by the cable: then what arrived is told too */
export function tellReceived(
  trace: NonNullable<Trace>,
  at: number,
  frame: Frame,
  point: string,
  changed: boolean,
): void {
  const kind = 'frame.received';
  if (!changed) trace({ at, kind, frame: frame.number, point });
  else if (frame.fcs === undefined) trace({ at, kind, frame: frame.number, point, bytes: frame.bytes });
  else trace({ at, kind, frame: frame.number, point, bytes: frame.bytes, fcs: frame.fcs });
}
