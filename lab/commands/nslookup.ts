import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import { type DnsRecord, dnsCode, dnsPort } from '../../network/wire/dns.ts';
import { dnsType } from '../../network/wire/dns-data.ts';
import { ipv6Text } from '../../network/wire/ipv6-address.ts';
import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { ask } from './dig/ask.ts';
import { dotted, readName, readType, reverseName, statusName } from './dig/names.ts';
import { dataText } from './dig/records.ts';
import { withSockets } from './places.ts';

export const nslookup: Command = {
  name: 'nslookup',
  summary: 'looks a name up in DNS, as Windows and older systems do',
  where: withSockets,
  usage: ['nslookup [-type=type] name [server]'],
  flags: [{ name: '-type=', value: 'type', says: 'A unless you say; also MX, NS, TXT, PTR …' }],
  about:
    'Prints which server it asked, and what that server said. “Non-authoritative” means that the server has the answer from others.',
  examples: [
    { line: 'nslookup www.lab.test', says: 'its address' },
    { line: 'nslookup -type=MX lab.test 192.168.1.1', says: 'asked of one server' },
  ],
  async run(context) {
    const { output } = context;
    const flags = context.args.filter((word) => word.startsWith('-'));
    const [word, server, ...more] = context.args.filter((each) => !each.startsWith('-'));
    if (word === undefined || more.length > 0) throw new WrongUsage('Say one name: `nslookup www.lab.test`.');
    const isAddress = parseIpv4(word) !== null;
    let type: number = isAddress ? dnsType.PTR : dnsType.A;
    for (const flag of flags) {
      const wanted = /^-(?:type|query|q|ty)=(\w+)$/i.exec(flag)?.[1];
      const read = wanted === undefined ? null : readType(wanted);
      if (read === null) throw new WrongUsage(`There is no flag ${flag}. One looks like -type=MX.`);
      type = read;
    }
    const name = isAddress ? reverseName(word) : readName(word);
    const asked = await ask(name, type, server, context, 'nslookup www.lab.test 192.168.1.1');
    if (asked === null) {
      await output.write(';; communications error: timed out\n;; no servers could be reached\n\n', 'error');
      return 1;
    }
    const { message, server: at } = asked;
    await output.write(`Server:         ${at.address}\nAddress:        ${at.address}#${dnsPort}\n\n`);
    if (message.code !== dnsCode.noError) {
      await output.write(`** server can't find ${name}: ${statusName(message)}\n\n`, 'error');
      return 1;
    }
    if (!message.authoritative) await output.write('Non-authoritative answer:\n');
    for (const record of message.answers) await output.write(lineOf(record));
    if (message.answers.length === 0) await output.write(`*** Can't find ${name}: No answer\n`, 'error');
    await output.write('\n');
    return message.answers.length === 0 ? 1 : 0;
  },
};

function lineOf({ name, data }: DnsRecord): string {
  const plain = name.replace(/\.$/, '');
  switch (data.is) {
    case 'A':
      return `Name:   ${plain}\nAddress: ${ipv4Text(data.address)}\n`;
    case 'AAAA':
      return `Name:   ${plain}\nAddress: ${ipv6Text(data.address)}\n`;
    case 'CNAME':
      return `${plain}        canonical name = ${dotted(data.name)}\n`;
    case 'PTR':
      return `${plain}        name = ${dotted(data.name)}\n`;
    case 'MX':
      return `${plain}        mail exchanger = ${dataText(data)}\n`;
    case 'NS':
      return `${plain}        nameserver = ${dotted(data.name)}\n`;
    default:
      return `${plain}        ${data.is === 'TXT' ? 'text = ' : ''}${dataText(data)}\n`;
  }
}
