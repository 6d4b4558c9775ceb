/** What a call came to. `data` are bytes that came with it. */
export type Answer =
  | { readonly kind: 'done'; readonly value?: AnswerValue; readonly data?: Uint8Array }
  /** `code`: what the operating system calls it (`ECONNREFUSED`); `saying` where the lab has more to say than that. */
  | { readonly kind: 'failed'; readonly code: string; readonly saying?: string }
  /** Ctrl-C came first. */
  | { readonly kind: 'interrupted' };

export type AnswerValue =
  | null
  | number
  | boolean
  | string
  | readonly number[]
  | { readonly [key: string]: AnswerValue };

/** Bytes that one answer carries at most; so much one `recv` gives at most. */
export const MAX_ANSWER_DATA = 65_536;
/** A sentence and an address, and what else an answer says beside its data. */
const MAX_ANSWER_WORDS = 16_384;
/** The longest encoded answer, in bytes. */
export const MAX_ANSWER = 4 + MAX_ANSWER_WORDS + MAX_ANSWER_DATA;

/** The length of its words (4 bytes, big-endian), the words as JSON, the data. */
export function encodeAnswer(answer: Answer): Uint8Array<ArrayBuffer> {
  const data = (answer.kind === 'done' && answer.data) || new Uint8Array(0);
  const words = answer.kind === 'done' ? { kind: answer.kind, value: answer.value ?? null } : answer;
  const text = new TextEncoder().encode(JSON.stringify(words));
  const bytes = new Uint8Array(4 + text.length + data.length);
  new DataView(bytes.buffer).setUint32(0, text.length);
  bytes.set(text, 4);
  bytes.set(data, 4 + text.length);
  return bytes;
}

/** What `encodeAnswer` made: the words as JSON text, and the data. */
export function decodeAnswer(bytes: Uint8Array): { readonly words: string; readonly data: Uint8Array } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const words = new TextDecoder().decode(bytes.slice(4, 4 + length));
  return { words, data: bytes.slice(4 + length) };
}
