import { endpointText } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { aligned } from './columns.ts';
import { held } from './open-streams.ts';
import { withSockets } from './places.ts';
import { readAmount } from './slowreader/amount.ts';
import { feed, grouped } from './slowreader/feed.ts';
import { keepReader, readerOf, SlowReader } from './slowreader/reader.ts';
import { placesOf } from './slowreader/where.ts';
import { tellSocketError } from './socket-errors.ts';

const PORT = 5006;
/** ms without a byte after which `wake` takes the reader to be idle. */
const IDLE_MS = 1_000;
const LOOK_MS = 100;

export const slowreader: Command = {
  name: 'slowreader',
  summary: 'a program that accepts a connection and reads nothing until you wake it',
  where: withSockets,
  usage: ['slowreader start [port]', 'slowreader feed amount [port]', 'slowreader where | wake | stop'],
  about: `
start listens (on 5006 unless you say) and sleeps: it accepts whoever connects and reads nothing. feed connects to it
and sends so much, as fast as it is taken. where tells in whose hands the bytes are. wake lets it read everything;
stop ends it as a killed program ends: what it held is closed, with a reset if bytes were left unread.

On this computer the reader lives in this page, and the lab server fetches up to 256 KiB for it ahead of its reading.
where lists them as unread.`,
  examples: [
    { line: 'slowreader start', says: 'the reader listens, and sleeps' },
    { line: 'slowreader feed 16mb', says: 'sends until nobody takes more; it goes on after `slowreader wake`' },
    { line: 'slowreader where', says: 'in the sender, in the system, in the reader: how much is where' },
  ],
  complete: () => ['start', 'feed', 'where', 'wake', 'stop'],
  async run(context) {
    const [verb, word, port] = context.args;
    switch (verb) {
      case 'start':
        return start(word, context);
      case 'feed':
        return send(word, port, context);
      case 'where':
        return where(context);
      case 'wake':
        return wake(context);
      case 'stop':
        return stop(context);
      default:
        throw new WrongUsage(
          verb === undefined ? 'Say what: start, feed, where, wake or stop.' : `slowreader does not know "${verb}".`,
        );
    }
  },
};

async function start(word: string | undefined, context: Context): Promise<number> {
  const { host, output, error, signal } = context;
  const known = readerOf(host);
  if (known !== null) {
    await error.write(`slowreader: It runs already, on port ${known.port}. \`slowreader stop\` ends it.\n`, 'error');
    return 1;
  }
  const port = word === undefined ? PORT : readPort(word, true);
  try {
    const reader = await SlowReader.start(host, port);
    keepReader(host, reader);
    await output.write(`The slow reader listens on port ${reader.port}, and sleeps.\n`, 'good');
    return 0;
  } catch (problem) {
    if (signal.aborted) throw problem;
    await tellSocketError(error, 'slowreader', problem, { address: '127.0.0.1', port });
    return 1;
  }
}

async function send(word: string | undefined, portWord: string | undefined, context: Context): Promise<number> {
  const { host, output, error, signal } = context;
  const amount = readAmount(word);
  const port = portWord === undefined ? (readerOf(host)?.port ?? PORT) : readPort(portWord);
  const to = { address: '127.0.0.1', port };
  try {
    const stream = held(host, await host.connect(to, { signal }));
    // A write that nobody takes ends with its connection.
    const giveUp = (): void => stream.reset();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const { sent, blocked } = await feed(stream, amount, context);
      stream.end();
      const stood = blocked > 0 ? `, after standing still for ${(blocked / 1000).toFixed(1)} s` : '';
      await output.write(`Sent ${grouped(sent.bytes)} bytes${stood}. Sum ${sent.sum}.\n`, 'good');
      return 0;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  } catch (problem) {
    if (signal.aborted) throw problem;
    await tellSocketError(error, 'slowreader', problem, to);
    return 1;
  }
}

async function where(context: Context): Promise<number> {
  const reader = await running(context);
  if (reader === null) return 1;
  const [latest] = reader.callers.slice(-1);
  if (latest === undefined) {
    await context.output.write('Nobody has connected to the slow reader yet. `slowreader feed 16mb` does.\n', 'dim');
    return 0;
  }
  const places = placesOf(latest, context.log.entries, await context.host.sockets());
  const queue = (bytes: number | null): string => (bytes === null ? 'not told here' : grouped(bytes));
  const rows: readonly (readonly [string, string])[] = [
    ['taken from the sender', grouped(places.sent)],
    ['  in the lab server', grouped(places.between)],
    ['  in the system, sending (Send-Q)', queue(places.sendQueue)],
    ['  in the system, arrived (Recv-Q)', queue(places.receiveQueue)],
    ['  brought to the reader, unread', grouped(places.unread)],
    ['  read', grouped(places.read)],
  ];
  const width = Math.max(...rows.map(([, bytes]) => bytes.length));
  for (const line of aligned(rows.map(([place, bytes]) => [place, bytes.padStart(width)])))
    await context.output.write(`${line}\n`);
  return 0;
}

async function wake(context: Context): Promise<number> {
  const reader = await running(context);
  if (reader === null) return 1;
  reader.wake();
  const { sleep, now, output, signal } = context;
  const total = (): number => reader.callers.reduce((sum, { read }) => sum + read.bytes, 0);
  let count = total();
  let since = now();
  while (reader.callers.some(({ over }) => !over) && now() - since < IDLE_MS) {
    await sleep(LOOK_MS);
    signal.throwIfAborted();
    if (total() === count) continue;
    count = total();
    since = now();
  }
  if (reader.callers.length === 0) await output.write('Awake. Nobody has connected yet.\n', 'good');
  for (const { stream, read, over } of reader.callers)
    await output.write(
      `Read ${grouped(read.bytes)} bytes from ${endpointText(stream.remote)}${over ? ', to the end' : ' so far'}. Sum ${read.sum}.\n`,
      'good',
    );
  return 0;
}

async function stop(context: Context): Promise<number> {
  const reader = await running(context);
  if (reader === null) return 1;
  reader.stop();
  keepReader(context.host, null);
  await context.output.write('The slow reader is gone.\n');
  return 0;
}

async function running({ host, error }: Context): Promise<SlowReader | null> {
  const reader = readerOf(host);
  if (reader === null)
    await error.write('slowreader: None runs in this page. `slowreader start` starts it.\n', 'error');
  return reader;
}
