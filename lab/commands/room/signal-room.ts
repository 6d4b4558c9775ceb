import type { Context } from '../../shell/command.ts';
import { servedOn } from './served.ts';

/** What kill(1) does with a process, for a room that this page serves. @returns the exit status */
export async function signalRoom(verb: 'pause' | 'resume' | 'kill', context: Context): Promise<number> {
  const { host, args, output, error } = context;
  const rooms = servedOn(host);
  const name = args[1] ?? (rooms.size === 1 ? [...rooms.keys()][0] : undefined);
  const room = name === undefined ? undefined : rooms.get(name);
  if (name === undefined || room === undefined) {
    const known = [...rooms.keys()].join(', ');
    const why =
      known === ''
        ? 'This page serves no room. `room serve 5009 &` makes it serve one.'
        : `This page serves: ${known}.`;
    await error.write(`room: ${why}\n`, 'error');
    return 1;
  }
  const tell = (state: 'frozen' | 'running' | 'killed'): void => {
    context.log.append({ kind: 'room.signalled', room: name, port: room.port, state });
  };
  if (verb === 'pause') {
    room.freeze();
    tell('frozen');
    await output.write(
      `Room ${name} is frozen: it reads nothing more. \`room resume ${name}\` lets it go on.\n`,
      'good',
    );
  } else if (verb === 'resume') {
    room.thaw();
    tell('running');
    await output.write(`Room ${name} runs again.\n`, 'good');
  } else {
    tell('killed');
    room.kill();
    await output.write(`Room ${name} is dead.\n`, 'good');
  }
  return 0;
}
