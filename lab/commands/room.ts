import type { RoomEvent } from '../evidence/event.ts';
import { type Endpoint, endpointText } from '../host.ts';
import { isRoomName, isRoomPassword } from '../services/lobby/room-name.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { openRoom } from './lobby.ts';
import { readOptions } from './options.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { resolved } from './resolve.ts';
import { listenHidden } from './room/hidden-port.ts';
import { kick } from './room/kick.ts';
import { readShape } from './room/read-shape.ts';
import { serveRoom } from './room/serve-room.ts';
import { signalRoom } from './room/signal-room.ts';
import { EventTeller } from './room/tell-event.ts';
import { tellSocketError } from './socket-errors.ts';
import { tellProblem } from './tell-problem.ts';

export const room: Command = {
  name: 'room',
  summary: 'opens a chat room, or serves one from here',
  where: withSockets,
  usage: [
    'room open name [password]',
    'room serve [address] port [--password word] [--name name] [--challenge]',
    'room serve [address] port --show-peers',
    'room serve [address] port --arch serial|threads|loop [--block 3s]',
    'room serve [address] port --slow drop|wait|keep',
    'room hide',
    'room pause | resume | kill [name]',
    'room kick nick',
  ],
  flags: [
    { name: '--password', value: 'word', says: 'serve: members must give it' },
    { name: '--challenge', says: 'serve: members prove that they know the password instead of sending it' },
    { name: '--name', value: 'name', says: 'serve: the name in the greeting' },
    { name: '--show-peers', says: 'serve: show the address and port behind each nickname' },
    { name: '--arch', value: 'shape', says: 'serve: for whom it works when: one by one, a thread each, one loop' },
    { name: '--block', value: 'time', says: 'serve: it computes so long whenever somebody says something' },
    { name: '--slow', value: 'what', says: 'serve: drop who does not read, wait for them, or keep all for them' },
  ],
  about: `
open asks the lobby for a new room: the lab server then listens on a port of its own for it, and closes it ten minutes
after its last member has left. serve makes this terminal the server: it listens on the port you name, until Ctrl-C; then
you see what a server sees. hide serves a room on a port it does not tell, with a password it does not tell.

pause freezes a room that this page serves, as kill -STOP freezes a process: it reads nothing more, while the system
goes on taking bytes for it. resume lets it run again. kill ends it without a goodbye, as kill -KILL does. kick says
BYE to one member of a room that this page serves.

--arch is for trials. serial serves one member until it leaves, and then the next. threads has a queue for each member,
loop one for all. Such a room takes any number of lines a second. Nothing really computes for --block: the queue stands
still for so long, and the page goes on.`,
  examples: [
    { line: 'room open tea-house earl-grey', says: 'a room with a password; `chat tea-house` joins it' },
    { line: 'room serve 5009 --show-peers &', says: 'you are the server; `chat 5009` in another terminal joins' },
    { line: 'room serve ::1 5009 &', says: 'the same over IPv6; `chat ::1 5009` joins' },
    { line: 'room hide &', says: 'can you find it? `nc -zv 127.0.0.1 5000-5999`' },
  ],
  complete: () => ['open', 'serve', 'hide', 'pause', 'resume', 'kill', 'kick'],
  async run(context) {
    const [verb] = context.args;
    if (verb === 'open') return open(context);
    if (verb === 'serve') return serve(context);
    if (verb === 'hide') return hide(context);
    if (verb === 'pause' || verb === 'resume' || verb === 'kill') return signalRoom(verb, context);
    if (verb === 'kick') return kick(context);
    throw new WrongUsage(
      verb === undefined ? 'Say what to do: open, serve, hide or pause.' : `room does not know "${verb}".`,
    );
  },
};

