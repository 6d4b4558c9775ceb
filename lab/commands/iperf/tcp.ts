import { endpointText, SocketError, type Stream } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { held } from '../open-streams.ts';
import { listensAt } from '../own-address.ts';
import { tellSocketError } from '../socket-errors.ts';
import { within } from '../within.ts';
import type { IperfPlan } from './plan.ts';
import { columnTitles, heading, Meter } from './rows.ts';

/** Bytes handed to the stack at a time. */
const chunk = new Uint8Array(16_384).map((_, at) => 0x30 + (at % 10));

export async function sendTcp(plan: IperfPlan, context: Context): Promise<number> {
  const { output, host, signal } = context;
  let stream: Stream;
  try {
    stream = held(host, await host.connect(plan.to, { signal }));
  } catch (error) {
    await tellSocketError(context.error, `iperf: connect to ${plan.name} port ${plan.to.port} failed`, error, plan.to);
    return 1;
  }
  await output.write(heading(`Client connecting to ${plan.name}, TCP port ${plan.to.port}`), 'dim');
  await output.write(`[  1] local ${endpointText(stream.local)} connected with ${endpointText(stream.remote)}\n`);
  await output.write(columnTitles, 'dim');
  const meter = new Meter(context);
  const over = Number.isFinite(plan.ms) ? AbortSignal.any([signal, within(plan.ms, context)]) : signal;
  try {
    while (!over.aborted && (plan.bytes === null || meter.bytes < plan.bytes)) {
      const left = plan.bytes === null ? chunk.length : plan.bytes - meter.bytes;
      const piece = left < chunk.length ? chunk.subarray(0, left) : chunk;
      // A full window holds the writer up; time goes on all the same.
      if (!(await ended(stream.write(piece), over))) break;
      meter.add(piece.length);
    }
    await meter.sum();
    return signal.aborted ? 130 : 0;
  } catch (error) {
    meter.stop();
    if (!(error instanceof SocketError)) throw error;
    await tellSocketError(context.error, 'iperf', error, plan.to);
    return 1;
  } finally {
    stream.close();
  }
}

/** Whether it came to its end before the signal did. */
function ended(work: Promise<void>, over: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => resolve(false);
    over.addEventListener('abort', aborted, { once: true });
    work
      .then(
        () => resolve(true),
        (error: unknown) => (over.aborted ? resolve(false) : reject(error)),
      )
      .finally(() => over.removeEventListener('abort', aborted));
  });
}

export async function receiveTcp(port: number, context: Context): Promise<number> {
  const at = { address: listensAt(context.host), port };
  try {
    const listener = await context.host.listen(at);
    try {
      await context.output.write(heading(`Server listening on TCP port ${port}`), 'dim');
      for (;;) await take(held(context.host, await listener.accept(context.signal)), context);
    } finally {
      listener.close();
    }
  } catch (error) {
    if (context.signal.aborted) return 130;
    await tellSocketError(context.error, 'iperf', error, at);
    return 1;
  }
}

async function take(stream: Stream, context: Context): Promise<void> {
  const { output, signal } = context;
  await output.write(`[  1] local ${endpointText(stream.local)} connected with ${endpointText(stream.remote)}\n`);
  await output.write(columnTitles, 'dim');
  const meter = new Meter(context);
  try {
    for (let bytes = await stream.read(signal); bytes !== null; bytes = await stream.read(signal))
      meter.add(bytes.length);
  } catch (error) {
    if (!(error instanceof SocketError)) throw error;
  } finally {
    await meter.sum();
    stream.close();
  }
}
