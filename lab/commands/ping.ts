import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import { icmpType } from '../../network/wire/icmp.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { errorText, sendProblemText } from './below/icmp-words.ts';
import { Inbox } from './below/inbox.ts';
import { type Options, readOptions } from './options.ts';
import { Rounds } from './ping/rounds.ts';
import { stations } from './places.ts';
import { resolved } from './resolve.ts';

const second = 1_000_000_000;
const millisecond = 1_000_000;
/** Largest data of an echo: 65,535 less the headers of IPv4 (20) and ICMP (8). */
const mostData = 65_507;
/** Longest time to wait for the last answer, ns. As ping(8) of iputils. */
const linger = 10 * second;

export const ping: Command = {
  name: 'ping',
  summary: 'asks a host for an answer, again and again (ICMP echo)',
  where: stations,
  usage: ['ping [-c count] [-i seconds] [-s bytes] [-t ttl] [-W seconds] [-M do] host'],
  flags: [
    { name: '-c', value: 'count', says: 'so many requests, then stop; without it, until Ctrl-C' },
    { name: '-i', value: 'seconds', says: 'between two requests (1 unless you say)' },
    { name: '-s', value: 'bytes', says: 'of data in each request (56 unless you say)' },
    { name: '-t', value: 'ttl', says: 'how many hops it may live (64 unless you say)' },
    { name: '-W', value: 'seconds', says: 'to wait for the last answer' },
    { name: '-M', value: 'do', says: 'do: set the flag “don’t fragment”' },
    { name: '-n', says: 'numbers only, no names (it is always so here)' },
  ],
  about: `
Sends ICMP echo requests and prints each reply: how many bytes of ICMP came back, from whom, its sequence number, the
TTL that was left, and how long it took. Ctrl-C ends it with a summary.

No reply does not mean that nobody is there. The request or the reply may be lost, a firewall may drop either, and a
host may be told not to answer.`,
  examples: [
    { line: 'ping -c 1 192.168.1.20', says: 'one question' },
    { line: 'ping -c 20 -i 0.2 192.168.1.20', says: 'twenty, five a second' },
    { line: 'ping -c 1 -s 1472 -M do 192.168.1.20', says: 'the largest that fits in one Ethernet frame of 1500' },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'n', valued: 'cistWM' });
    const [name, ...more] = options.words;
    if (name === undefined || more.length > 0) throw new WrongUsage('Say one host: `ping 192.168.1.20`.');
    const door = doorOf(
      context,
      'In a terminal of your own, `ping` is there; here, `nc -zv 127.0.0.1 5001` tries a port.',
    );
    return pinging(name, await resolved(context, name), options, context, door);
  },
};

interface Answer {
  readonly sequence: number;
  readonly text: string;
  readonly isReply: boolean;
}

async function pinging(
  name: string,
  target: string,
  options: Options,
  context: Context,
  door: ReturnType<typeof doorOf>,
): Promise<number> {
  const { output, signal } = context;
  const address = parseIpv4(target) ?? 0;
  const count = numberOf(options, '-c', 1, 1_000_000) ?? Number.POSITIVE_INFINITY;
  const interval = (numberOf(options, '-i', 0.002, 3600) ?? 1) * second;
  const size = numberOf(options, '-s', 0, mostData) ?? 56;
  const ttl = numberOf(options, '-t', 1, 255);
  const patience = (numberOf(options, '-W', 0.001, 3600) ?? linger / second) * second;
  const { stack } = stationOf(door);
  const { clock } = stack.world;
  const rounds = new Rounds(() => clock.now);
  const inbox = new Inbox<Answer>(door, clock);
  const id = stack.icmp.freeIdentifier();
  const stop = stack.icmp.onEcho(id, {
    reply: ({ from, sequence, ttl: left, payload }) => {
      const { took, again } = rounds.replied(sequence);
      const time = `${milliseconds(took)} ms`;
      const text = `${payload.length + 8} bytes from ${ipv4Text(from)}: icmp_seq=${sequence} ttl=${left} time=${time}${again ? ' (DUP!)' : ''}`;
      inbox.put({ sequence, text, isReply: true });
    },
    error: (error) => {
      const sequence = error.quote.echoSequence;
      if (error.type === icmpType.redirect) {
        inbox.put({
          sequence,
          text: `From ${ipv4Text(error.from)}: icmp_seq=${sequence} ${errorText(error)}`,
          isReply: false,
        });
        return;
      }
      rounds.failed(sequence);
      inbox.put({
        sequence,
        text: `From ${ipv4Text(error.from)} icmp_seq=${sequence} ${errorText(error)}`,
        isReply: false,
      });
    },
  });
  await output.write(`PING ${name} (${target}) ${size}(${size + 28}) bytes of data.\n`);
  try {
    let due = clock.now;
    const dontFragment = options.value('-M') === 'do';
    for (let sequence = 1; sequence <= count; sequence += 1) {
      await printUntil(due, inbox, context);
      rounds.sent(sequence);
      const orders = { id, sequence: sequence & 0xffff, payload: pattern(size), dontFragment };
      const problem = stack.icmp.echo(address, ttl === null ? orders : { ...orders, ttl });
      if (problem !== null) {
        rounds.failed(sequence);
        await output.write(`ping: ${sendProblemText(problem)}\n`, 'error');
      }
      due = clock.now + interval;
    }
    const last = clock.now + patience;
    while (rounds.open > 0 && clock.now < last) await printOne(last, inbox, context);
  } catch (error) {
    if (!signal.aborted) throw error;
    await output.write('^C\n', 'dim');
  } finally {
    stop();
  }
  await output.write(`\n--- ${name} ping statistics ---\n${rounds.summary()}\n`);
  return signal.aborted ? 130 : rounds.received > 0 ? 0 : 1;
}

/** Prints what comes in until it is time for the next request. */
async function printUntil(due: number, inbox: Inbox<Answer>, context: Context): Promise<void> {
  while (await printOne(due, inbox, context));
}

async function printOne(until: number, inbox: Inbox<Answer>, { output, signal }: Context): Promise<boolean> {
  const answer = await inbox.next(until, signal);
  if (answer) await output.write(`${answer.text}\n`, answer.isReply ? 'plain' : 'error');
  return answer !== null;
}

/** As ping(8) shows it: three digits that matter. @param ns */
export function milliseconds(ns: number): string {
  const ms = ns / millisecond;
  if (ms >= 100) return ms.toFixed(0);
  return ms >= 10 ? ms.toFixed(1) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(3);
}

/** Bytes that count up from 0x10, as iputils fills them: easy to find again in a frame. */
const pattern = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, at) => (at + 0x10) & 0xff);

function numberOf(options: Options, flag: string, least: number, most: number): number | null {
  const text = options.value(flag);
  if (text === undefined) return null;
  const value = Number(text);
  if (!(value >= least && value <= most) || text === '')
    throw new WrongUsage(`${flag} wants a number from ${least} to ${most}.`);
  return value;
}
