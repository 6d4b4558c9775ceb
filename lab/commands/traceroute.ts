import type { IcmpError } from '../../network/stack/icmp.ts';
import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import { icmpType, unreachableCode } from '../../network/wire/icmp.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { sendProblemText } from './below/icmp-words.ts';
import { Inbox } from './below/inbox.ts';
import { readOptions } from './options.ts';
import { stations } from './places.ts';
import { resolved } from './resolve.ts';

const second = 1_000_000_000;
/** Nobody listens up here, so the target answers with port unreachable. RFC 2151 §3.4; as Van Jacobson chose it. */
const firstPort = 33_434;
const data = 32;

export const traceroute: Command = {
  name: 'traceroute',
  summary: 'finds the routers on the way, one hop at a time',
  where: stations,
  usage: ['traceroute [-n] [-I] [-q probes] [-w seconds] [-m hops] host'],
  flags: [
    { name: '-n', says: 'numbers only, no names (it is always so here)' },
    { name: '-I', says: 'probe with ICMP echo instead of UDP' },
    { name: '-q', value: 'probes', says: 'for each hop (3 unless you say)' },
    { name: '-w', value: 'seconds', says: 'to wait for an answer (2 unless you say; others wait 5)' },
    { name: '-m', value: 'hops', says: 'at most (30 unless you say)' },
  ],
  about: `
Sends packets that may live for one hop only, then for two, and so on. The router where a packet's life ends tells us
so (ICMP time exceeded), and thereby its address. The target itself answers differently: the probe goes to a UDP port
that nobody holds, so it says port unreachable.

A star is a probe nobody answered in time. That hop may be told to keep silent, or limit how often it answers; if a
later hop answers, the way through it works.`,
  examples: [
    { line: 'traceroute -n 198.51.100.20', says: 'every hop to that host' },
    { line: 'traceroute -n -q 1 198.51.100.20', says: 'one probe a hop' },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'nI', valued: 'qwm' });
    const [name, ...more] = options.words;
    if (name === undefined || more.length > 0) throw new WrongUsage('Say one host: `traceroute -n 198.51.100.20`.');
    const number = (flag: string, usual: number, most: number): number => {
      const value = Number(options.value(flag) ?? usual);
      if (!(value > 0 && value <= most)) throw new WrongUsage(`${flag} wants a number from 1 to ${most}.`);
      return value;
    };
    const plan = {
      name,
      target: '',
      probes: number('-q', 3, 10),
      patience: number('-w', 2, 60) * second,
      hops: number('-m', 30, 255),
      echo: options.has('-I'),
    };
    const door = doorOf(context, 'In a terminal of your own it is `traceroute`, on Windows `tracert`.');
    return trace({ ...plan, target: await resolved(context, name) }, context, door);
  },
};

interface Plan {
  readonly name: string;
  readonly target: string;
  readonly probes: number;
  readonly patience: number;
  readonly hops: number;
  readonly echo: boolean;
}

interface Answer {
  readonly probe: number;
  readonly from: number;
  readonly at: number;
  /** The target itself, or somebody who says that there is no way on. */
  readonly final: boolean;
  readonly mark: string;
}

async function trace(plan: Plan, context: Context, door: ReturnType<typeof doorOf>): Promise<number> {
  const { output, signal } = context;
  const { stack } = stationOf(door);
  const { clock } = stack.world;
  const destination = parseIpv4(plan.target) ?? 0;
  const inbox = new Inbox<Answer>(door, clock);
  const probing = plan.echo ? echoProbe(stack, destination, inbox) : udpProbe(stack, destination, inbox);
  if (typeof probing === 'string') {
    await context.error.write(`traceroute: ${sendProblemText(probing)}\n`, 'error');
    return 1;
  }
  const size = 28 + data;
  await output.write(`traceroute to ${plan.name} (${plan.target}), ${plan.hops} hops max, ${size} byte packets\n`);
  try {
    let probe = 0;
    for (let ttl = 1; ttl <= plan.hops; ttl += 1) {
      await output.write(`${String(ttl).padStart(2)} `);
      let last = -1;
      let isEnd = false;
      for (let each = 0; each < plan.probes; each += 1) {
        const sentAt = clock.now;
        const problem = probing.send(probe, ttl);
        if (problem !== null) {
          await output.write('\n');
          await context.error.write(`traceroute: ${sendProblemText(problem)}\n`, 'error');
          return 1;
        }
        const answer = await answerTo(probe, sentAt + plan.patience, inbox, signal);
        probe += 1;
        if (!answer) {
          await output.write(' *');
          continue;
        }
        if (answer.from !== last) await output.write(` ${ipv4Text(answer.from)}`);
        last = answer.from;
        await output.write(`  ${((answer.at - sentAt) / 1e6).toFixed(3)} ms${answer.mark}`);
        isEnd ||= answer.final;
      }
      await output.write('\n');
      if (isEnd) return 0;
    }
    return 0;
  } finally {
    probing.close();
  }
}

/** Late answers to earlier probes are passed over. */
async function answerTo(
  probe: number,
  until: number,
  inbox: Inbox<Answer>,
  signal: AbortSignal,
): Promise<Answer | null> {
  for (;;) {
    const answer = await inbox.next(until, signal);
    if (answer === null || answer.probe === probe) return answer;
  }
}

interface Probing {
  send(probe: number, ttl: number): string | null;
  close(): void;
}

type Stack = ReturnType<typeof stationOf>['stack'];

function udpProbe(stack: Stack, destination: number, inbox: Inbox<Answer>): Probing | string {
  const socket = stack.udp.bind({ address: 0, port: 0 });
  if (typeof socket === 'string') return socket;
  const stop = stack.icmp.onError((error) => {
    if (error.quote.sourcePort !== socket.local.port || error.quote.destination !== destination) return;
    inbox.put({ ...said(error), probe: error.quote.destinationPort - firstPort, at: stack.world.clock.now });
  });
  return {
    send: (probe, ttl) =>
      socket.send({ address: destination, port: firstPort + probe }, new Uint8Array(data).fill(0x40), { ttl }),
    close() {
      stop();
      socket.close();
    },
  };
}

function echoProbe(stack: Stack, destination: number, inbox: Inbox<Answer>): Probing {
  const id = stack.icmp.freeIdentifier();
  const { clock } = stack.world;
  const stop = stack.icmp.onEcho(id, {
    reply: ({ sequence, from }) => inbox.put({ probe: sequence, from, at: clock.now, final: true, mark: '' }),
    error: (error) => inbox.put({ ...said(error), probe: error.quote.echoSequence, at: clock.now }),
  });
  return {
    send: (probe, ttl) =>
      stack.icmp.echo(destination, { id, sequence: probe, ttl, payload: new Uint8Array(data).fill(0x40) }),
    close: stop,
  };
}

/** The marks of traceroute(8): !N network, !H host, !P protocol, !X prohibited. */
const marks: Readonly<Record<number, string>> = {
  [unreachableCode.net]: ' !N',
  [unreachableCode.host]: ' !H',
  [unreachableCode.protocol]: ' !P',
  [unreachableCode.netProhibited]: ' !X',
  [unreachableCode.hostProhibited]: ' !X',
  [unreachableCode.administrativelyProhibited]: ' !X',
};

const said = ({ type, code, from }: IcmpError): { from: number; final: boolean; mark: string } => ({
  from,
  final: type === icmpType.unreachable,
  mark: type === icmpType.unreachable ? (marks[code] ?? '') : '',
});
