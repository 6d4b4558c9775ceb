import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf } from './below/door.ts';
import { bridgingOf } from './below/switching.ts';
import { aligned } from './columns.ts';
import { showMac } from './mac.ts';
import { switches } from './places.ts';
import { showSpanningTree } from './spanning-tree.ts';

const subjects = ['mac', 'spanning-tree', 'interfaces'] as const;

export const show: Command = {
  name: 'show',
  summary: 'shows a table of this switch: mac, spanning-tree, interfaces',
  where: switches,
  usage: ['show mac', 'show spanning-tree', 'show interfaces'],
  about: 'The tables of a switch under the words that many switches have for them. `mac` and `stp` are shorter.',
  examples: [
    { line: 'show mac', says: 'which address is behind which port' },
    { line: 'show interfaces', says: 'which ports have a cable that works' },
  ],
  complete: () => [...subjects],
  async run(context) {
    const [word, ...more] = context.args;
    if (word === undefined) throw new WrongUsage(`Show what? ${subjects.join(', ')}.`);
    const subject = subjects.find((each) => each.startsWith(word)) ?? (word === 'stp' ? 'spanning-tree' : undefined);
    // `show mac address-table` is how some switches spell it.
    if (subject === undefined || (more.length > 0 && more[0] !== 'address-table'))
      throw new WrongUsage(`“${context.args.join(' ')}” cannot be shown. There are ${subjects.join(', ')}.`);
    if (subject === 'mac') return showMac(context);
    if (subject === 'spanning-tree') return showSpanningTree(context);
    const { ports } = bridgingOf(doorOf(context, '')).device;
    const rows = ports.map((port) => [port.label, port.up ? 'up' : 'down']);
    for (const line of aligned([['PORT', 'CABLE'], ...rows])) await context.output.write(`${line}\n`);
    return 0;
  },
};
