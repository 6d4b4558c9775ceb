import type { Context } from '../../shell/command.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import { servedOn } from './served.ts';

/** Says BYE to a member of a room that this page serves. @returns the exit status */
export async function kick({ args, host, output, error }: Context): Promise<number> {
  const nick = args[1];
  if (nick === undefined) throw new WrongUsage('Say whom, for example: room kick anon-7f3');
  for (const [name, room] of servedOn(host)) {
    if (!room.dismiss(nick)) continue;
    await output.write(`${nick} was told BYE, and is out of room ${name}.\n`, 'good');
    return 0;
  }
  await error.write(
    `room: Nobody called ${nick} is in a room that this page serves. WHO in the room lists them.\n`,
    'error',
  );
  return 1;
}
