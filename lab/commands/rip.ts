import { ipv4Text } from '../../network/wire/address.ts';
import type { Command } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { aligned } from './columns.ts';

export const rip: Command = {
  name: 'rip',
  summary: 'shows what this router has learned from its neighbours (RIP)',
  where: ['router'],
  usage: ['rip'],
  about: `
Every 30 seconds each router tells its neighbours which networks it can reach and how many hops away they are. A
neighbour adds one. 16 means: no way. When a cable is cut, the routes over it go, and another router's offer takes
their place.`,
  examples: [
    { line: 'rip', says: 'networks, hops, and by whom' },
    { line: 'ip route', says: 'all routes, also those that nobody told' },
  ],
  async run(context) {
    const station = stationOf(doorOf(context, 'Your own router hardly speaks it.'));
    if (context.args.length > 0) throw new WrongUsage('rip takes no words behind it.');
    if (station.rip === null) throw new NotHere(`${station.name} speaks no RIP; its routes are set by hand.`);
    const rows = station.stack.routes.list
      .filter(({ source }) => source === 'rip' || source === 'connected')
      .map(({ prefix, prefixLength, via, interface: out, metric, source }) => [
        `${ipv4Text(prefix)}/${prefixLength}`,
        source === 'rip' ? String(metric) : '1',
        via === null ? 'its own' : ipv4Text(via),
        out,
      ]);
    const [header = '', ...lines] = aligned([['NETWORK', 'HOPS', 'LEARNED FROM', 'BY'], ...rows], [1]);
    await context.output.write(`${header}\n`, 'dim');
    for (const line of lines) await context.output.write(`${line}\n`);
    return 0;
  },
};
