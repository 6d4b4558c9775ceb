import { endpointText, type Stream } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { aligned } from '../columns.ts';
import { held } from '../open-streams.ts';
import { grouped } from '../slowreader/feed.ts';
import type { FloodPlan } from './plan.ts';

/** What a program hands over at a time, bytes. */
const PIECE = 65_536;

/** The same flood over TCP: the reader is as busy, and the sender has to wait for it. */
export async function floodTcp(plan: FloodPlan, context: Context): Promise<number> {
  const { host, output, signal } = context;
  const at = { address: '127.0.0.1', port: plan.port };
  const listener = await host.listen(at);
  let streams: Stream[] = [];
  const giveUp = (): void => {
    for (const stream of streams) stream.reset();
  };
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await output.write(
      `A reader listens on TCP ${endpointText(at)}. The connection keeps it busy for ${plan.busyMs} ms.\n`,
      'dim',
    );
    const accepting = listener.accept(signal);
    const sender = held(host, await host.connect(at, { signal }));
    const reader = held(host, await accepting);
    streams = [sender, reader];
    const [{ sent, waited, ms }, received] = await Promise.all([
      sendAll(sender, plan, context),
      readAll(reader, plan, context),
    ]);
    const lines: [string, string][] = [
      ['sent', `${grouped(sent)} bytes`],
      ['received', `${grouped(received)} bytes`],
      ['lost', `${grouped(sent - received)} bytes`],
      ['longest wait of the sender', `${Math.round(waited)} ms`],
    ];
    for (const line of aligned(lines, [1])) await output.write(`${line}\n`);
    await output.write(`The sender was done after ${Math.round(ms)} ms.\n`, 'dim');
    return 0;
  } finally {
    signal.removeEventListener('abort', giveUp);
    listener.close();
    for (const stream of streams) stream.close();
  }
}

async function sendAll(stream: Stream, { count, size }: FloodPlan, { now, signal }: Context) {
  const began = now();
  const total = count * size;
  const piece = new Uint8Array(PIECE).fill(0x2e);
  let [sent, waited] = [0, 0];
  while (sent < total) {
    signal.throwIfAborted();
    const before = now();
    const next = piece.subarray(0, Math.min(PIECE, total - sent));
    await stream.write(next);
    sent += next.length;
    waited = Math.max(waited, now() - before);
  }
  stream.end();
  return { sent, waited, ms: now() - began };
}

async function readAll(stream: Stream, { busyMs }: FloodPlan, { sleep, signal }: Context): Promise<number> {
  await sleep(busyMs);
  let received = 0;
  for (let bytes = await stream.read(signal); bytes !== null; bytes = await stream.read(signal))
    received += bytes.length;
  return received;
}
