import { type Endpoint, endpointText } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { aligned } from './columns.ts';
import { readOptions } from './options.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { choiceOf, chosen } from './relay/choice.ts';
import { type Relay, relaysOn } from './relay/relay.ts';
import { noRules, readRules, rulesText } from './relay/rules.ts';
import { TcpRelay } from './relay/tcp-relay.ts';
import { UdpRelay } from './relay/udp-relay.ts';
import { watchRelay } from './relay/watch-relay.ts';
import { resolved } from './resolve.ts';
import { grouped } from './slowreader/feed.ts';
import { tellSocketError } from './socket-errors.ts';

const VERBS = [
  ...(['add', 'list', 'set', 'freeze', 'thaw', 'cut', 'mend', 'half-close', 'reset', 'tap', 'remove'] as const),
] as const;

export const relay: Command = {
  name: 'relay',
  summary: 'a wire you can break: makes a connection slow, freezes it, cuts it',
  where: withSockets,
  usage: [
    'relay add [udp] port → [host:]to-port [delay=50ms] [rate=8mbit] [loss=20%]',
    'relay list',
    'relay set [udp] [port] rule …',
    'relay freeze | thaw | cut | mend | reset | remove [udp] [port]',
    'relay half-close [port] [→ | ←]',
    'relay tap [--hex] [udp] [port]',
  ],
  flags: [{ name: '--hex', says: 'with tap: the bytes too, as numbers' }],
  about: `
add listens on a port and passes everything on to another, by TCP or, with udp, by UDP. It lives in this page and runs
until you remove it or close the page. Where there is one relay, its port may be left out. → may be written -> or to.

delay is the time from one end to the other, each way. rate is in bits a second, each way. loss drops so many of 100
datagrams, so it is for UDP: by TCP each connection through a relay is two connections, and neither of them could
repair what was lost between them.

freeze stops both directions and closes nothing; thaw lets them go on where they stood. cut takes the wire away: TCP
connections are reset and new ones refused, datagrams are lost; mend puts it back. half-close ends one direction (FIN),
→ towards the server unless you say ←. reset resets the connections and takes new ones. tap shows what passes in both
directions, until Ctrl-C.

What is slow is the data. The handshake of each half is done by the system at once.`,
  examples: [
    { line: 'relay add 7101 → 5001 delay=50ms', says: 'a longer way to the room blue; in another terminal: chat 7101' },
    { line: 'relay add 7101 → 7080 delay=50ms rate=8mbit', says: 'a slow line to the web server' },
    { line: 'relay add udp 7101 → 7007 loss=20%', says: 'one datagram of five is lost, each way' },
    { line: 'relay set rate=1mbit', says: 'slower from now on' },
  ],
  complete: (args) => (args.length <= 1 ? VERBS : []),
  async run(context) {
    const [verb, ...rest] = context.args;
    switch (verb) {
      case 'add':
        return add(rest, context);
      case 'list':
        return list(context);
      case 'set':
        return set(rest, context);
      case 'tap':
        return tap(rest, context);
      case 'half-close':
        return halfClose(rest, context);
      case 'freeze':
      case 'thaw':
      case 'cut':
      case 'mend':
      case 'reset':
      case 'remove':
        return act(verb, rest, context);
      default:
        throw new WrongUsage(
          verb === undefined ? `Say what: ${VERBS.join(', ')}.` : `relay does not know "${verb}": ${VERBS.join(', ')}.`,
        );
    }
  },
};

async function add(args: readonly string[], context: Context): Promise<number> {
  const { transport, words } = choiceOf(args);
  // `7101→5001` is one word, `7101 -> 5001` three.
  const [from, to, ...rules] = words
    .flatMap((word) => word.split(/→|->/))
    .filter((word) => word !== '' && word !== 'to');
  const port = readPort(from, true);
  if (to === undefined) throw new WrongUsage('Say where it leads: relay add 7101 → 5001.');
  const [name, toPort] = to.includes(':') ? to.split(':') : ['127.0.0.1', to];
  const target: Endpoint = { port: readPort(toPort), address: await resolved(context, name ?? '') };
  if (port === target.port && target.address.startsWith('127.'))
    throw new WrongUsage('A wire from a port to itself would go round for ever.');
  const read = readRules(rules, transport, noRules);
  try {
    const start = transport === 'udp' ? UdpRelay.start : TcpRelay.start;
    const made = await start(port, target, read, context);
    await context.output.write(`${described(made)} It runs until \`relay remove\`.\n`, 'good');
    return 0;
  } catch (error) {
    await tellSocketError(context.error, 'relay', error, { address: listensAt(context.host), port }, transport);
    return 1;
  }
}

