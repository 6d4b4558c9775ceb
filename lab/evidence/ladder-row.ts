import type { Side, TcpState } from './tcp-ends.ts';

/**
 * One rung of the ladder. A segment goes from one end to the other and is always `reconstructed`: nothing on a real
 * connection was captured, it must have existed given what was seen. An event happened at one end (`to` is null) and
 * was `observed`: a call returned, bytes were read, the kernel's table was looked at.
 */
export interface LadderRow {
  readonly basis: 'observed' | 'reconstructed';
  readonly from: Side;
  readonly to: Side | null;
  /** What an event was, or what a segment carries: `you read 31 bytes`. */
  readonly label: string;
  /** `SYN, ACK`; empty for an event. */
  readonly flags: string;
  /** `seq=x ack=y+1`, relative to the unknown initial numbers; empty for an event. */
  readonly numbers: string;
  /** The states of both ends once this has arrived. */
  readonly stateLeft: TcpState;
  readonly stateRight: TcpState;
  /** When it was seen, in ms of the log. */
  readonly ms?: number;
}
