import { second } from '../../network/time/clock.ts';
import { macText } from '../../network/wire/address.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf } from './below/door.ts';
import { bridgingOf } from './below/switching.ts';
import { aligned } from './columns.ts';
import { switches } from './places.ts';

export const mac: Command = {
  name: 'mac',
  summary: 'shows which MAC address this switch has seen at which port',
  where: switches,
  usage: ['mac', 'mac flush'],
  about: `
The MAC address table. A switch fills it by itself: the source address of every frame that comes in belongs to that
port. A frame for an address in the table leaves by that port alone; a frame for any other leaves by all of them. A row
that nobody confirms is forgotten, after 300 seconds unless the switch was told otherwise.`,
  examples: [
    { line: 'mac', says: 'the table, with the age of each row' },
    { line: 'mac flush', says: 'forget it all' },
  ],
  complete: () => ['flush'],
  async run(context) {
    const door = doorOf(context, 'Its switches do not talk to a page.');
    const bridging = bridgingOf(door);
    const [verb = 'show'] = context.args;
    if (verb === 'show') return showMac(context);
    if (verb !== 'flush') throw new WrongUsage(`mac does not know “${verb}”. It knows show and flush.`);
    if (bridging.kind === 'access-point') throw new NotHere('The table of an access point empties itself with age.');
    bridging.device.flush();
    return 0;
  },
};

/** `show mac`, too. */
export async function showMac(context: Context): Promise<number> {
  const rows = bridgingOf(doorOf(context, '')).device.table();
  if (rows.length === 0) {
    await context.output.write('The table is empty: no frame has come in yet, or all rows are forgotten.\n', 'dim');
    return 0;
  }
  const cells = rows.map((row) => [macText(row.mac), row.port, `${Math.floor(row.age / second)} s`]);
  const [header = '', ...lines] = aligned([['MAC ADDRESS', 'PORT', 'AGE'], ...cells], [2]);
  await context.output.write(`${header}\n`, 'dim');
  for (const line of lines) await context.output.write(`${line}\n`);
  return 0;
}