async function open(context: Context): Promise<number> {
  const [name, password, tooMany] = readOptions(context.args, {}).words.slice(1);
  if (name === undefined) throw new WrongUsage('The new room needs a name, for example: room open tea-house');
  if (tooMany !== undefined) throw new WrongUsage('A password is one word.');
  if (!isRoomName(name)) throw new WrongUsage(NAME_RULE);
  if (password !== undefined && !isRoomPassword(password)) throw new WrongUsage(PASSWORD_RULE);
  try {
    const port = await openRoom(context, name, password);
    await context.output.write(
      `Room ${name} listens on port ${port}${password === undefined ? ', open to all' : ''}. `,
      'good',
    );
    await context.output.write(`\`chat ${name}\` joins it.\n`, 'dim');
    return 0;
  } catch (error) {
    return tellProblem(context, 'room', error);
  }
}

async function serve(context: Context): Promise<number> {
  const options = readOptions(context.args, {
    long: ['--password=', '--name=', '--challenge', '--show-peers', '--arch=', '--block=', '--slow='],
  });
  const shape = readShape(options);
  const [first, second, tooMany] = options.words.slice(1);
  if (tooMany !== undefined) throw new WrongUsage(`After address and port, ${tooMany} is one word too many.`);
  const address = second === undefined ? listensAt(context.host) : await resolved(context, first ?? '');
  const at = { address, port: readPort(second ?? first, true) };
  const name = options.value('--name') ?? 'mine';
  const password = options.value('--password');
  if (!isRoomName(name)) throw new WrongUsage(NAME_RULE);
  if (password !== undefined && !isRoomPassword(password)) throw new WrongUsage(PASSWORD_RULE);
  const challenge = options.has('--challenge');
  if (challenge && password === undefined) throw new WrongUsage('--challenge needs a --password to prove.');
  try {
    const listener = await context.host.listen(at);
    const { port } = listener.local;
    const virtual = context.host.kind === 'virtual';
    const where = virtual
      ? `port ${port} of ${context.host.name}`
      : `${endpointText(listener.local)}, served by this page`;
    const ends = context.background ? '`fg`, then Ctrl-C, closes it.' : 'Ctrl-C closes it.';
    await context.output.write(`Room ${name} listens on ${where}. ${ends}\n`, 'good');
    const place = virtual ? `${context.host.name} ` : address === '127.0.0.1' ? '' : `${address} `;
    const join = `chat ${place}${port}\` ${virtual ? 'at another host' : 'in another terminal'}`;
    await context.output.write(`\`${join} joins it.\n`, 'dim');
    const teller = new EventTeller(options.has('--show-peers'));
    // Crowds come and go in a trial: what would be told of each of them is in the way.
    const isTold = (event: RoomEvent): boolean =>
      shape === undefined ||
      options.has('--show-peers') ||
      event.event === 'denied' ||
      (event.event === 'left' && event.how === 'dropped');
    const tell = (peer: Endpoint, event: RoomEvent): string | null => {
      const line = teller.tell(peer, event);
      return isTold(event) ? line : null;
    };
    return await serveRoom(listener, { name, password, challenge, tell, shape }, context);
  } catch (error) {
    if (context.signal.aborted) throw error;
    await tellSocketError(context.error, 'room', error, at);
    return 1;
  }
}

async function hide(context: Context): Promise<number> {
  const listener = await listenHidden(context);
  if (listener === null) {
    await context.error.write(
      'room: No free port was found between 5100 and 5999. Close some listeners and try again.\n',
      'error',
    );
    return 1;
  }
  await context.output.write(
    'A room named hidden now listens somewhere between 5000 and 5999, with a password. This page will not say where. Ctrl-C closes it.\n',
    'good',
  );
  const password = Array.from(context.randomBytes(12), (byte) => (byte % 36).toString(36)).join('');
  const tell = () => null;
  return serveRoom(listener, { name: 'hidden', password, challenge: false, tell }, context);
}

const NAME_RULE = 'A name has 1 to 20 of a-z, 0-9 and -, and starts with a letter.';
const PASSWORD_RULE = 'A password is one word of 1 to 64 bytes.';
