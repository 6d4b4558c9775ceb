import { type DatagramSocket, type Endpoint, endpointText, SocketError } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { aligned } from '../columns.ts';
import { grouped } from '../slowreader/feed.ts';
import { within } from '../within.ts';
import type { FloodPlan } from './plan.ts';

/** Datagrams on the way to the operating system at a time. */
const UNDERWAY = 64;
/** ms without a datagram after which nothing more is on its way. */
const QUIET_MS = 300;

const encoder = new TextEncoder();

/** Five thousand datagrams to a program that is busy with the first. Both ends are sockets of this host. */
export async function floodUdp(plan: FloodPlan, context: Context): Promise<number> {
  const { host, output } = context;
  const at = { address: '127.0.0.1', port: plan.port };
  const options = { onDemand: true, ...(plan.buffer !== undefined && { receiveBuffer: plan.buffer }) };
  const reader = await host.bind(at, undefined, options);
  let sender: DatagramSocket | null = null;
  try {
    sender = await host.bind({ address: at.address, port: 0 });
    await output.write(
      `A reader holds UDP ${endpointText(at)}, with ${room(reader)}. The first datagram keeps it busy for ${plan.busyMs} ms.\n`,
      'dim',
    );
    const began = context.now();
    const sending = sendAll(sender, at, plan, context);
    const [{ sent, errors, ms }, received] = await Promise.all([sending, readAll(reader, sending, plan, context)]);
    const drops = await dropsAt(at, context);
    const lines: [string, string][] = [
      ['sent', grouped(sent)],
      ['errors', grouped(errors)],
      ['received', grouped(received)],
      ['lost', grouped(sent - received)],
    ];
    if (drops !== null) lines.push(['thrown away at the full buffer, as the system counts', grouped(drops)]);
    for (const line of aligned(lines, [1])) await output.write(`${line}\n`);
    await output.write(
      `The sender was done after ${Math.round(ms)} ms, the reader after ${Math.round(context.now() - began)} ms.\n`,
      'dim',
    );
    return 0;
  } finally {
    reader.close();
    sender?.close();
  }
}

const room = ({ receiveBuffer }: DatagramSocket): string =>
  receiveBuffer === undefined ? 'a receive buffer' : `a receive buffer of ${grouped(receiveBuffer)} bytes`;

/** As fast as the system takes them, whatever becomes of them. */
async function sendAll(sender: DatagramSocket, to: Endpoint, { count, size }: FloodPlan, context: Context) {
  const { now, signal } = context;
  const began = now();
  const underway: Promise<void>[] = [];
  let [sent, errors] = [0, 0];
  /** What is no answer of the system's: the way to it broke, or we are wrong. */
  let broken: unknown = null;
  for (let number = 1; number <= count; number += 1) {
    signal.throwIfAborted();
    if (broken !== null) throw broken;
    const sending = sender.send(to, numbered(number, size)).then(
      () => {
        sent += 1;
      },
      (error: unknown) => {
        if (error instanceof SocketError && error.code !== 'NO-HOST') errors += 1;
        else broken ??= error;
      },
    );
    underway.push(sending);
    if (underway.length >= UNDERWAY) await underway.shift();
  }
  await Promise.all(underway);
  if (broken !== null) throw broken;
  return { sent, errors, ms: now() - began };
}

/** One datagram, then busy, then as fast as it can until nothing comes any more. @returns how many came */
async function readAll(reader: DatagramSocket, sending: Promise<unknown>, plan: FloodPlan, context: Context) {
  const { signal, sleep } = context;
  let allSent = false;
  void sending.then(
    () => {
      allSent = true;
    },
    () => undefined,
  );
  await reader.receive(signal);
  await sleep(plan.busyMs);
  let received = 1;
  for (;;) {
    const quiet = within(QUIET_MS, context);
    try {
      await reader.receive(AbortSignal.any([signal, quiet]));
      received += 1;
    } catch (error) {
      if (!quiet.aborted || signal.aborted) throw error;
      if (allSent) return received;
    }
  }
}

/** The system's own count, and a row in the evidence. Null where it does not tell. */
async function dropsAt({ address, port }: Endpoint, { host, log, terminal }: Context): Promise<number | null> {
  const { source, rows } = await host.sockets();
  const row = rows.find(
    ({ transport, local }) => transport === 'udp' && local.port === port && local.address === address,
  );
  if (row?.drops === undefined) return null;
  log.append({ kind: 'table.read', terminal, table: { source, rows: [row] } });
  return row.drops;
}

/** `00042 ` and dots: no two alike, so that one sent twice would show. */
function numbered(number: number, size: number): Uint8Array {
  const payload = new Uint8Array(size).fill(0x2e);
  payload.set(encoder.encode(`${String(number).padStart(5, '0')} `));
  return payload;
}
