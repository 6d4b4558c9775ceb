import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { getLease, giveBack } from './dhclient/lease.ts';
import { readOptions } from './options.ts';
import { stations } from './places.ts';

export const dhclient: Command = {
  name: 'dhclient',
  summary: 'asks the network for an address (DHCP), or gives it back',
  where: stations,
  usage: ['dhclient [-v] [interface]', 'dhclient -r [interface]'],
  flags: [
    { name: '-r', says: 'release: give the address back' },
    { name: '-v', says: 'print every message (it is always so here)' },
  ],
  about: `
DHCPDISCOVER asks everybody: is there a server? DHCPOFFER: you could have this address. DHCPREQUEST: I take it, from
this server. DHCPACK: it is yours, for so long. The client goes on by itself after that: at half of the time it asks
its server for more, at seven eighths anybody.

A host that has a lease asks for the same address again.`,
  examples: [
    { line: 'dhclient eth0', says: 'four messages, and eth0 has an address' },
    { line: 'dhclient -r eth0', says: 'give it back' },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'rv1d4' });
    const [label, ...more] = options.words;
    if (more.length > 0) throw new WrongUsage('One interface at a time.');
    const door = doorOf(context, 'In a terminal of your own, whoever may changes addresses.');
    const first = [...stationOf(door).stack.interfaces.keys()].find((each) => each !== 'lo') ?? 'eth0';
    return options.has('-r') ? giveBack(door, label ?? first, context) : getLease(door, label ?? first, context);
  },
};
