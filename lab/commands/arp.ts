import { ipv4Text, macText, parseIpv4, parseMac } from '../../network/wire/address.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import type { Station } from '../topology/network.ts';
import { doorOf, stationOf } from './below/door.ts';
import { facing } from './ip/facing.ts';
import { readOptions } from './options.ts';
import { stations } from './places.ts';

export const arp: Command = {
  name: 'arp',
  summary: 'shows which MAC address this host has for which IP address',
  where: stations,
  usage: ['arp -a', 'arp -d address', 'arp -s address mac'],
  flags: [
    { name: '-a', says: 'all rows (it is always so here)' },
    { name: '-n', says: 'numbers only (it is always so here)' },
    { name: '-d', says: 'forget the row of an address' },
    { name: '-s', says: 'write a row by hand; it does not age' },
  ],
  about: `
The ARP cache: whom this host has asked “who has this address?” on the networks it is plugged into, and what they
answered. Only neighbours stand here. For a host beyond a router it is the router that is asked for.

\`ip neigh\` shows the same with each row's state.`,
  examples: [
    { line: 'arp -a', says: 'the cache' },
    { line: 'arp -d 192.168.1.20', says: 'forget who that is' },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'ands' });
    const { stack } = stationOf(doorOf(context, 'In a terminal of your own, `arp -a` or `ip neigh` shows it.'));
    const [address, mac] = options.words;
    if (options.has('-d') || options.has('-s')) {
      change(stack, address, options.has('-s') ? (mac ?? '') : null);
      return 0;
    }
    const wanted = address === undefined ? null : readNeighbour(address);
    const rows = stack.arp.entries.filter((row) => wanted === null || row.address === wanted);
    for (const row of rows) {
      const known =
        row.mac === null ? '<incomplete>' : `${macText(row.mac)} [ether]${row.state === 'permanent' ? ' PERM' : ''}`;
      await context.output.write(`? (${ipv4Text(row.address)}) at ${known} on ${row.interface}\n`);
    }
    if (rows.length === 0) await tellEmpty(context, address);
    return 0;
  },
};

const tellEmpty = ({ output }: Context, address: string | undefined): Promise<void> =>
  output.write(
    address === undefined ? 'The cache is empty: nobody was asked yet.\n' : `No row for ${address}.\n`,
    'dim',
  );

function change(stack: Station['stack'], word: string | undefined, mac: string | null): void {
  if (word === undefined) throw new WrongUsage('Say which address.');
  const address = readNeighbour(word);
  if (mac === null) {
    const removed = [...stack.interfaces.values()].filter((one) => stack.arp.remove(one, address)).length;
    if (removed === 0) throw new NotHere(`There is no row for ${word}.`);
    return;
  }
  const number = parseMac(mac);
  if (number === null)
    throw new WrongUsage(
      `${mac === '' ? 'A MAC address is missing' : `${mac} is no MAC address`}: one looks like 00:00:5e:00:53:20.`,
    );
  stack.arp.set(facing(stack, address), address, number);
}

function readNeighbour(word: string): number {
  const address = parseIpv4(word);
  if (address === null) throw new WrongUsage(`${word} is no IPv4 address (four numbers from 0 to 255).`);
  return address;
}
