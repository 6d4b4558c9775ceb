import { type Endpoint, type Listener, SocketError, type Stream } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { held } from '../open-streams.ts';
import { tellSocketError } from '../socket-errors.ts';
import { within } from '../within.ts';
import type { ReadyPlan } from './plan.ts';
import { relay } from './relay.ts';

/** Opens a TCP connection, waiting at most as long as -w says. */
export async function open(to: Endpoint, plan: ReadyPlan, context: Context): Promise<Stream> {
  const late = plan.patienceMs === null ? null : within(plan.patienceMs, context);
  const signal = late === null ? context.signal : AbortSignal.any([context.signal, late]);
  try {
    const options = plan.from === undefined ? { signal } : { signal, from: plan.from };
    return held(context.host, await context.host.connect(to, options));
  } catch (error) {
    if (late?.aborted && !context.signal.aborted) {
      throw new SocketError('ETIMEDOUT', 'No answer came within the time that -w allows: neither yes nor no.');
    }
    throw error;
  }
}

export async function connectTcp(plan: ReadyPlan, context: Context): Promise<number> {
  const to = { address: plan.address, port: plan.ports[0] ?? 0 };
  try {
    const stream = await open(to, plan, context);
    if (plan.verbose) {
      await context.error.write(`Connection to ${plan.spoken} ${to.port} port [tcp/*] succeeded!\n`);
    }
    return await relay(stream, plan, context);
  } catch (error) {
    await tellSocketError(context.error, `nc: connect to ${plan.spoken} port ${to.port} (tcp) failed`, error, to);
    return 1;
  }
}

export async function listenTcp(plan: ReadyPlan, context: Context): Promise<number> {
  const at = { address: plan.address, port: plan.ports[0] ?? 0 };
  let listener: Listener;
  try {
    listener = await context.host.listen(at);
  } catch (error) {
    await tellSocketError(context.error, 'nc', error, at);
    return 1;
  }
  try {
    const { address, port } = listener.local;
    if (plan.verbose || at.port === 0) await context.error.write(`Listening on ${address} ${port}\n`);
    let status = 0;
    do {
      const stream = held(context.host, await listener.accept(context.signal));
      // As nc does: without -k nobody else can connect, not even while this one talks.
      if (!plan.keep) listener.close();
      if (plan.verbose) {
        await context.error.write(`Connection received on ${stream.remote.address} ${stream.remote.port}\n`);
      }
      status = await relay(stream, plan, context);
    } while (plan.keep);
    return status;
  } finally {
    listener.close();
  }
}
