import { ipv4Text, macText } from '../../network/wire/address.ts';
import { decodeDhcp, dhcpClientPort, dhcpServerPort, macOf } from '../../network/wire/dhcp.ts';
import { type DnsRecord, decodeDns, dnsCode, dnsPort, type ReadDnsMessage } from '../../network/wire/dns.ts';
import { dnsType } from '../../network/wire/dns-data.ts';
import { isMalformed } from '../../network/wire/field.ts';
import type { UdpDatagram } from '../../network/wire/udp.ts';

/** What stands after the two ends of a datagram: `UDP, length 12`, or what the port's protocol says. */
export function datagramText({ sourcePort, destinationPort, payload }: UdpDatagram): string {
  const has = (port: number): boolean => sourcePort === port || destinationPort === port;
  if (has(dnsPort)) return dnsText(payload);
  if (has(dhcpServerPort) || has(dhcpClientPort)) return dhcpText(payload);
  if (has(520)) return ripText(payload);
  return `UDP, length ${payload.length}`;
}

/** `4711+ A? www.lab.test. (30)`, `4711* 1/0/0 A 192.0.2.80 (46)`. */
export function dnsText(payload: Uint8Array): string {
  const message = decodeDns(payload);
  if (isMalformed(message)) return `[|domain] (${payload.length})`;
  return message.response ? answerText(message, payload.length) : questionText(message, payload.length);
}

const typeNames = new Map(Object.entries(dnsType).map(([name, number]) => [number as number, name]));
const dnsTypeText = (type: number): string => typeNames.get(type) ?? `Type${type}`;

const nameText = (name: string): string => (name === '' || name === '.' ? '.' : name.endsWith('.') ? name : `${name}.`);

function questionText(message: ReadDnsMessage, length: number): string {
  const marks = `${message.recursionDesired ? '+' : ''}${message.checkingDisabled ? '%' : ''}`;
  const extra = message.additionals.length > 0 ? `[${message.additionals.length}au] ` : '';
  const asked = message.questions.map(({ name, type }) => `${dnsTypeText(type)}? ${nameText(name)}`).join(', ');
  return `${message.id}${marks} ${extra}${asked} (${length})`;
}

const codeText: Readonly<Record<number, string>> = {
  [dnsCode.formErr]: 'FormErr',
  [dnsCode.servFail]: 'ServFail',
  [dnsCode.nxDomain]: 'NXDomain',
  [dnsCode.notImp]: 'NotImp',
  [dnsCode.refused]: 'Refused',
};

function answerText(message: ReadDnsMessage, length: number): string {
  const code = message.code === 0 ? '' : ` ${codeText[message.code] ?? `code ${message.code}`}`;
  const marks = `${message.authoritative ? '*' : ''}${message.recursionAvailable ? '' : '-'}${message.truncated ? '|' : ''}${message.authenticData ? '$' : ''}`;
  const counts = `${message.answers.length}/${message.authorities.length}/${message.additionals.length}`;
  const answers = message.answers.map(recordText).join(', ');
  return `${message.id}${code}${marks} ${counts}${answers === '' ? '' : ` ${answers}`} (${length})`;
}

function recordText({ type, data }: DnsRecord): string {
  switch (data.is) {
    case 'A':
      return `A ${ipv4Text(data.address)}`;
    case 'NS':
    case 'CNAME':
    case 'PTR':
      return `${data.is} ${nameText(data.name)}`;
    case 'MX':
      return `MX ${nameText(data.exchange)} ${data.preference}`;
    case 'SRV':
      return `SRV ${nameText(data.target)}:${data.port} ${data.priority} ${data.weight}`;
    case 'TXT':
      return `TXT ${data.texts.map((text) => `"${text}"`).join(' ')}`;
    default:
      return dnsTypeText(type);
  }
}

function dhcpText(payload: Uint8Array): string {
  const message = decodeDhcp(payload);
  if (isMalformed(message)) return `BOOTP/DHCP, length ${payload.length}`;
  if (message.operation === 1) return `BOOTP/DHCP, Request from ${macText(macOf(message))}, length ${payload.length}`;
  return `BOOTP/DHCP, Reply, length ${payload.length}`;
}

const ripEntry = 20;

function ripText(payload: Uint8Array): string {
  const command = payload[0] === 1 ? 'Request' : 'Response';
  const routes = Math.floor((payload.length - 4) / ripEntry);
  return `RIPv${payload[1] ?? 0}, ${command}, length: ${payload.length}, routes: ${routes} or less`;
}
