import type { DhcpServer } from '../../network/device/dhcp-server.ts';
import { second } from '../../network/time/clock.ts';
import { type Ipv4, ipv4Text, macText, parseIpv4 } from '../../network/wire/address.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import type { Station } from '../topology/network.ts';
import { doorOf, stationOf } from './below/door.ts';
import { aligned } from './columns.ts';
import { facing } from './ip/facing.ts';
import { stations } from './places.ts';

/** s: shorter than a client could ask again, and longer than any lesson. */
const leaseTimes = { least: 10, most: 604_800 };

export const dhcp: Command = {
  name: 'dhcp',
  summary: 'shows the addresses this DHCP server gives out, and changes how',
  where: stations,
  usage: ['dhcp pool [first last]', 'dhcp leases', 'dhcp lease-time seconds', 'dhcp free address'],
  about: `
The pool is the range of addresses this server may give. Each is given for a time; who wants it longer asks again. When
every address is taken, the next host gets none: a larger pool, a shorter time, or a seat that somebody frees.

free takes an address back at once. Whoever has it does not hear of it, and goes on using it until it asks again.`,
  examples: [
    { line: 'dhcp pool', says: 'the range, and how many are left' },
    { line: 'dhcp leases', says: 'who has what, and for how long' },
    { line: 'dhcp pool 192.168.1.100 192.168.1.120', says: 'make it larger' },
    { line: 'dhcp lease-time 60', says: 'from now on a minute each' },
  ],
  complete: () => ['pool', 'leases', 'lease-time', 'free'],
  async run(context) {
    const station = stationOf(doorOf(context, 'The DHCP server of your network is in its router.'));
    const server = station.dhcpServer;
    if (server === null) throw new NotHere(`${station.name} is no DHCP server.`);
    const [verb = 'pool', ...words] = context.args;
    switch (verb) {
      case 'pool':
        if (words.length > 0) setRange(server, station, words);
        return showPool(server, context);
      case 'leases':
        return showLeases(server, station.stack.world.clock.now, context);
      case 'lease-time': {
        const seconds = Number(words[0]);
        if (!Number.isInteger(seconds) || seconds < leaseTimes.least || seconds > leaseTimes.most)
          throw new WrongUsage(
            `A lease time is a whole number of seconds from ${leaseTimes.least} to ${leaseTimes.most}.`,
          );
        server.setLeaseTime(seconds);
        return 0;
      }
      case 'free': {
        const address = readOne(words[0]);
        if (!server.free(address)) throw new NotHere(`Nobody has ${words[0]}.`);
        return 0;
      }
      default:
        throw new WrongUsage(`dhcp does not know “${verb}”. It knows pool, leases, lease-time and free.`);
    }
  },
};

function readOne(word: string | undefined): Ipv4 {
  const address = parseIpv4(word ?? '');
  if (address === null) throw new WrongUsage(`${word ?? 'Nothing'} is no IPv4 address. One looks like 192.168.1.100.`);
  return address;
}

function setRange({ pool }: DhcpServer, { stack }: Station, words: readonly string[]): void {
  const [from, to] = (words.length === 1 ? (words[0] ?? '').split('-') : words).map(readOne);
  if (from === undefined || to === undefined || words.length > 2)
    throw new WrongUsage('Say the first and the last address: `dhcp pool 192.168.1.100 192.168.1.120`.');
  if (to < from) throw new WrongUsage('The first address comes first.');
  const out = facing(stack, pool.first);
  for (const end of [from, to])
    if (!out.reaches(end))
      throw new NotHere(`${ipv4Text(end)} is not on the network at ${out.label}, so no host there could use it.`);
  pool.setRange(from, to);
}

const isTaken = (state: string): boolean => state === 'bound' || state === 'offered' || state === 'declined';

async function showPool({ pool, leaseTime }: DhcpServer, { output }: Context): Promise<number> {
  const taken = pool.leases.filter(
    ({ address, state }) => isTaken(state) && address >= pool.first && address <= pool.last,
  ).length;
  await output.write(`pool        ${ipv4Text(pool.first)} to ${ipv4Text(pool.last)}\n`);
  await output.write(`addresses   ${pool.size}, ${taken} taken, ${pool.size - taken} free\n`);
  await output.write(`lease time  ${leaseTime} s\n`);
  return 0;
}

async function showLeases({ pool }: DhcpServer, now: number, { output }: Context): Promise<number> {
  const rows = pool.leases.map(({ address, mac, state, expires }) => [
    ipv4Text(address),
    macText(mac),
    state,
    isTaken(state)
      ? Number.isFinite(expires)
        ? `${Math.max(0, Math.ceil((expires - now) / second))} s`
        : 'ever'
      : '-',
  ]);
  if (rows.length === 0) {
    await output.write('No address was given yet.\n', 'dim');
    return 0;
  }
  const [header = '', ...lines] = aligned([['ADDRESS', 'MAC ADDRESS', 'STATE', 'LEFT'], ...rows], [3]);
  await output.write(`${header}\n`, 'dim');
  for (const line of lines) await output.write(`${line}\n`);
  return 0;
}
