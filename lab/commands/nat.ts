import type { Nat } from '../../network/device/nat.ts';
import type { PortForward } from '../../network/device/nat-options.ts';
import { second } from '../../network/time/clock.ts';
import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import type { Command } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { doorOf, stationOf } from './below/door.ts';
import { aligned } from './columns.ts';

export const nat: Command = {
  name: 'nat',
  summary: 'shows who inside uses which port outside, and opens ports inwards',
  where: ['router'],
  usage: ['nat', 'nat forward add tcp|udp port address:port', 'nat forward del tcp|udp port', 'nat flush'],
  about: `
Everybody inside shares one address outside. For each conversation the router keeps a row: the address and port inside,
the port outside that stands for them, and with whom. What comes from outside and fits no row goes nowhere. A port
forward is a row made by hand: whoever calls that port outside reaches the place inside.`,
  examples: [
    { line: 'nat', says: 'the table' },
    { line: 'nat forward add tcp 5001 192.168.1.20:5001', says: 'let others reach a room inside' },
    { line: 'nat forward del tcp 5001', says: 'and no longer' },
  ],
  complete: () => ['forward', 'add', 'del', 'flush'],
  async run(context) {
    const { nat: table, name, stack } = stationOf(doorOf(context, 'Your own router keeps such a table.'));
    if (table === null) throw new NotHere(`${name} translates no addresses.`);
    const [verb = 'show', ...words] = context.args;
    if (verb === 'flush') table.flush();
    else if (verb === 'forward') forward(table, words);
    else if (verb !== 'show') throw new WrongUsage(`nat does not know “${verb}”. It knows show, forward and flush.`);
    if (verb !== 'show') return 0;
    const rows = table
      .rows()
      .map((row) => [
        row.transport,
        row.inside,
        row.outside,
        row.remote,
        row.state,
        row.expires === null ? '-' : `${Math.max(0, Math.ceil((row.expires - stack.world.clock.now) / second))} s`,
      ]);
    if (rows.length === 0) {
      await context.output.write('The table is empty: nobody inside has spoken with anybody outside.\n', 'dim');
      return 0;
    }
    const header = ['PROTO', 'INSIDE', 'OUTSIDE', 'REMOTE', 'STATE', 'LEFT'];
    const [first = '', ...lines] = aligned([header, ...rows], [5]);
    await context.output.write(`${first}\n`, 'dim');
    for (const line of lines) await context.output.write(`${line}\n`);
    return 0;
  },
};

function forward(table: Nat, [verb, transport, port, to]: readonly string[]): void {
  if (verb !== 'add' && verb !== 'del')
    throw new WrongUsage('A forward is added or deleted: `nat forward add tcp 5001 192.168.1.20:5001`.');
  if (transport !== 'tcp' && transport !== 'udp') throw new WrongUsage('Say tcp or udp, then the port outside.');
  const outsidePort = readPort(port);
  const others = table.forwards.filter((each) => each.protocol !== transport || each.outsidePort !== outsidePort);
  if (verb === 'del') {
    if (others.length === table.forwards.length)
      throw new NotHere(`No forward of ${transport} port ${outsidePort} is there.`);
    return table.setForwards(others);
  }
  const [addressText = '', inside] = (to ?? '').split(':');
  const address = parseIpv4(addressText);
  if (address === null) throw new WrongUsage('Say where to: 192.168.1.20:5001, an address and a port inside.');
  const added: PortForward = { protocol: transport, outsidePort, address, port: readPort(inside ?? port) };
  const taken = others.find(
    (each) => each.protocol === transport && each.address === address && each.port === added.port,
  );
  if (taken) throw new NotHere(`${ipv4Text(address)}:${added.port} is reached by port ${taken.outsidePort} already.`);
  table.setForwards([...others, added]);
}
