/**
 * Sequence numbers wrap at 2^32 (RFC 9293 §3.4). They do so in this file and nowhere else: inside, TCP counts
 * positions, octets since the initial sequence number, which never wrap (2^53 octets). The SYN is at position 0, the
 * first octet of data at 1, the FIN after the last one.
 */

/** From `from` to `to` around the circle, -2^31 … 2^31 - 1: the half of the circle that is nearer. */
export const distance = (from: number, to: number): number => (to - from) | 0;

/** What stands in a header for `position`. */
export const sequenceAt = (initial: number, position: number): number => (initial + position) >>> 0;

/** The position nearest to `near` that a header's number can mean. */
export const positionOf = (sequence: number, initial: number, near: number): number =>
  near + distance(initial + near, sequence);
