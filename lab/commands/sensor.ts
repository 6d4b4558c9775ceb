import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { readOptions } from './options.ts';
import { withSockets } from './places.ts';
import { resolved } from './resolve.ts';
import { collect } from './sensor/collect.ts';
import { sendReadings } from './sensor/send.ts';
import { tellSocketError } from './socket-errors.ts';

const PORT = '7040';

export const sensor: Command = {
  name: 'sensor',
  summary: 'sends readings at a steady pace, or tells which of them came in time',
  where: withSockets,
  usage: ['sensor collect [port]', 'sensor send [--count n] [--rate n] udp|tcp host [port]'],
  flags: [
    { name: '--count', value: 'n', says: 'so many readings (200 unless you say)' },
    { name: '--rate', value: 'n', says: 'so many a second (50 unless you say)' },
  ],
  about: `
A sensor takes a reading, and sends it at once: 64 bytes, with its number and the time. Over UDP each is a datagram of
its own, and none is sent twice. Over TCP they follow each other in one stream. The port is ${PORT} unless you say.

The collector takes both. When a run is over, it draws a mark for each reading: in time, late, or never.`,
  examples: [
    { line: 'sensor collect &', says: 'on one host, until Ctrl-C' },
    { line: 'sensor send udp shore', says: 'on another: 200 readings in four seconds' },
  ],
  complete: (args, { device }) => (args.length <= 1 ? ['collect', 'send'] : ['udp', 'tcp', ...(device?.devices ?? [])]),
  async run(context) {
    const options = readOptions(context.args, { long: ['--count=', '--rate='] });
    const [verb, ...words] = options.words;
    if (verb === 'collect') {
      const port = readPort(words[0] ?? PORT);
      try {
        return await collect(port, context);
      } catch (problem) {
        if (context.signal.aborted) throw problem;
        await tellSocketError(context.error, 'sensor', problem, { address: '127.0.0.1', port });
        return 1;
      }
    }
    if (verb !== 'send') throw new WrongUsage('Say what: sensor collect, or sensor send udp and a host.');
    const [transport, name, portWord] = words;
    if (transport !== 'udp' && transport !== 'tcp') throw new WrongUsage('Say udp or tcp: sensor send udp shore');
    if (name === undefined) throw new WrongUsage('Say whom to send to: sensor send udp shore');
    const to = { address: await resolved(context, name), port: readPort(portWord ?? PORT) };
    const count = whole(options.value('--count') ?? '200', '--count', 2000);
    const rate = whole(options.value('--rate') ?? '50', '--rate', 1000);
    try {
      return await sendReadings({ transport, to, count, rate }, context);
    } catch (problem) {
      if (context.signal.aborted) throw problem;
      await tellSocketError(context.error, 'sensor', problem, to, transport);
      return 1;
    }
  },
};

function whole(text: string, flag: string, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= most)) throw new WrongUsage(`${flag} wants a whole number from 1 to ${most}.`);
  return value;
}
