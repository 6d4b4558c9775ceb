import type { InterfaceRow } from '../host.ts';
import type { Command } from '../shell/command.ts';
import { netmask } from './netmask.ts';

export const ipconfig: Command = {
  name: 'ipconfig',
  summary: "shows this computer's interfaces, as Windows does",
  usage: ['ipconfig [/all]'],
  flags: [{ name: '/all', says: 'with hardware (MAC) addresses and the loopback' }],
  about:
    'The same interfaces as `ip addr`, in the layout of Windows. The loopback, which Windows does not list, is shown with /all. They are real, and it only looks.',
  examples: [
    { line: 'ipconfig', says: 'addresses and masks' },
    { line: 'ipconfig /all', says: 'with hardware addresses too' },
  ],
  complete: () => ['/all'],
  async run({ args, host, output }) {
    const all = args.some((arg) => arg.toLowerCase() === '/all' || arg === '-all');
    const rows = (await host.interfaces()).filter((row) => all || !row.loopback);
    await output.write(`\nIP Configuration\n\n${rows.map((row) => linesOf(row, all)).join('\n')}`);
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
