import type { Command } from '../shell/command.ts';
import { planOf } from './flood/plan.ts';
import { floodTcp } from './flood/tcp.ts';
import { floodUdp } from './flood/udp.ts';
import { withSockets } from './places.ts';
import { tellSocketError } from './socket-errors.ts';

export const flood: Command = {
  name: 'flood',
  summary: 'sends as fast as it can to a reader that is busy, and counts what arrives',
  where: withSockets,
  usage: ['flood udp|tcp port [--count n] [--size bytes] [--slow-reader time] [--buffer bytes]'],
  flags: [
    { name: '--count', value: 'n', says: 'so many (5000 unless you say, and at most)' },
    { name: '--size', value: 'bytes', says: 'so long is each (512 unless you say, and 4kb over TCP)' },
    { name: '--slow-reader', value: 'time', says: 'so long the reader is busy: 300ms, 1s (1s unless you say)' },
    {
      name: '--buffer',
      value: 'bytes',
      says: 'UDP: ask for a receive buffer of this size; the system’s own unless you say',
    },
  ],
  about: `
Both ends are programs of this host. The reader takes the first datagram (or the connection), and is then busy for a
while, as programs are: it asks the system for nothing. The sender does not know that, and sends all it has.

With UDP, what waits for the reader waits in the receive buffer of its socket. The system throws away what finds it
full, and on Linux it counts that. Each datagram carries its number, and none is sent twice. With TCP nothing is thrown
away: the sender is made to wait.`,
  examples: [
    { line: 'flood udp 5007', says: '5,000 datagrams to a reader that is busy for a second' },
    { line: 'flood udp 5007 --buffer 1mb', says: 'with as large a receive buffer as the system gives' },
    { line: 'flood tcp 5007', says: 'eight times as many bytes over TCP' },
  ],
  complete: (args) => (args.length <= 1 ? ['udp', 'tcp'] : ['5007', '--count', '--size', '--slow-reader', '--buffer']),
  async run(context) {
    const plan = planOf(context.args);
    try {
      return await (plan.transport === 'udp' ? floodUdp : floodTcp)(plan, context);
    } catch (problem) {
      if (context.signal.aborted) throw problem;
      const at = { address: '127.0.0.1', port: plan.port };
      await tellSocketError(context.error, 'flood', problem, at, plan.transport);
      return 1;
    }
  },
};
