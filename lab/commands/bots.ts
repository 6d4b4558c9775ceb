import { type Endpoint, SocketError } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { Bot } from './bots/bot.ts';
import { flood } from './bots/flood.ts';
import { until } from './bots/until.ts';
import { findRoom } from './chat/find-room.ts';
import { aligned } from './columns.ts';
import { type Options, readOptions } from './options.ts';
import { withSockets } from './places.ts';
import { readAmount } from './slowreader/amount.ts';
import { grouped } from './slowreader/feed.ts';
import { tellProblem } from './tell-problem.ts';

/** Each is a connection with two ends in this page, and the bridge gives a page 128 sockets. */
const MOST_BOTS = 40;
/** ms after which somebody who was not greeted will not be. */
const GREETING_MS = 4_000;
const HEARING_MS = 8_000;

export const bots: Command = {
  name: 'bots',
  summary: 'sends a crowd of members into a chat room',
  where: withSockets,
  usage: ['bots count room [--say n | --flood amount] [--deaf n] [--password word] [--stay]'],
  flags: [
    { name: '--say', value: 'n', says: 'each says so many lines; 1 unless you say' },
    { name: '--flood', value: 'amount', says: 'instead, the first one talks until so much is said, for example 10mb' },
    { name: '--deaf', value: 'n', says: 'the last n of them read nothing once they are in' },
    { name: '--password', value: 'word', says: 'the password of the room' },
    { name: '--stay', says: 'they stay until Ctrl-C' },
  ],
  about: `
Opens so many connections to the room, one after the other, and joins with each of them. It measures how long each waited for
its greeting, lets them talk, and counts what each has read. Then they leave.

The one that floods says lines of 1,000 bytes, 32 at a time, and waits until all who can hear have heard them.`,
  examples: [
    { line: 'bots 30 5009', says: 'thirty members say a line each: how many lines does the room send?' },
    { line: 'bots 5 5009 --deaf 1 --flood 10mb', says: 'one of five does not read, while another talks' },
  ],
  async run(context) {
    const options = readOptions(context.args, {
      long: ['--say=', '--flood=', '--deaf=', '--password=', '--stay'],
    });
    const [word, place, tooMany] = options.words;
    const count = readCount(word, 'bots');
    if (place === undefined) throw new WrongUsage('Say which room: a name, or the port of one.');
    if (tooMany !== undefined) throw new WrongUsage('One room at a time. A password goes behind --password.');
    try {
      return await crowd(count, await findRoom(place, context), options, context);
    } catch (problem) {
      if (problem instanceof SocketError && problem.code === 'ECONNREFUSED')
        return tellProblem(context, 'bots', new SocketError(problem.code, `No room listens at ${place}.`));
      return tellProblem(context, 'bots', problem);
    }
  },
};

function readCount(word: string | undefined, what: string): number {
  const count = Number(/^\d{1,3}$/.exec(word ?? '')?.[0]);
  if (!(count >= 1 && count <= MOST_BOTS)) throw new WrongUsage(`${what}: a number from 1 to ${MOST_BOTS}.`);
  return count;
}

async function crowd(count: number, at: Endpoint, options: Options, context: Context): Promise<number> {
  const { host, log, signal, output } = context;
  const deaf = options.has('--deaf') ? readCount(options.value('--deaf'), '--deaf') : 0;
  if (deaf >= count) throw new WrongUsage('Somebody has to talk and listen: make fewer of them deaf.');
  const amount = options.has('--flood') ? readAmount(options.value('--flood')) : null;
  const lines = options.has('--say') ? readCount(options.value('--say'), '--say') : 1;
  const password = options.value('--password');
  const all: Bot[] = [];
  let said = 0;
  let stalled = false;
  try {
    for (let index = 0; index < count; index += 1) {
      const bot = await Bot.connect(host, at, { deaf: index >= count - deaf, password }, context);
      all.push(bot);
      if (!(await until(() => bot.nick !== null || bot.over || bot.refused !== null, GREETING_MS, context))) break;
    }
    const refused = await tellGreetings(all, count, context);
    if (refused) return 1;
    const listeners = all.filter((bot) => !bot.deaf);
    if (amount !== null) {
      ({ said, stalled } = await flood(listeners, amount, context));
    } else {
      await Promise.all(listeners.map((bot, index) => bot.say(`SAY line of bot ${index + 1}\n`.repeat(lines))));
      said = listeners.length * lines;
    }
    const heardAll = (): boolean => listeners.every(({ heard }) => heard >= said);
    if (!stalled) await until(heardAll, HEARING_MS, context);
    await tellHeard(all, said, stalled, context);
    if (options.has('--stay')) await until(() => false, Number.POSITIVE_INFINITY, context);
    return heardAll() ? 0 : 1;
  } finally {
    for (const bot of all) bot.leave();
    const seen = all.map(({ greetedMs, deaf: isDeaf, heard }) => ({ greetedMs, deaf: isDeaf, heard }));
    log.append({ kind: 'bots.left', port: at.port, bots: seen, said, stalled });
    if (!signal.aborted) await output.write('They have left.\n', 'dim');
  }
}

/** @returns true where it makes no sense to go on */
async function tellGreetings(all: readonly Bot[], count: number, { output, error }: Context): Promise<boolean> {
  const inside = all.filter(({ nick }) => nick !== null);
  const last = all.at(-1);
  const waits = all.flatMap(({ greetedMs }) => (greetedMs === null ? [] : [greetedMs]));
  if (waits.length > 0)
    await output.write(
      `${inside.length} of ${count} are in. The longest wait for a greeting: ${Math.max(...waits).toFixed(0)} ms.\n`,
      'good',
    );
  if (inside.length === count) return false;
  const saying =
    last?.refused ??
    (last?.greetedMs === null
      ? `Bot ${all.length} is connected, and was not greeted within ${GREETING_MS / 1000} s.`
      : 'The room has closed the connection.');
  await error.write(`bots: ${saying}\n`, 'error');
  return true;
}

async function tellHeard(all: readonly Bot[], said: number, stalled: boolean, { output }: Context): Promise<void> {
  const heard = all.filter(({ deaf }) => !deaf).map((bot) => bot.heard);
  const rows: [string, string][] = [
    ['lines said', grouped(said)],
    ['lines heard, by all together', grouped(heard.reduce((sum, each) => sum + each, 0))],
    ['heard by each, at least', grouped(Math.min(...heard))],
  ];
  const width = Math.max(...rows.map(([, number]) => number.length));
  for (const line of aligned(rows.map(([what, number]) => [what, number.padStart(width)])))
    await output.write(`${line}\n`);
  if (stalled) await output.write('Then nothing came any more, for two seconds: everybody stands still.\n', 'bold');
}
