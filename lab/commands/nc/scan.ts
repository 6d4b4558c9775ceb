import { SocketError } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { listensFor } from '../own-address.ts';
import { systemWords, teach } from '../socket-errors.ts';
import { within } from '../within.ts';
import type { ReadyPlan } from './plan.ts';
import { open } from './tcp.ts';

/** Ports tried at the same time. */
const AT_ONCE = 64;
/** How long a UDP port may take to say no; one that says nothing counts as open, as for nc. Milliseconds. */
const UDP_WAIT_MS = 500;

/** -z: tries ports and sends nothing. @returns 0 if any opened */
export async function scan(plan: ReadyPlan, context: Context): Promise<number> {
  let opened = 0;
  for (let at = 0; at < plan.ports.length; at += AT_ONCE) {
    const ports = plan.ports.slice(at, at + AT_ONCE);
    const answers = await Promise.all(ports.map((port) => (plan.udp ? tryUdp : tryTcp)(port, plan, context)));
    for (const [index, problem] of answers.entries()) {
      const port = ports[index] ?? 0;
      const transport = plan.udp ? 'udp' : 'tcp';
      if (problem === null) {
        opened += 1;
        if (plan.verbose) {
          await context.error.write(`Connection to ${plan.spoken} ${port} port [${transport}/*] succeeded!\n`, 'good');
        }
      } else if (plan.verbose && plan.ports.length === 1) {
        const before = `nc: connect to ${plan.spoken} port ${port} (${transport}) failed`;
        await context.error.write(`${before}: ${systemWords(problem.code)}\n`, 'error');
        await context.error.write(`${teach(problem, { address: plan.address, port }, transport)}\n`, 'dim');
      } else if (problem.code !== 'ECONNREFUSED' && problem.code !== 'ETIMEDOUT') {
        // Not the answer of a port: the scan cannot go on like this.
        await context.error.write(`nc: port ${port}: ${problem.message}\n`, 'error');
        return opened > 0 ? 0 : 1;
      }
    }
  }
  if (plan.verbose && plan.ports.length > 1) {
    await context.error.write(`${plan.ports.length} ports tried, ${opened} open.\n`, 'dim');
  }
  return opened > 0 ? 0 : 1;
}

async function tryTcp(port: number, plan: ReadyPlan, context: Context): Promise<SocketError | null> {
  try {
    const stream = await open({ address: plan.address, port }, plan, context);
    stream.close();
    return null;
  } catch (error) {
    if (error instanceof SocketError) return error;
    throw error;
  }
}

async function tryUdp(port: number, plan: ReadyPlan, context: Context): Promise<SocketError | null> {
  const to = { address: plan.address, port };
  const wait = within(plan.patienceMs ?? UDP_WAIT_MS, context);
  try {
    const socket = await context.host.bind({ address: plan.from ?? listensFor(context.host, to.address), port: 0 }, to);
    try {
      // Like nc, a single X: without a datagram there is nothing that could be refused.
      await socket.send(to, new Uint8Array([0x58]));
      await socket.receive(AbortSignal.any([context.signal, wait]));
    } finally {
      socket.close();
    }
    return null;
  } catch (error) {
    if (error instanceof SocketError) return error;
    if (wait.aborted && !context.signal.aborted) return null;
    throw error;
  }
}
