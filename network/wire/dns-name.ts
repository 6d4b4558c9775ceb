/**
 * Domain names as people write them: labels with dots between, no dot at the end, `.` for the root. A dot or backslash
 * inside a label is `\.` and `\\`, and a byte that is not printable is `\007` (RFC 1035 §5.1), so no byte is lost.
 */
export type DnsName = string;

/** Bytes, RFC 1035 §2.3.4. */
export const longestLabel = 63;
export const longestName = 255;

/** A pointer's two highest bits; the other fourteen are an offset in the message. RFC 1035 §4.1.4. */
export const pointerMark = 0xc0;

/** What was read: the name, and where the next thing begins. */
interface ReadName {
  readonly name: DnsName;
  readonly next: number;
}

/**
 * Reads a name at `at`; pointers count from `start`. Each pointer must lead to before everything read for this name so
 * far, so there is no going round in circles.
 * @returns null for a name that leaves the message, is too long, points forward or has a label of an unknown type
 */
export function readDnsName(bytes: Uint8Array, at: number, start: number, end: number): ReadName | null {
  const labels: string[] = [];
  let size = 1;
  let next = -1;
  let before = at;
  for (let here = at; ; ) {
    if (here >= end) return null;
    const length = bytes[here] ?? 0;
    if (length >= pointerMark) {
      if (here + 1 >= end) return null;
      if (next < 0) next = here + 2;
      here = start + (((length & 63) << 8) | (bytes[here + 1] ?? 0));
      if (here >= before) return null;
      before = here;
      continue;
    }
    if (length === 0) return { name: labels.length === 0 ? '.' : labels.join('.'), next: next < 0 ? here + 1 : next };
    size += 1 + length;
    if (length > longestLabel || size > longestName || here + 1 + length > end) return null;
    labels.push(labelText(bytes, here + 1, here + 1 + length));
    here += 1 + length;
  }
}

function labelText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x2e || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte > 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}

/** The labels of a name as bytes. @returns null when it is no domain name: an empty or too long label, a wrong escape */
export function dnsLabels(name: DnsName): number[][] | null {
  if (name === '.' || name === '') return [];
  const labels: number[][] = [[]];
  let size = 1;
  for (let at = 0; at < name.length; at++) {
    const label = labels[labels.length - 1] ?? [];
    const character = name[at] ?? '';
    if (character === '.') {
      if (label.length === 0) return null;
      if (at < name.length - 1) labels.push([]);
      continue;
    }
    let byte = character.charCodeAt(0);
    if (character === '\\') {
      const digits = /^\d{3}/.exec(name.slice(at + 1, at + 4))?.[0];
      byte = digits === undefined ? name.charCodeAt(at + 1) || 256 : Number(digits);
      at += digits === undefined ? 1 : 3;
    }
    if (byte > 255) return null;
    label.push(byte);
  }
  for (const label of labels) {
    size += 1 + label.length;
    if (label.length === 0 || label.length > longestLabel) return null;
  }
  return size > longestName ? null : labels;
}

/** Can this be asked for? Any bytes may be in a label; hosts have stricter rules (RFC 1123 §2.1). */
export const isDnsName = (name: string): boolean => name !== '' && dnsLabels(name) !== null;

/** Upper and lower case are the same in names, and so is a dot at the end. RFC 4343. */
export const canonicalDnsName = (name: DnsName): DnsName => {
  const lower = name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return lower.length > 1 && /(^|[^\\])(\\\\)*\.$/.test(lower) ? lower.slice(0, -1) : lower;
};

/** Remembers where names stand in a message that is being written, so that later ones can point to them. */
export class DnsNameWriter {
  readonly #places = new Map<string, number>();

  /**
   * Appends a name, as far as possible as a pointer to an earlier one that is spelled alike.
   * @param into the message so far, from its first byte
   * @param compress false where RFC 2782 or RFC 3597 §4 say that pointers must not be used
   * @throws RangeError for what `isDnsName` refuses
   */
  write(into: number[], name: DnsName, compress = true): void {
    const labels = dnsLabels(name);
    if (labels === null) throw new RangeError(`not a domain name: ${name}`);
    for (let index = 0; index < labels.length; index++) {
      const suffix = labels
        .slice(index)
        .map((label) => String.fromCharCode(label.length, ...label))
        .join('');
      const place = this.#places.get(suffix);
      if (place !== undefined && compress) {
        into.push(pointerMark | (place >>> 8), place & 255);
        return;
      }
      if (place === undefined && into.length < 0x4000) this.#places.set(suffix, into.length);
      const label = labels[index] ?? [];
      into.push(label.length, ...label);
    }
    into.push(0);
  }
}
