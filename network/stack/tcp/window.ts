import { millisecond } from '../../time/clock.ts';
import type { Tcb } from './tcb.ts';

/** How long an ACK may wait for company. RFC 9293 §3.8.6.3 allows 500 ms; 40 ms is Linux's least. ns */
export const ackDelay = 40 * millisecond;

/**
 * SND.WND is at work: how much of `available` new bytes may go out in the next segment, 0 for none yet. The sender's
 * side of silly window avoidance (RFC 9293 §3.8.6.2.1) and Nagle's algorithm (§3.7.4) in one.
 * @param most bytes that fit into one segment
 * @param override the timer ran out: send what fits
 */
export function sendable(tcb: Tcb, available: number, most: number, override: boolean): number {
  const usable = tcb.sendWindow - tcb.flight;
  const length = Math.min(available, most, usable);
  if (length <= 0) return 0;
  const quiet = !tcb.nagle || tcb.flight === 0;
  // (1) A full segment.
  if (length === most) return length;
  // (2) All there is; before a FIN there is nothing to wait for.
  if (length === available && (quiet || tcb.finQueued)) return length;
  // (3) A good part of the largest window ever seen: Fs = 1/2.
  if (quiet && length >= tcb.sendWindowMost / 2) return length;
  // (4) The override timer.
  return override ? length : 0;
}

/**
 * Decides what window to tell, remembers it as a promise, and gives the header field. The right edge moves in steps of
 * a segment or half the buffer (the receiver's side of silly window avoidance, RFC 9293 §3.8.6.2.2) and never back.
 */
export function windowField(tcb: Tcb): number {
  const edge = edgeNow(tcb);
  if (edge - tcb.windowEdge >= Math.min(tcb.receiveCapacity / 2, tcb.segment)) tcb.windowEdge = edge;
  return Math.min(65_535, Math.floor(receiveWindow(tcb) / 2 ** tcb.receiveShift));
}

/** RCV.WND, bytes: what we have told and the peer has not used. */
export const receiveWindow = (tcb: Tcb): number => Math.max(0, tcb.windowEdge - tcb.receiveNext);

/** The program has read so much that the peer should hear of it even if there is nothing else to say. */
export const isWorthTelling = (tcb: Tcb): boolean =>
  edgeNow(tcb) - tcb.windowEdge >= Math.min(tcb.receiveCapacity / 2, 2 * tcb.segment);

const edgeNow = (tcb: Tcb): number => tcb.input.next + tcb.receiveCapacity - tcb.input.readable;
