import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import { type DnsRecord, dnsCode } from '../../network/wire/dns.ts';
import { dnsType } from '../../network/wire/dns-data.ts';
import { ipv6Text } from '../../network/wire/ipv6-address.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { ask } from './dig/ask.ts';
import { dotted, readName, readType, reverseName, statusName, typeName } from './dig/names.ts';
import { dataText } from './dig/records.ts';
import { readOptions } from './options.ts';
import { withSockets } from './places.ts';

export const host: Command = {
  name: 'host',
  summary: 'looks a name up in DNS, and says it in a sentence',
  where: withSockets,
  usage: ['host [-t type] name [server]', 'host address [server]'],
  flags: [{ name: '-t', value: 'type', says: 'only this type: A, AAAA, MX, NS, TXT …' }],
  about:
    'Asks for the addresses and the mail servers of a name, or for the name of an address. `dig` shows the same answers whole.',
  examples: [
    { line: 'host www.lab.test', says: 'its addresses' },
    { line: 'host -t NS lab.test', says: 'who serves the zone' },
    { line: 'host 198.51.100.20', says: 'the name of an address' },
  ],
  async run(context) {
    const options = readOptions(context.args, { valued: 't' });
    const [word, server, ...more] = options.words;
    if (word === undefined || more.length > 0) throw new WrongUsage('Say one name: `host www.lab.test`.');
    const wanted = options.value('-t');
    const type = wanted === undefined ? null : readType(wanted);
    if (wanted !== undefined && type === null) throw new WrongUsage(`${wanted} is no record type.`);
    const isAddress = parseIpv4(word) !== null;
    const name = isAddress ? reverseName(word) : readName(word);
    const types = isAddress ? [dnsType.PTR] : type !== null ? [type] : [dnsType.A, dnsType.AAAA, dnsType.MX];
    return lookUp(name, types, server, context);
  },
};

async function lookUp(
  name: string,
  types: readonly number[],
  server: string | undefined,
  context: Context,
): Promise<number> {
  const { output } = context;
  const told = new Set<string>();
  for (const type of types) {
    const asked = await ask(name, type, server, context, 'host www.lab.test 192.168.1.1');
    if (asked === null) {
      await output.write(';; communications error: timed out\n;; no servers could be reached\n', 'error');
      return 1;
    }
    const { message } = asked;
    if (message.code !== dnsCode.noError) {
      const code = `${message.code}(${statusName(message)})`;
      await output.write(`Host ${name} not found: ${code}\n`, 'error');
      return 1;
    }
    const lines = message.answers.map(sentence).filter((line) => !told.has(line));
    for (const line of lines) {
      told.add(line);
      await output.write(`${line}\n`);
    }
    if (lines.length === 0 && types.length === 1) {
      await output.write(`${name} has no ${typeName(type)} record\n`);
      return 1;
    }
  }
  return 0;
}

function sentence({ name, data, type }: DnsRecord): string {
  const plain = name.replace(/\.$/, '');
  switch (data.is) {
    case 'A':
      return `${plain} has address ${ipv4Text(data.address)}`;
    case 'AAAA':
      return `${plain} has IPv6 address ${ipv6Text(data.address)}`;
    case 'CNAME':
      return `${plain} is an alias for ${dotted(data.name)}`;
    case 'PTR':
      return `${plain} domain name pointer ${dotted(data.name)}`;
    case 'MX':
      return `${plain} mail is handled by ${dataText(data)}`;
    case 'NS':
      return `${plain} name server ${dotted(data.name)}`;
    case 'TXT':
      return `${plain} descriptive text ${dataText(data)}`;
    default:
      return `${plain} has ${typeName(type)} record ${dataText(data)}`;
  }
}
