import { second } from '../../network/time/clock.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { readOptions } from './options.ts';
import { stations } from './places.ts';
import { sendFrame } from './send/frame.ts';
import { sendMessage } from './send/message.ts';

export const send: Command = {
  name: 'send',
  summary: 'puts one small frame on the cable, for a host by its name',
  where: stations,
  usage: ['send [--at seconds] host text', 'send [--at seconds] all text', 'send [--at seconds] --bytes number host'],
  flags: [
    { name: '--bytes', value: 'number', says: 'a message that takes so many bytes on the cable, and how long it took' },
    {
      name: '--at',
      value: 'seconds',
      says: 'at this moment of the network’s clock, so that two hosts can begin together',
    },
  ],
  about: `
One Ethernet frame with your text in it, and nothing between: no IP, no question before it, no answer after it. The name
is one of the drawing, and stands for that host's MAC address; “all” is the broadcast address. The frame's type is
0x88b5, which IEEE 802 leaves free for experiments; a host that gets it notes what it says.

With --bytes it is a message of that length, in as many frames as it needs, everything counted that takes time on the
cable but the gaps between frames; and you are told how long it was under way.

Two hosts that begin at the same moment are what a hub cannot bear. \`race\` starts them together.`,
  examples: [
    { line: 'send pc2 hi', says: 'a frame to pc2' },
    { line: 'send all hello', says: 'a broadcast' },
    { line: 'send --bytes 1500 pc2', says: 'a message of 1,500 bytes, and its time from first bit to last' },
    { line: "race 'pc1: send pc2 hi' 'pc3: send pc2 hi'", says: 'two of them at the same instant' },
  ],
  complete: (args, { device }) => (args.length <= 1 ? [...(device?.devices ?? []), 'all'] : []),
  async run(context) {
    const options = readOptions(context.args, { long: ['--at=', '--bytes='] });
    const [name, ...words] = options.words;
    if (name === undefined) throw new WrongUsage('Say to whom, and what: `send pc2 hi`.');
    const door = doorOf(context, '`nc -u 127.0.0.1 5006` sends a datagram.');
    const at = options.value('--at');
    if (at !== undefined) await until(at, context);
    const { stack } = stationOf(door);
    const bytes = options.value('--bytes');
    if (bytes !== undefined) return sendMessage(door, stack, name, Number(bytes), context);
    await sendFrame(door, stack, name, words.join(' ') || 'hi', context);
    return 0;
  },
};

/** Waits for a moment of the network's clock. @throws WrongUsage when it has passed */
async function until(text: string, context: Context): Promise<void> {
  const door = doorOf(context, '');
  const moment = Number(text) * second;
  if (!(moment >= 0) || text === '') throw new WrongUsage('--at wants a number of seconds, such as 12.5.');
  if (moment < door.now)
    throw new WrongUsage(`That moment has passed: it is ${(door.now / second).toFixed(3)} s on the network's clock.`);
  const { clock } = stationOf(door).stack.world;
  await door.awaited<void>((resolve) => {
    const timer = clock.at(moment, () => resolve());
    return () => timer.cancel();
  }, context.signal);
}
