import { type Endpoint, endpointText, familyOf } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { aligned } from './columns.ts';
import { held } from './open-streams.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { resolved } from './resolve.ts';
import { tellSocketError } from './socket-errors.ts';
import { type Handle, handlesOf, MOST_HANDLES } from './socks/handles.ts';

export const socks: Command = {
  name: 'socks',
  summary: 'holds sockets open, so that you can look at them',
  where: withSockets,
  usage: ['socks listen|bind|connect [address] port', 'socks accept number', 'socks table', 'socks close number | all'],
  about: `
Opens sockets and keeps them until you close them, each under a small number, as a program holds them.
listen makes a TCP socket that waits for connections; bind a UDP socket with a name; connect a TCP connection; accept
takes a waiting connection out of a listener, as a new socket. With port 0 the system chooses a free one.
table shows what each is: its family and type, its own name (getsockname), the other end's (getpeername).`,
  examples: [
    { line: 'socks listen 0', says: 'a listener; the system chooses the port' },
    { line: 'socks connect 5001; socks table', says: 'a connection to the room blue, and what you hold now' },
    { line: 'socks close all', says: 'lets go of everything' },
  ],
  complete: () => ['listen', 'bind', 'connect', 'accept', 'table', 'close'],
  async run(context) {
    const [verb = 'table', ...words] = context.args;
    switch (verb) {
      case 'listen':
      case 'bind':
      case 'connect':
        return open(verb, words, context);
      case 'accept':
        return accept(words[0], context);
      case 'table':
      case 'list':
        return table(context);
      case 'close':
        return close(words[0], context);
      default:
        throw new WrongUsage(`socks does not know "${verb}".`);
    }
  },
};

async function open(verb: 'listen' | 'bind' | 'connect', words: readonly string[], context: Context): Promise<number> {
  const handles = handlesOf(context.host);
  const [first, second] = words;
  const usual = verb === 'connect' ? '127.0.0.1' : listensAt(context.host);
  const port = readPort(second ?? first, verb !== 'connect');
  const at = { address: second === undefined ? usual : await resolved(context, first ?? ''), port };
  if (handles.full) {
    await context.error.write(
      `socks: You hold ${MOST_HANDLES} sockets already. \`socks close all\` lets go of them.\n`,
      'error',
    );
    return 1;
  }
  try {
    const handle = await make(verb, at, context);
    await context.output.write(`[${handle.number}] `, 'bold');
    await context.output.write(
      `${handle.kind === 'datagram' ? 'SOCK_DGRAM' : 'SOCK_STREAM'} ${endpointText(handle.socket.local)}\n`,
    );
    return 0;
  } catch (error) {
    if (context.signal.aborted) throw error;
    await tellSocketError(context.error, 'socks', error, at, verb === 'bind' ? 'udp' : 'tcp');
    return 1;
  }
}

async function make(verb: 'listen' | 'bind' | 'connect', at: Endpoint, context: Context): Promise<Handle> {
  const { host, signal } = context;
  const handles = handlesOf(host);
  if (verb === 'listen') return handles.add({ kind: 'listener', socket: await host.listen(at) });
  if (verb === 'bind') return handles.add({ kind: 'datagram', socket: await host.bind(at), peer: null });
  return handles.add({ kind: 'stream', socket: held(host, await host.connect(at, { signal })) });
}

async function accept(word: string | undefined, context: Context): Promise<number> {
  const listener = find(word, context);
  if (listener.kind !== 'listener')
    throw new WrongUsage(`[${listener.number}] does not listen, so it has nothing to accept.`);
  const stream = held(context.host, await listener.socket.accept(context.signal));
  const handle = handlesOf(context.host).add({ kind: 'stream', socket: stream });
  await context.output.write(`[${handle.number}] `, 'bold');
  await context.output.write(`SOCK_STREAM ${endpointText(stream.local)} from ${endpointText(stream.remote)}\n`);
  return 0;
}

async function table(context: Context): Promise<number> {
  const handles = handlesOf(context.host).all;
  if (handles.length === 0) {
    await context.output.write('You hold no sockets. `socks listen 0` makes one.\n', 'dim');
    return 0;
  }
  const rows = handles.map((handle) => [`[${handle.number}]`, addressFamily(handle), ...describe(handle)]);
  const [header = '', ...lines] = aligned([['N', 'FAMILY', 'TYPE', 'OWN NAME', 'PEER NAME', 'IT CAN'], ...rows]);
  await context.output.write(`${header}\n`, 'dim');
  for (const line of lines) await context.output.write(`${line}\n`);
  return 0;
}

const addressFamily = ({ socket }: Handle): string =>
  familyOf(socket.local.address) === 'IPv6' ? 'AF_INET6' : 'AF_INET';

function describe(handle: Handle): readonly [string, string, string, string] {
  const own = endpointText(handle.socket.local);
  if (handle.kind === 'listener') return ['SOCK_STREAM', own, '-', 'accept callers'];
  if (handle.kind === 'datagram') return ['SOCK_DGRAM', own, '-', 'talk to anybody'];
  const can = handle.over ? 'nothing: it is over' : 'talk to its peer';
  return ['SOCK_STREAM', own, endpointText(handle.socket.remote), can];
}

async function close(word: string | undefined, context: Context): Promise<number> {
  const handles = handlesOf(context.host);
  const closing = word === 'all' ? handles.all : [find(word, context)];
  for (const handle of closing) handles.close(handle);
  await context.output.write(
    `Closed ${closing.map((handle) => `[${handle.number}]`).join(' ') || 'nothing: you hold no sockets'}.\n`,
  );
  return 0;
}

function find(word: string | undefined, context: Context): Handle {
  const number = Number((word ?? '').replace(/[[\]]/g, ''));
  const handle = handlesOf(context.host).get(number);
  if (word === undefined || handle === undefined) {
    throw new WrongUsage(
      word === undefined
        ? 'Say which: a number of `socks table`.'
        : `You hold no socket ${word}; \`socks table\` shows what you hold.`,
    );
  }
  return handle;
}
