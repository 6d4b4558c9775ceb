import { parseIpv4, readUint16 } from './address.ts';

/**
 * Reads `2001:db8::1`: eight groups of one to four hexadecimal digits, `::` once at most for one or more groups of
 * zeros, the last two groups as dotted decimal if so wished. No zone, no brackets, no prefix length. RFC 4291 §2.2.
 * @returns 16 bytes, or null when it is none
 */
export function parseIpv6(text: string): Uint8Array | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [front, back] = halves.map((half, at) => groupsOf(half, at === halves.length - 1));
  if (front == null || back === null) return null;
  const missing = 8 - front.length - (back?.length ?? 0);
  if (back === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...front, ...Array<number>(missing).fill(0), ...(back ?? [])];
  return Uint8Array.from(groups.flatMap((group) => [group >>> 8, group & 0xff]));
}

/** `2001:db8::1`: the longest run of zero groups is left out, the first of equals. RFC 5952 §4. */
export function ipv6Text(address: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) => readUint16(address, at * 2));
  let from = -1;
  let longest = 1;
  for (let at = 0; at < 8; at += 1) {
    let run = 0;
    while (at + run < 8 && groups[at + run] === 0) run += 1;
    if (run > longest) [from, longest] = [at, run];
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return from < 0 ? text(groups) : `${text(groups.slice(0, from))}::${text(groups.slice(from + longest))}`;
}

/** @param isEnd whether dotted decimal may stand at its end */
function groupsOf(text: string, isEnd: boolean): number[] | null {
  if (text === '') return [];
  const words = text.split(':');
  const groups: number[] = [];
  for (const [at, word] of words.entries()) {
    const ipv4 = isEnd && at === words.length - 1 ? parseIpv4(word) : null;
    if (ipv4 !== null) groups.push(ipv4 >>> 16, ipv4 & 0xffff);
    else if (/^[0-9a-f]{1,4}$/i.test(word)) groups.push(Number.parseInt(word, 16));
    else return null;
  }
  return groups;
}
