import { ipv4Text } from '../../network/wire/address.ts';
import type { InterfaceRow } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { getLease, giveBack } from './dhclient/lease.ts';
import { netmask } from './netmask.ts';
import { withSockets } from './places.ts';

export const ipconfig: Command = {
  name: 'ipconfig',
  summary: "shows a host's interfaces, as Windows does",
  where: withSockets,
  usage: ['ipconfig [/all]', 'ipconfig /renew [interface]', 'ipconfig /release [interface]'],
  flags: [
    { name: '/all', says: 'with hardware (MAC) addresses, the loopback, and what DHCP said' },
    { name: '/renew', says: 'on a virtual host: ask DHCP for an address, or for more time' },
    { name: '/release', says: 'on a virtual host: give the address back' },
  ],
  about:
    'The same interfaces as `ip addr`, in the layout of Windows. The loopback, which Windows does not list, is shown with /all. On this computer it only looks.',
  examples: [
    { line: 'ipconfig', says: 'addresses and masks' },
    { line: 'ipconfig /all', says: 'with hardware addresses too' },
  ],
  complete: () => ['/all', '/renew', '/release'],
  async run(context) {
    const { args, host, output } = context;
    const [verb = ''] = args.map((arg) => arg.toLowerCase().replace(/^-/, '/'));
    if (verb === '/renew' || verb === '/release') return change(verb, args[1], context);
    if (verb !== '' && verb !== '/all') throw new WrongUsage(`ipconfig does not know “${args[0]}”.`);
    const all = args.some((arg) => arg.toLowerCase() === '/all' || arg === '-all');
    const rows = (await host.interfaces()).filter((row) => all || !row.loopback);
    await output.write(
      `\nIP Configuration\n\n${rows.map((row) => linesOf(row, all) + more(row, all, context)).join('\n')}`,
    );
    return 0;
  },
};

const entry = (name: string, value: string): string => `   ${`${name} `.padEnd(36, '. ')}: ${value}\n`;

function linesOf(row: InterfaceRow, all: boolean): string {
  let text = `${row.loopback ? 'Loopback' : 'Network'} adapter ${row.name}:\n\n`;
  if (all) text += entry('Physical Address', row.mac.toUpperCase().replaceAll(':', '-'));
  for (const { family, address, prefixLength, scope } of row.addresses) {
    if (family === 'inet') {
      text += entry('IPv4 Address', address) + entry('Subnet Mask', netmask(prefixLength));
    } else {
      text += entry(scope === 'link' ? 'Link-local IPv6 Address' : 'IPv6 Address', address);
    }
  }
  return text;
}

async function change(verb: string, label: string | undefined, context: Context): Promise<number> {
  const door = doorOf(context, 'In a terminal of your own, Windows has it.');
  const first = [...stationOf(door).stack.interfaces.keys()].find((each) => each !== 'lo') ?? 'eth0';
  return (verb === '/renew' ? getLease : giveBack)(door, label ?? first, context);
}

/** What a page may know of a virtual host only: the way out, and what DHCP said. */
function more({ name, loopback }: InterfaceRow, all: boolean, { host }: Context): string {
  if (!host.device || loopback) return '';
  const { stack, dhcpClients, resolver } = stationOf(host.device);
  const gateway = stack.routes.list.find((route) => route.prefixLength === 0 && route.interface === name)?.via;
  let text = gateway ? entry('Default Gateway', ipv4Text(gateway)) : '';
  if (!all) return text;
  const lease = dhcpClients.get(name)?.lease;
  text += entry('DHCP Enabled', dhcpClients.has(name) ? 'Yes' : 'No');
  if (lease) {
    text += entry('DHCP Server', ipv4Text(lease.server));
    const left = Math.round((lease.expires - stack.world.clock.now) / 1e9);
    if (Number.isFinite(left)) text += entry('Lease Expires', `in ${left} seconds`);
  }
  for (const server of resolver.servers) text += entry('DNS Server', ipv4Text(server));
  return text;
}
