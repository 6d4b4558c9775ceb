import type { Door } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { useOf as blockUse } from '../../special-blocks.ts';
import { aligned } from '../columns.ts';
import { systemWords } from '../socket-errors.ts';

/** Who can send a packet to an address of this computer at all. RFC 1122 §3.2.1.3, RFC 1918 §3. */
function reachOf(address: string): string {
  const use = blockUse(address);
  if (use === 'loopback') return 'programs on this computer';
  if (use === 'private' || use === 'shared') return 'your own network';
  return use === 'public' ? 'perhaps anybody' : 'nobody: a special block';
}

/** `rooms --lan`: at which of this computer's addresses its rooms answer. */
export async function showDoors(context: Context): Promise<number> {
  const { host, output, log, terminal } = context;
  if (!host.tryDoors) throw new NotHere('Only this computer can be asked that. `ss -ltn` shows who listens here.');
  const doors = await host.tryDoors();
  log.append({ kind: 'doors.tried', terminal, doors });
  const rows = doors.map(({ address, interface: name, room, port, answer }) => [
    address,
    name,
    reachOf(address),
    `${room}, ${port}`,
    answer === 'open' ? 'answers' : systemWords(answer),
  ]);
  const [header = '', ...lines] = aligned([['ADDRESS', 'BY', 'WHO CAN CALL IT', 'ROOM, PORT', 'NOW'], ...rows]);
  await output.write(`${header}\n`, 'dim');
  for (const [at, line] of lines.entries())
    await output.write(`${line}\n`, doors[at]?.answer === 'open' ? 'good' : undefined);
  await output.write(`${verdict(doors)}\n`, 'dim');
  return 0;
}

function verdict(doors: readonly Door[]): string {
  const outside = doors.filter(({ address }) => blockUse(address) !== 'loopback');
  const [door] = outside;
  if (door === undefined)
    return 'This computer has no address in a network now, so nobody outside can call it. Join one, and ask again.';
  const open = outside.find(({ answer }) => answer === 'open');
  if (open !== undefined) return `Open to your network: somebody there may type \`nc ${open.address} ${open.port}\`.`;
  return `Closed to your network: \`nc ${door.address} ${door.port}\` from there is refused. \`npm start -- --lan\` opens it.`;
}
