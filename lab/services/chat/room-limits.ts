import type { LineLimits } from '../line-session.ts';
import { CHAT_LINE_BYTES } from './protocol.ts';

/** What strangers could fill in a room. The values of the rooms on real ports are in lab-server/config.ts. */
export interface RoomLimits extends LineLimits {
  /** Members of one room. */
  readonly members: number;
  /** Connections of one room that have not given the password yet. */
  readonly knocking: number;
  /** From this many on, those who knock have only `crowdedHandshakeMs`. */
  readonly crowd: number;
  /** How long a newcomer may take to give the password. Milliseconds. */
  readonly handshakeMs: number;
  readonly crowdedHandshakeMs: number;
  /** How long a member may say nothing at all. Milliseconds. */
  readonly idleMs: number;
  /** What may wait for a member that reads slowly. Bytes. */
  readonly waitingBytes: number;
  /** What of this may be answers to the member alone: every one of them is a copy of its own. Bytes. */
  readonly waitingAnswers: number;
  /** How long anything at all may wait for a member, without a moment at zero. Milliseconds. */
  readonly stuckMs: number;
}

/** A room that a page serves for a lesson: thirty bots and a handful of people, for as long as the page is open. */
export const pageRoomLimits: RoomLimits = {
  lineBytes: CHAT_LINE_BYTES,
  overrunBytes: 8 * 1024,
  linesPerSecond: 10,
  burstLines: 40,
  floodLines: 400,
  lingerMs: 5_000,
  cutLingerMs: 1_000,
  members: 40,
  knocking: 40,
  crowd: 35,
  handshakeMs: 60_000,
  crowdedHandshakeMs: 10_000,
  idleMs: 60 * 60_000,
  waitingBytes: 64 * 1024,
  waitingAnswers: 16 * 1024,
  stuckMs: 10_000,
};
