import { readUint16, readUint32, writeUint16, writeUint32 } from './address.ts';

/** Option kinds, IANA "TCP Option Kind Numbers". */
export const optionEnd = 0;
export const optionNop = 1;
export const optionMss = 2;
export const optionWindowScale = 3;
export const optionSackPermitted = 4;
export const optionSack = 5;
export const optionTimestamps = 8;

/**
 * One option as it stood there. An option whose length does not fit its kind stays `other`, byte for byte; what cannot
 * even be cut into options (a length of 0 or 1, or past the end of the header) is `broken` up to the end.
 */
export type TcpOption =
  /** RFC 9293 §3.2; everything after it is padding, zeros unless somebody hides something there. */
  | { readonly is: 'end'; readonly padding: Uint8Array }
  | { readonly is: 'nop' }
  /** RFC 9293 §3.7.1: bytes */
  | { readonly is: 'mss'; readonly size: number }
  /** RFC 7323 §2.2 */
  | { readonly is: 'window-scale'; readonly shift: number }
  /** RFC 2018 §2 */
  | { readonly is: 'sack-permitted' }
  /** RFC 2018 §3: `right` is the first sequence number not held. */
  | { readonly is: 'sack'; readonly blocks: readonly { readonly left: number; readonly right: number }[] }
  /** RFC 7323 §3.2 */
  | { readonly is: 'timestamps'; readonly value: number; readonly echo: number }
  | { readonly is: 'other'; readonly kind: number; readonly data: Uint8Array }
  | { readonly is: 'broken'; readonly bytes: Uint8Array };

/** Cuts `bytes[start … end)` into options; `encodeTcpOptions` gives the same bytes back. */
export function decodeTcpOptions(bytes: Uint8Array, start = 0, end = bytes.length): TcpOption[] {
  const options: TcpOption[] = [];
  for (let at = start; at < end; ) {
    const size = optionSize(bytes, at, end);
    if (size === 0) {
      options.push({ is: 'broken', bytes: bytes.slice(at, end) });
      break;
    }
    options.push(decodeOne(bytes, at, size));
    at += size;
  }
  return options;
}

/** Bytes of the option at `at`, its padding included where it is the last; 0 when its length cannot be true. */
export function optionSize(bytes: Uint8Array, at: number, end: number): number {
  const kind = bytes[at];
  if (kind === optionEnd) return end - at;
  if (kind === optionNop) return 1;
  const length = at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
  return length < 2 || at + length > end ? 0 : length;
}

function decodeOne(bytes: Uint8Array, at: number, size: number): TcpOption {
  const kind = bytes[at] ?? 0;
  if (kind === optionEnd) return { is: 'end', padding: bytes.slice(at + 1, at + size) };
  if (kind === optionNop) return { is: 'nop' };
  if (kind === optionMss && size === 4) return { is: 'mss', size: readUint16(bytes, at + 2) };
  if (kind === optionWindowScale && size === 3) return { is: 'window-scale', shift: bytes[at + 2] ?? 0 };
  if (kind === optionSackPermitted && size === 2) return { is: 'sack-permitted' };
  if (kind === optionTimestamps && size === 10)
    return { is: 'timestamps', value: readUint32(bytes, at + 2), echo: readUint32(bytes, at + 6) };
  if (kind === optionSack && size % 8 === 2) {
    const blocks = [];
    for (let block = at + 2; block < at + size; block += 8)
      blocks.push({ left: readUint32(bytes, block), right: readUint32(bytes, block + 4) });
    return { is: 'sack', blocks };
  }
  return { is: 'other', kind, data: bytes.slice(at + 2, at + size) };
}

