import type { InterfaceRow } from '../host.ts';
import type { Command } from '../shell/command.ts';
import { broadcast, netmask } from './netmask.ts';
import { withSockets } from './places.ts';

/** net-tools' numbers for the scopes of IPv6 addresses. */
const SCOPE_IDS = { host: '0x10<host>', link: '0x20<link>', global: '0x0<global>' } as const;

export const ifconfig: Command = {
  name: 'ifconfig',
  summary: "shows a host's interfaces, as macOS and older Linux do",
  where: withSockets,
  usage: ['ifconfig [-a] [name]'],
  flags: [{ name: '-a', says: 'all (it is always so here)' }],
  about:
    'The same interfaces as `ip addr`, in the layout of ifconfig: netmask instead of prefix length. On this computer they are real, and it only looks.',
  examples: [
    { line: 'ifconfig', says: 'every interface' },
    { line: 'ifconfig lo', says: 'one of them (lo0 on macOS)' },
  ],
  async run({ args, host, output, error, log, terminal }) {
    const name = args.find((arg) => !arg.startsWith('-'));
    const all = await host.interfaces();
    const rows = all.filter((row) => name === undefined || row.name === name);
    if (rows.length === 0) {
      const owner = host.kind === 'virtual' ? host.name : 'This computer';
      await error.write(
        `${name}: no such interface. ${owner} has ${all.map((row) => row.name).join(', ')}.\n`,
        'error',
      );
      return 1;
    }
    if (!host.device) log.append({ kind: 'interfaces.read', terminal, rows });
    await output.write(rows.map(linesOf).join('\n'));
    return 0;
  },
};

function linesOf(row: InterfaceRow): string {
  let text = `${row.name}: flags=<UP,${row.loopback ? 'LOOPBACK' : 'BROADCAST,MULTICAST'}>\n`;
  for (const { family, address, prefixLength, scope } of row.addresses) {
    const cast = row.loopback ? '' : `  broadcast ${broadcast(address, prefixLength)}`;
    text +=
      family === 'inet'
        ? `        inet ${address}  netmask ${netmask(prefixLength)}${cast}\n`
        : `        inet6 ${address}  prefixlen ${prefixLength}  scopeid ${SCOPE_IDS[scope]}\n`;
  }
  return `${text}        ${row.loopback ? 'loop  (Local Loopback)' : `ether ${row.mac}  (Ethernet)`}\n`;
}
