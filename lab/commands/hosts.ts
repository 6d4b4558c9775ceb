import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import type { Command } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import type { Station } from '../topology/network.ts';
import { doorOf, stationOf } from './below/door.ts';
import { stations } from './places.ts';

export const hosts: Command = {
  name: 'hosts',
  summary: 'shows and changes the hosts file: names this host knows by itself',
  where: stations,
  usage: ['hosts', 'hosts add address name', 'hosts del name'],
  about: `
Before a host asks any name server, it looks into its hosts file. A line there is an address and a name. Nobody else
knows of it: the same name may mean something else one desk further.`,
  examples: [
    { line: 'hosts', says: 'what this host knows' },
    { line: 'hosts add 192.168.1.20 pc2', says: 'from now on `ping pc2` works here' },
    { line: 'hosts del pc2', says: 'forget it' },
  ],
  complete: () => ['add', 'del'],
  async run(context) {
    const door = doorOf(context, 'On your computer it is the file /etc/hosts; Windows keeps it elsewhere.');
    const station = stationOf(door);
    const [verb = 'show', ...words] = context.args;
    switch (verb) {
      case 'show':
        await context.output.write(hostsFile(station));
        return 0;
      case 'add':
        add(station, words);
        return 0;
      case 'del': {
        const [name] = words;
        if (name === undefined) throw new WrongUsage('Say which name: `hosts del pc2`.');
        if (!station.hosts.delete(name.toLowerCase())) throw new NotHere(`There is no line for ${name}.`);
        return 0;
      }
      default:
        throw new WrongUsage(`hosts does not know “${verb}”. It knows show, add and del.`);
    }
  },
};

function add({ hosts: file }: Station, [first, second, tooMany]: readonly string[]): void {
  if (first === undefined || second === undefined || tooMany !== undefined)
    throw new WrongUsage('Say an address and a name: `hosts add 192.168.1.20 pc2`.');
  // Either order is understood: only one of them can be an address.
  const [address, name] = parseIpv4(first) === null ? [second, first] : [first, second];
  const number = parseIpv4(address);
  if (number === null) throw new WrongUsage(`Neither ${first} nor ${second} is an IPv4 address.`);
  if (!/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(name) || parseIpv4(name) !== null)
    throw new WrongUsage(`${name} is no name a host can have: letters, digits, - and dots.`);
  file.set(name.toLowerCase(), ipv4Text(number));
}

/** The file as `/etc/hosts` has it. */
export function hostsFile({ hosts: file, name }: Station): string {
  const rows = [['127.0.0.1', 'localhost'], ...[...file].map(([host, address]) => [address, host])];
  const text = rows.map(([address = '', host = '']) => `${address.padEnd(15)} ${host}\n`).join('');
  return file.size === 0 ? `${text}# ${name} knows no other name by itself.\n` : text;
}
