import { dnsPort } from '../../network/wire/dns.ts';
import { dnsType } from '../../network/wire/dns-data.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { exchange, type Question } from './dig/exchange.ts';
import { answerLines } from './dig/layout.ts';
import { dotted, readName, readType, reverseName } from './dig/names.ts';
import { dataText } from './dig/records.ts';
import { serversFor } from './dig/server.ts';
import { withSockets } from './places.ts';

/** As dig(1): so many tries, each so long (ms). */
const usual = { tries: 3, patience: 5000 };
const noAnswer = 9;

export const dig: Command = {
  name: 'dig',
  summary: 'asks a name server, and shows the whole answer',
  where: withSockets,
  usage: ['dig [@server] [-p port] [name] [type] [+short] [+norecurse] [+tcp]', 'dig [@server] -x address'],
  flags: [
    { name: '@server', says: 'whom to ask; the name servers of this host unless you say' },
    { name: '-p', value: 'port', says: '53 unless you say' },
    { name: '-t', value: 'type', says: 'A, AAAA, MX, NS, SOA, TXT, CNAME, SRV, PTR …' },
    { name: '-x', value: 'address', says: 'the name of an address' },
    { name: '+short', says: 'only what the records say' },
    { name: '+norecurse', says: 'ask for what the server knows itself; nobody is asked for us' },
    { name: '+tcp', says: 'over TCP from the start' },
    { name: '+time=', value: 'seconds', says: 'to wait for an answer (5)' },
    { name: '+tries=', value: 'count', says: 'questions before giving up (3)' },
  ],
  about: `
Sends one DNS question and prints the answer with all its parts: the header with status and flags (aa: this server
has it first hand; ra: it asks others for you; tc: it did not fit), the question, and the sections ANSWER, AUTHORITY
(who would know) and ADDITIONAL. The number in each record is its TTL: for how many seconds it may be remembered.

It goes past the hosts file. Programs look there first.`,
  examples: [
    { line: 'dig www.lab.test', says: 'its address' },
    { line: 'dig @192.168.1.1 lab.test MX', says: 'who takes the mail, asked of one server' },
    { line: 'dig +norecurse @198.51.100.53 www.lab.test', says: 'what that server knows by itself' },
    { line: 'dig -x 198.51.100.20 +short', says: 'the name of an address' },
  ],
  async run(context) {
    const asked = readArguments(context.args);
    const servers = await serversFor(asked.server, asked.port, context, 'dig @192.168.1.1 www.lab.test');
    const { output } = context;
    if (!asked.short) {
      await output.write(`\n; <<>> DiG <<>> ${context.args.join(' ')}\n`, 'dim');
      if (asked.server !== undefined) await output.write('; (1 server found)\n', 'dim');
      await output.write(';; global options: +cmd\n', 'dim');
    }
    for (const server of servers) {
      const found = await exchange(server, asked.question, context, {
        failed: (why) => output.write(`;; communications error to ${server.address}#${server.port}: ${why}\n`, 'error'),
        cut: async () => {
          if (!asked.short) await output.write(';; Truncated, retrying in TCP mode.\n', 'dim');
        },
      });
      if (found === null) continue;
      if (asked.short) for (const { data } of found.message.answers) await output.write(`${dataText(data)}\n`);
      else await printAnswer(answerLines(found, server), context);
      return 0;
    }
    await output.write(`${asked.short ? '' : '\n'};; no servers could be reached\n`, 'error');
    return noAnswer;
  },
};

async function printAnswer(lines: readonly string[], { output }: Context): Promise<void> {
  for (const line of lines) await output.write(`${line}\n`, line.startsWith(';') ? 'dim' : 'plain');
  await output.write('\n');
}

interface Asked {
  readonly server: string | undefined;
  readonly port: number;
  readonly short: boolean;
  readonly question: Question;
}

/** dig's own way with words: `@server`, `+option`, and a type wherever one fits. @throws WrongUsage */
function readArguments(args: readonly string[]): Asked {
  let server: string | undefined;
  let port = dnsPort;
  let name: string | null = null;
  let type: number | null = null;
  const plus = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const next = (): string => {
      const value = args[++at];
      if (value === undefined) throw new WrongUsage(`The flag ${word} needs a value behind it.`);
      return value;
    };
    if (word.startsWith('@')) server = word.slice(1);
    else if (word.startsWith('+')) {
      const [option = '', value = ''] = word.slice(1).split('=');
      plus.set(option, value);
    } else if (word === '-p') port = readPort(next());
    else if (word === '-t') type = typeOrThrow(next());
    else if (word === '-x') {
      name = reverseName(next());
      type = dnsType.PTR;
    } else if (word.startsWith('-') && word.length > 1 && !word.includes('.'))
      throw new WrongUsage(`There is no flag ${word}.`);
    else if (name !== null && readType(word) !== null) type = readType(word);
    else if (name === null && readType(word) !== null && !word.includes('.')) type = readType(word);
    else if (word.toUpperCase() === 'IN') continue;
    else if (name === null) name = readName(word);
    else throw new WrongUsage(`One name at a time: ${name}, and what is ${word}?`);
  }
  const number = (option: string, standard: number, most: number): number => {
    const value = plus.has(option) ? Number(plus.get(option)) : standard;
    if (!(value >= 1 && value <= most)) throw new WrongUsage(`+${option}= wants a number from 1 to ${most}.`);
    return value;
  };
  const known = ['short', 'norecurse', 'norec', 'recurse', 'tcp', 'vc', 'notcp', 'time', 'tries'];
  for (const option of plus.keys())
    if (!known.includes(option))
      throw new WrongUsage(`There is no option +${option}. There are +short, +norecurse and +tcp.`);
  return {
    server,
    port,
    short: plus.has('short'),
    question: {
      // Without any name dig asks who serves the root.
      name: name === null ? '.' : dotted(name),
      type: type ?? (name === null ? dnsType.NS : dnsType.A),
      recursion: !plus.has('norecurse') && !plus.has('norec'),
      tcp: plus.has('tcp') || plus.has('vc'),
      patience: number('time', usual.patience / 1000, 60) * 1000,
      tries: number('tries', usual.tries, 10),
    },
  };
}

function typeOrThrow(word: string): number {
  const type = readType(word);
  if (type === null)
    throw new WrongUsage(`${word} is no record type. Types are A, AAAA, CNAME, MX, NS, PTR, SOA, SRV, TXT.`);
  return type;
}