async function list(context: Context): Promise<number> {
  const relays = [...relaysOn(context.host).values()];
  if (relays.length === 0) {
    await context.output.write('No relay runs in this page. `relay add 7101 → 5001` puts one up.\n', 'dim');
    return 0;
  }
  const rows = relays.map((one) => [
    one.transport,
    String(one.port),
    endpointText(one.to),
    rulesText(one.rules),
    one.state,
    String(one.counts.wires),
    grouped(one.counts.toServer),
    grouped(one.counts.toClient),
    one.transport === 'udp' ? String(one.counts.lost) : '-',
  ]);
  const titles = ['', 'PORT', 'TO', 'RULES', 'STATE', 'OPEN', 'BYTES →', 'BYTES ←', 'LOST'];
  const [header = '', ...lines] = aligned([titles, ...rows], [1, 5, 6, 7, 8]);
  await context.output.write(`${header}\n`, 'dim');
  for (const line of lines) await context.output.write(`${line}\n`);
  return 0;
}

async function set(args: readonly string[], context: Context): Promise<number> {
  const { relay: one, words } = await chosen(args, context);
  if (words.length === 0) throw new WrongUsage('Say what to change: relay set delay=200ms.');
  one.change(readRules(words, one.transport, one.rules));
  await context.output.write(`${described(one)}\n`, 'good');
  return 0;
}

async function tap(args: readonly string[], context: Context): Promise<number> {
  const options = readOptions(args, { long: ['--hex'] });
  const { relay: one, words } = await chosen(options.words, context);
  nothingMore(words);
  await context.output.write(`Tapping ${placeOf(one)}. Ctrl-C ends it; the relay runs on.\n`, 'good');
  return watchRelay(one, options.has('--hex'), context);
}

async function halfClose(args: readonly string[], context: Context): Promise<number> {
  const towards = args.some((word) => word === '←' || word === '<-' || word === 'client') ? 'client' : 'server';
  const arrows = ['→', '->', 'server', '←', '<-', 'client', 'to'];
  const { relay: one, words } = await chosen(
    args.filter((word) => !arrows.includes(word)),
    context,
  );
  nothingMore(words);
  const count = one.halfClose(towards);
  if (count === null) throw new WrongUsage('UDP has no connections, so there is nothing to close.');
  const end = towards === 'server' ? 'The server hears the end (FIN) of' : 'The client hears the end (FIN) of';
  await context.output.write(
    count === 0 ? 'No connection goes through it now.\n' : `${end} ${connections(count)}. The other way is open.\n`,
  );
  return 0;
}

type Act = 'freeze' | 'thaw' | 'cut' | 'mend' | 'reset' | 'remove';

async function act(verb: Act, args: readonly string[], context: Context): Promise<number> {
  const { relay: one, words } = await chosen(args, context);
  nothingMore(words);
  const { wires } = one.counts;
  if (verb === 'mend') {
    try {
      await one.mend();
    } catch (error) {
      await tellSocketError(context.error, 'relay', error, { address: '127.0.0.1', port: one.port }, one.transport);
      return 1;
    }
  } else if (verb === 'reset') {
    if (one.reset() === null) throw new WrongUsage('UDP has no connections, so there is nothing to reset.');
  } else one[verb]();
  await context.output.write(`${said(verb, one, wires)}\n`);
  return 0;
}

function said(verb: Act, one: Relay, wires: number): string {
  const udp = one.transport === 'udp';
  switch (verb) {
    case 'freeze':
      return 'Frozen: nothing passes, nothing is closed. `relay thaw` lets it go on.';
    case 'thaw':
      return 'It goes on where it stood.';
    case 'cut':
      return udp
        ? 'Cut: every datagram is lost. `relay mend` puts it back.'
        : `Cut: ${connections(wires)} reset, new ones are refused. \`relay mend\` puts it back.`;
    case 'mend':
      return `${described(one)} It is whole again.`;
    case 'reset':
      return `${connections(wires)} reset. New ones are taken.`;
    case 'remove':
      return 'The relay is gone.';
  }
}

const connections = (count: number): string => `${count} connection${count === 1 ? '' : 's'}`;

const placeOf = (one: Relay): string => `${one.transport} ${one.port} → ${endpointText(one.to)}`;

function described(one: Relay): string {
  const rules = rulesText(one.rules);
  return `${placeOf(one)}${rules === '-' ? '' : `, each way ${rules}`}.`;
}

function nothingMore(words: readonly string[]): void {
  if (words.length > 0) throw new WrongUsage(`“${words.join(' ')}” is too much here.`);
}
