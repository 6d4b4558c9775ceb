import { printable } from '../shell/printable.ts';

/** Bytes as text on one line: line ends as \r\n, other controls as U+FFFD, what is no UTF-8 too. */
export function visibleText(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return printable(text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t'));
}

const BYTES_A_ROW = 16;

/** Rows of a hex dump: offset, sixteen bytes, the same as ASCII. */
export function hexRows(bytes: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_ROW) {
    const row = Array.from(bytes.subarray(at, at + BYTES_A_ROW));
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const ascii = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(BYTES_A_ROW * 3 - 1)}  ${ascii}`);
  }
  return rows;
}
