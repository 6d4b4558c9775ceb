/**
 * `SAY hi` as pc1 sends it in lab 1.4a, captured on its cable: what the peel figure shows until the learner has sent a
 * line. `tests/lessons/inside-a-packet.test.ts` sends it again and compares.
 */
const hex =
  '00005e00532000005e00531008004500003bac3a400040060b14c0a8010ac0a80114ed77138968ec0fb5303450a180187ff9219600000101080a66ef95542de30e465341592068690a';

export const capturedSay: Uint8Array = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
