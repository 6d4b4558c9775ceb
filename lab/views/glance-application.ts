import { ipv4Text, readUint16, readUint32 } from '../../network/wire/address.ts';

/** So many letters of what was said fit into a row. */
const lettersShown = 60;

/** `“SAY hi”` where every byte is readable text (line ends do not count), else null. */
export function quoted(bytes: Uint8Array, from: number, to: number): string | null {
  let text = '';
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 13 || byte === 10) {
      if (at + 2 < to && text !== '' && !text.endsWith(' ')) text += ' ';
      continue;
    }
    if (byte < 32 || byte > 126) return null;
    if (text.length >= lettersShown) return `“${text}…”`;
    text += String.fromCharCode(byte);
  }
  return text === '' ? null : `“${text.trimEnd()}”`;
}

interface Words {
  readonly label: string;
  readonly info: string;
}

/** RFC 2132 §9.6 */
const dhcpTypes = ['', 'Discover', 'Offer', 'Request', 'Decline', 'ACK', 'NAK', 'Release', 'Inform'];

/** RFC 2131 §2: options begin 240 bytes after the message. */
export function dhcpGlance(bytes: Uint8Array, from: number, to: number): Words {
  const type = option(bytes, from + 240, to, 53);
  const name = dhcpTypes[bytes[type] ?? 0] || 'message';
  const yours = readUint32(bytes, from + 16);
  return { label: `DHCP ${name}`, info: `${name}${yours ? ` of ${ipv4Text(yours)}` : ''}` };
}

function option(bytes: Uint8Array, from: number, to: number, code: number): number {
  for (let at = from; at < to; ) {
    const found = bytes[at] ?? 255;
    if (found === 255) return -1;
    if (found === code) return at + 2;
    at += found === 0 ? 1 : 2 + (bytes[at + 1] ?? 0);
  }
  return -1;
}

const dnsTypes: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
};
const dnsCodes: Readonly<Record<number, string>> = { 1: 'FORMERR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 5: 'REFUSED' };

/** The first question, which is never compressed. RFC 1035 §4.1. */
export function dnsGlance(bytes: Uint8Array, from: number, to: number): Words {
  const flags = readUint16(bytes, from + 2);
  const labels: string[] = [];
  let at = from + 12;
  while (at < to && labels.length < 32) {
    const length = bytes[at] ?? 0;
    if (length === 0 || length > 63) break;
    labels.push(String.fromCharCode(...bytes.subarray(at + 1, Math.min(to, at + 1 + length))));
    at += 1 + length;
  }
  const asked = readUint16(bytes, at + 1);
  const question = `${dnsTypes[asked] ?? `type ${asked}`} ${labels.join('.') || '.'}`;
  if (flags < 0x8000) return { label: 'DNS query', info: `query ${question}` };
  const answers = readUint16(bytes, from + 6);
  const outcome = dnsCodes[flags & 15] ?? `${answers} ${answers === 1 ? 'answer' : 'answers'}`;
  return { label: 'DNS answer', info: `answer ${question}: ${outcome}` };
}
