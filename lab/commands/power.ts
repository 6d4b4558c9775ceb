import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf } from './below/door.ts';
import { devices } from './places.ts';

export const power: Command = {
  name: 'power',
  summary: 'switches this device off and on',
  where: devices,
  usage: ['power off', 'power on', 'power'],
  about: `
Off: its cables are dead, its programs and their sockets gone without a word to anybody. What it has learned is gone
when it is on again, what was set up is still there. You stand before it, so the terminal stays.`,
  examples: [
    { line: 'power off', says: 'pull the plug' },
    { line: 'power on', says: 'and put it back' },
  ],
  complete: () => ['off', 'on'],
  async run(context) {
    const door = doorOf(context, 'Your computer has a button.');
    const [verb] = context.args;
    if (verb === undefined) {
      await context.output.write(`${door.name} is ${door.part === null ? 'off' : 'on'}.\n`);
      return 0;
    }
    if (verb !== 'off' && verb !== 'on') throw new WrongUsage('It is off or on.');
    door.act({ act: 'power', device: door.name, on: verb === 'on' });
    return 0;
  },
};
