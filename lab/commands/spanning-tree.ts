import { macText } from '../../network/wire/address.ts';
import type { BridgeId } from '../../network/wire/stp.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf } from './below/door.ts';
import { bridgingOf } from './below/switching.ts';
import { aligned } from './columns.ts';
import { switches } from './places.ts';

export const spanningTree: Command = {
  name: 'spanning-tree',
  aliases: ['stp'],
  summary: 'keeps loops of cables from flooding the network (IEEE 802.1D)',
  where: switches,
  usage: ['spanning-tree', 'spanning-tree on|off'],
  about: `
Switches with two ways between them would pass a broadcast round and round. With spanning tree they agree on one of
them as the root, each keeps its shortest way there open, and blocks what would close a circle. After a change a port
listens for 15 seconds and learns for 15 more before it passes anything on.`,
  examples: [
    { line: 'spanning-tree', says: 'who is the root, and what each port does' },
    { line: 'spanning-tree on', says: 'switch it on; do so at every switch of the loop' },
  ],
  complete: () => ['on', 'off'],
  async run(context) {
    const door = doorOf(context, 'Its switches do not talk to a page.');
    const [verb = 'show'] = context.args;
    const bridging = bridgingOf(door);
    if (verb === 'show') return showSpanningTree(context);
    if (verb !== 'on' && verb !== 'off') throw new WrongUsage(`“${verb}”? It is on or off.`);
    if (bridging.kind === 'access-point')
      throw new NotHere(`${door.name} is an access point: it speaks no spanning tree.`);
    door.act({ act: 'spanning-tree', device: door.name, on: verb === 'on' });
    return 0;
  },
};

const idText = ({ priority, mac }: BridgeId): string => `${priority}.${macText(mac)}`;

/** `show spanning-tree`, too. */
export async function showSpanningTree(context: Context): Promise<number> {
  const door = doorOf(context, '');
  const bridging = bridgingOf(door);
  const tree = bridging.kind === 'access-point' ? null : bridging.device.spanningTree;
  const { output } = context;
  if (bridging.kind === 'access-point' || tree === null) {
    await output.write('Spanning tree is off: every port passes frames on.\n');
    return 0;
  }
  const own = bridging.device.mac;
  await output.write(`root   ${idText(tree.root)}${tree.root.mac === own ? '  (this switch)' : ''}\n`);
  await output.write(`cost   ${tree.rootPathCost}\n`);
  const rows = tree.ports.map(({ port, role, state, pathCost, enabled }) =>
    enabled ? [port.label, role, state, String(pathCost)] : [port.label, '-', 'no cable', '-'],
  );
  const [header = '', ...lines] = aligned([['PORT', 'ROLE', 'STATE', 'COST'], ...rows], [3]);
  await output.write(`${header}\n`, 'dim');
  for (const line of lines) await output.write(`${line}\n`);
  return 0;
}
