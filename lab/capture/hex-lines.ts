/** Bytes as tcpdump -x and -X show them: sixteen a line, in pairs, and as ASCII. @param from the first byte shown */
export function hexLines(bytes: Uint8Array, from: number, text: boolean): string {
  let lines = '';
  for (let at = from; at < bytes.length; at += 16) {
    const row = Array.from(bytes.subarray(at, at + 16));
    const pairs: string[] = [];
    for (let each = 0; each < row.length; each += 2)
      pairs.push(
        row
          .slice(each, each + 2)
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join(''),
      );
    const hex = pairs.join(' ');
    const ascii = row.map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    const offset = (at - from).toString(16).padStart(4, '0');
    lines += `\t0x${offset}:  ${text ? `${hex.padEnd(39)}  ${ascii}` : hex}\n`;
  }
  return lines;
}
