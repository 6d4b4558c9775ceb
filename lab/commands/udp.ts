import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { readOptions } from './options.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { resolved } from './resolve.ts';
import { tellSocketError } from './socket-errors.ts';

/** Nobody needs more by hand; `flood` sends thousands. */
const MOST = 200;
const MOST_EVERY_MS = 5_000;

export const udp: Command = {
  name: 'udp',
  summary: 'sends datagrams from a socket that is connected to nobody',
  where: withSockets,
  usage: ['udp send [--count n] [--every ms] [host] port text'],
  flags: [
    { name: '--count', value: 'n', says: 'so many, each with its number before the text' },
    { name: '--every', value: 'ms', says: 'so long from one to the next; at once unless you say' },
  ],
  about: `
One datagram for each text, to 127.0.0.1 unless you name a host. An empty text ('') is a datagram too, without a byte
in it. The socket is not connected, so nothing that goes wrong on the way can be told to it: it ends with “sent”,
whether somebody is there or not. \`nc -u\` connects its socket, and is told when ICMP says that nobody is.`,
  examples: [
    { line: 'udp send 5007 hello', says: 'one datagram to UDP port 5007 of this computer' },
    { line: 'udp send --count 10 5007 tick', says: 'ten of them: 1 tick, 2 tick, …' },
  ],
  complete: (args) => (args.length <= 1 ? ['send'] : []),
  async run(context) {
    const { host, output, error, signal, sleep } = context;
    const [verb, ...args] = context.args;
    if (verb !== 'send') throw new WrongUsage('Say what: udp send 5007 hello');
    const options = readOptions(args, { long: ['--count=', '--every='] });
    const [first = '', ...others] = options.words;
    const isPort = /^\d+$/.test(first);
    const port = readPort(isPort ? first : others[0]);
    const words = isPort ? others : others.slice(1);
    if (words.length === 0) throw new WrongUsage("Say what to send: udp send 5007 hello. An empty datagram is ''.");
    const to = { address: isPort ? '127.0.0.1' : await resolved(context, first), port };
    const count = options.value('--count') === undefined ? null : number(options.value('--count'), '--count', 1, MOST);
    const every = number(options.value('--every') ?? '0', '--every', 0, MOST_EVERY_MS);
    try {
      const socket = await host.bind({ address: listensAt(host), port: 0 });
      try {
        let bytes = 0;
        for (let at = 1; at <= (count ?? 1); at += 1) {
          if (at > 1 && every > 0) await sleep(every);
          signal.throwIfAborted();
          const payload = new TextEncoder().encode(`${count === null ? '' : `${at} `}${words.join(' ')}${'\n'}`);
          const sent = words.join('') === '' && count === null ? new Uint8Array(0) : payload;
          await socket.send(to, sent);
          bytes += sent.length;
        }
        const what = count === null ? `1 datagram, ${bytes} bytes` : `${count} datagrams, ${bytes} bytes in all`;
        await output.write(`Sent ${what}. More than that is not known here.\n`);
        return 0;
      } finally {
        socket.close();
      }
    } catch (problem) {
      if (signal.aborted) throw problem;
      await tellSocketError(error, 'udp', problem, to, 'udp');
      return 1;
    }
  },
};

function number(text: string | undefined, flag: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new WrongUsage(`${flag} wants a whole number from ${least} to ${most}.`);
  return value;
}
