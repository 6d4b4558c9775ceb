import {
  type DatagramSocket,
  type Endpoint,
  endpointText,
  type Listener,
  SocketError,
  type Stream,
} from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { LineStream } from '../line-stream.ts';
import { held } from '../open-streams.ts';
import { listensAt } from '../own-address.ts';
import { decodeReading } from './reading.ts';
import { IN_TIME_MS, ReadingTally } from './tally.ts';

/** Senders whose datagrams are told apart at a time. */
const MOST_SENDERS = 16;

/** Takes readings over UDP and over TCP until Ctrl-C, and tells of each run what became of it. */
export async function collect(port: number, context: Context): Promise<number> {
  const { host, output } = context;
  const at = { address: listensAt(host), port };
  let socket: DatagramSocket | null = null;
  let listener: Listener | null = null;
  try {
    socket = await host.bind(at);
    listener = await host.listen(at);
    await output.write(`Collecting readings on UDP and TCP port ${port}. Ctrl-C ends it.\n`, 'dim');
    await Promise.all([fromUdp(socket, context), fromTcp(listener, context)]);
    return 0;
  } finally {
    socket?.close();
    listener?.close();
  }
}

async function fromUdp(socket: DatagramSocket, context: Context): Promise<void> {
  const runs = new Map<string, ReadingTally>();
  for (;;) {
    const { from, payload } = await socket.receive(context.signal);
    const key = endpointText(from);
    const told = decodeReading(new TextDecoder().decode(payload));
    if (told === null) continue;
    const run = runs.get(key);
    if ('end' in told) {
      // It is said several times; the first is enough.
      if (run) await report('udp', from, run, context);
      runs.delete(key);
    } else if (run) run.add(told, context.now());
    else if (runs.size < MOST_SENDERS) {
      const begun = new ReadingTally();
      begun.add(told, context.now());
      runs.set(key, begun);
    }
  }
}

async function fromTcp(listener: Listener, context: Context): Promise<void> {
  for (;;) void take(held(context.host, await listener.accept(context.signal)), context);
}

async function take(stream: Stream, context: Context): Promise<void> {
  const lines = new LineStream(stream);
  const run = new ReadingTally();
  try {
    for (let line = await lines.next(context.signal); line !== null; line = await lines.next(context.signal)) {
      const told = decodeReading(line);
      if (told !== null && !('end' in told)) run.add(told, context.now());
    }
    await report('tcp', stream.remote, run, context);
  } catch (error) {
    if (context.signal.aborted) return;
    if (!(error instanceof SocketError)) throw error;
    await context.error.write(`${endpointText(stream.remote)}: ${error.message}\n`, 'error');
  } finally {
    stream.close();
  }
}

async function report(transport: 'tcp' | 'udp', from: Endpoint, run: ReadingTally, context: Context): Promise<void> {
  const { output, log, host } = context;
  const [inTime, late, missing] = [run.count('in time'), run.count('late'), run.count('missing')];
  await output.write(`${run.of} readings over ${transport.toUpperCase()} from ${endpointText(from)}\n`, transport);
  await output.write(`  in time ${inTime} (within ${IN_TIME_MS} ms) · late ${late} · never ${missing}\n`);
  for (const row of run.rows) await output.write(`  ${row}\n`);
  await output.write(`  # in time  ~ late  . never · longest silence ${Math.round(run.silence)} ms\n`, 'dim');
  const where = host.kind === 'virtual' ? { host: host.name } : {};
  log.append({ kind: 'readings.collected', transport, from, of: run.of, inTime, late, ...where });
}
