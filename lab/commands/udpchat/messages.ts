/**
 * What udpchat says, one datagram each, as text:
 *
 *     JOIN            here I am
 *     MSG text        a line, and no more about it
 *     DATA 7 text     the seventh line to you; say that you have it
 *     ACK 7           I have it
 */
export type Message =
  | { readonly is: 'join' }
  | { readonly is: 'line'; readonly text: string }
  | { readonly is: 'data'; readonly number: number; readonly text: string }
  | { readonly is: 'ack'; readonly number: number };

/** Characters of a line: a datagram of this length needs no fragments on any ordinary link. */
export const MOST_TEXT = 400;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function encodeMessage(message: Message): Uint8Array {
  switch (message.is) {
    case 'join':
      return encoder.encode('JOIN');
    case 'line':
      return encoder.encode(`MSG ${message.text}`);
    case 'data':
      return encoder.encode(`DATA ${message.number} ${message.text}`);
    case 'ack':
      return encoder.encode(`ACK ${message.number}`);
  }
}

/** @returns the message, or null for a datagram that is none: anybody may send anything to a UDP port. */
export function decodeMessage(payload: Uint8Array): Message | null {
  const words = decoder.decode(payload).replace(/\n$/, '');
  if (words === 'JOIN') return { is: 'join' };
  const line = /^MSG (.*)$/s.exec(words);
  if (line) return { is: 'line', text: line[1] ?? '' };
  const data = /^DATA ([1-9]\d{0,8}) (.*)$/s.exec(words);
  if (data) return { is: 'data', number: Number(data[1]), text: data[2] ?? '' };
  const ack = /^ACK ([1-9]\d{0,8})$/.exec(words);
  return ack ? { is: 'ack', number: Number(ack[1]) } : null;
}
