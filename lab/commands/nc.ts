import type { Command, Context } from '../shell/command.ts';
import { type Plan, planOf, type ReadyPlan } from './nc/plan.ts';
import { scan } from './nc/scan.ts';
import { connectTcp, listenTcp } from './nc/tcp.ts';
import { connectUdp, listenUdp } from './nc/udp.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { resolved } from './resolve.ts';

export const nc: Command = {
  name: 'nc',
  summary: 'opens a connection, or waits for one, and passes text both ways',
  where: withSockets,
  usage: [
    'nc [-4 | -6] [-u] [-v] [-N] [-w seconds] [-s address] host port',
    'nc -l [-4 | -6] [-u] [-v] [-k] [address] port',
    'nc -z [-v] [-u] host port[-port]',
  ],
  flags: [
    { name: '-l', says: 'listen: wait for somebody to connect (on 127.0.0.1 unless you say where)' },
    { name: '-u', says: 'UDP instead of TCP: every line is one datagram, nothing is promised' },
    { name: '-v', says: 'tell what happens' },
    { name: '-4', says: 'IPv4 only, as it is unless you give an IPv6 address' },
    { name: '-6', says: 'IPv6 only: localhost is then ::1, and so is where -l listens' },
    { name: '-k', says: 'with -l: when a connection is over, wait for the next' },
    { name: '-n', says: 'numbers only, no names (it is always so here)' },
    { name: '-N', says: 'finish sending (FIN) when your input ends' },
    { name: '-p', value: 'port', says: 'with -l: the port to listen on' },
    { name: '-s', value: 'address', says: 'your own address, such as 127.0.0.2' },
    { name: '-w', value: 'seconds', says: 'give up after so long without an answer or a byte' },
    { name: '-z', says: 'only try whether a port opens; a range such as 5000-5999 will do' },
  ],
  about: `
Connects to a port and hands over what you type, line by line; what comes back is printed. With -l it is the other
end: it waits on a port until somebody connects. Nothing is added, so you speak any protocol of text lines by hand.

It behaves as OpenBSD's nc does. A listener ends when the other side closes. A client goes on until your input has
ended too (Ctrl-D), and the end of your input alone sends no FIN unless you give -N. Ctrl-C closes at once.
Status: 0 it worked, 1 it did not, 2 it was written wrongly, 130 Ctrl-C.`,
  examples: [
    { line: 'nc 127.0.0.1 5001', says: 'speaks to the room blue: it greets you, then type PASS and its password' },
    { line: 'nc -l 5006', says: 'waits for somebody on port 5006; in another terminal: nc 127.0.0.1 5006' },
    { line: 'nc -zv 127.0.0.1 5000-5999', says: 'tries a thousand ports and tells which are open' },
  ],
  async complete(args, host) {
    if (args.at(-2) === '127.0.0.1')
      return [...new Set((await host.services()).map((service) => String(service.port)))];
    return ['127.0.0.1'];
  },
  async run(context) {
    const plan = await ready(planOf(context.args), context);
    if (plan.scan && !plan.listen) return scan(plan, context);
    if (plan.listen) return plan.udp ? listenUdp(plan, context) : listenTcp(plan, context);
    return plan.udp ? connectUdp(plan, context) : connectTcp(plan, context);
  },
};

/** Looks up the names of a plan. @throws WrongUsage, SocketError */
async function ready({ place, source, ...plan }: Plan, context: Context): Promise<ReadyPlan> {
  const address = place === null ? listensAt(context.host) : await resolved(context, place);
  const spoken = place === null || place === address ? address : `${place} (${address})`;
  const from = source === undefined ? undefined : await resolved(context, source);
  return { ...plan, address, spoken, from };
}