/** The options one after the other, without padding them to a whole number of words. */
export function encodeTcpOptions(options: readonly TcpOption[]): Uint8Array {
  const parts = options.map(encodeOne);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function encodeOne(option: TcpOption): Uint8Array {
  switch (option.is) {
    case 'end':
      return Uint8Array.of(optionEnd, ...option.padding);
    case 'nop':
      return Uint8Array.of(optionNop);
    case 'mss': {
      const bytes = new Uint8Array(4);
      writeMss(bytes, 0, option.size);
      return bytes;
    }
    case 'window-scale':
      return Uint8Array.of(optionWindowScale, 3, option.shift);
    case 'sack-permitted':
      return Uint8Array.of(optionSackPermitted, 2);
    case 'sack': {
      const bytes = new Uint8Array(2 + 8 * option.blocks.length);
      bytes[0] = optionSack;
      bytes[1] = bytes.length;
      option.blocks.forEach(({ left, right }, index) => {
        writeUint32(bytes, 2 + 8 * index, left);
        writeUint32(bytes, 6 + 8 * index, right);
      });
      return bytes;
    }
    case 'timestamps': {
      const bytes = new Uint8Array(10);
      writeTimestamps(bytes, 0, option.value, option.echo);
      return bytes;
    }
    case 'other':
      return Uint8Array.of(option.kind, 2 + option.data.length, ...option.data);
    case 'broken':
      return option.bytes.slice();
  }
}

/** Writes the 4 bytes of a maximum segment size. @returns the offset after them */
export function writeMss(into: Uint8Array, at: number, size: number): number {
  into[at] = optionMss;
  into[at + 1] = 4;
  writeUint16(into, at + 2, size);
  return at + 4;
}

/** Writes the 10 bytes of timestamps. @returns the offset after them */
export function writeTimestamps(into: Uint8Array, at: number, value: number, echo: number): number {
  into[at] = optionTimestamps;
  into[at + 1] = 10;
  writeUint32(into, at + 2, value);
  writeUint32(into, at + 6, echo);
  return at + 10;
}

/** What a TCP wants to know of a segment's options, in one object that is used again for every segment. */
export interface SeenOptions {
  /** Bytes; -1 when the option is not there, and so for all numbers here. */
  mss: number;
  windowScale: number;
  sackPermitted: boolean;
  timestamps: boolean;
  timestampValue: number;
  timestampEcho: number;
  /** Up to four, left and right edge in turn: only the first `2 * sackBlocks` numbers are of this segment. */
  sackBlocks: number;
  readonly sack: number[];
}

export const noOptions = (): SeenOptions => ({
  mss: -1,
  windowScale: -1,
  sackPermitted: false,
  timestamps: false,
  timestampValue: -1,
  timestampEcho: -1,
  sackBlocks: 0,
  sack: [0, 0, 0, 0, 0, 0, 0, 0],
});

/** Reads the options in `bytes[start … end)` without making anything. What is broken or unknown is passed over. */
export function readTcpOptions(bytes: Uint8Array, start: number, end: number, seen: SeenOptions): void {
  seen.mss = seen.windowScale = seen.timestampValue = seen.timestampEcho = -1;
  seen.sackPermitted = seen.timestamps = false;
  seen.sackBlocks = 0;
  for (let at = start; at < end; ) {
    const kind = bytes[at];
    if (kind === optionEnd) return;
    if (kind === optionNop) {
      at += 1;
      continue;
    }
    const size = optionSize(bytes, at, end);
    if (size === 0) return;
    if (kind === optionTimestamps && size === 10) {
      seen.timestamps = true;
      seen.timestampValue = readUint32(bytes, at + 2);
      seen.timestampEcho = readUint32(bytes, at + 6);
    } else if (kind === optionSack && size % 8 === 2) {
      seen.sackBlocks = Math.min(4, (size - 2) / 8);
      for (let edge = 0; edge < 2 * seen.sackBlocks; edge++) seen.sack[edge] = readUint32(bytes, at + 2 + 4 * edge);
    } else if (kind === optionMss && size === 4) seen.mss = readUint16(bytes, at + 2);
    else if (kind === optionWindowScale && size === 3) seen.windowScale = bytes[at + 2] ?? 0;
    else if (kind === optionSackPermitted && size === 2) seen.sackPermitted = true;
    at += size;
  }
}
