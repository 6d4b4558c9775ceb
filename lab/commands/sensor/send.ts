import { type Endpoint, endpointText } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { held } from '../open-streams.ts';
import { listensAt } from '../own-address.ts';
import { encodeEnd, encodeReading } from './reading.ts';

/** The last word over UDP may be lost like any other datagram, so it is said several times. */
const FAREWELLS = 10;
const FAREWELL_MS = 50;

export interface Readings {
  readonly transport: 'tcp' | 'udp';
  readonly to: Endpoint;
  readonly count: number;
  /** A second. */
  readonly rate: number;
}

/** Takes readings at a steady pace and hands each over when it is taken. */
export async function sendReadings(plan: Readings, context: Context): Promise<number> {
  const { host, signal, output } = context;
  if (plan.transport === 'udp') {
    const socket = await host.bind({ address: listensAt(host), port: 0 }, plan.to);
    try {
      await atPace(plan, context, (reading) => socket.send(plan.to, reading));
      for (let time = 0; time < FAREWELLS; time += 1) {
        await context.sleep(FAREWELL_MS);
        signal.throwIfAborted();
        await socket.send(plan.to, encodeEnd(plan.count));
      }
    } finally {
      socket.close();
    }
  } else {
    const stream = held(host, await host.connect(plan.to, { signal }));
    const giveUp = (): void => stream.reset();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await atPace(plan, context, (reading) => stream.write(reading));
      stream.end();
      // Until the other side has everything and says so with its FIN.
      while ((await stream.read(signal)) !== null);
    } finally {
      signal.removeEventListener('abort', giveUp);
      stream.close();
    }
  }
  await output.write(
    `${plan.count} readings handed over for ${endpointText(plan.to)}, by ${plan.transport.toUpperCase()}.\n`,
  );
  return 0;
}

async function atPace({ count, rate }: Readings, context: Context, give: (reading: Uint8Array) => Promise<void>) {
  const { now, sleep, signal } = context;
  const began = now();
  for (let number = 1; number <= count; number += 1) {
    const due = began + ((number - 1) * 1000) / rate;
    if (due > now()) await sleep(due - now());
    signal.throwIfAborted();
    await give(encodeReading({ number, of: count, at: now() }));
  }
}
