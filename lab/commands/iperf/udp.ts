import { readUint32, writeUint32 } from '../../../network/wire/address.ts';
import { type DatagramSocket, type Endpoint, endpointText, SocketError } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { listensAt } from '../own-address.ts';
import { tellSocketError } from '../socket-errors.ts';
import type { IperfPlan } from './plan.ts';
import { columnTitles, heading, Meter, row } from './rows.ts';

/** iperf's own: with all headers one Ethernet frame. */
const datagramSize = 1470;
/** How often it looks whether datagrams are due, ms. */
const tick = 1;
/** The last datagram is said several times: it may be lost like any other. */
const farewells = 10;
const numberAt = 0;
const isLastAt = 4;

export async function sendUdp(plan: IperfPlan, context: Context): Promise<number> {
  const { host, output, signal, sleep } = context;
  let socket: DatagramSocket | null = null;
  try {
    socket = await host.bind({ address: listensAt(host), port: 0 }, plan.to);
    await output.write(
      heading(`Client connecting to ${plan.name}, UDP port ${plan.to.port}\nSending ${datagramSize} byte datagrams`),
      'dim',
    );
    await output.write(columnTitles, 'dim');
    const meter = new Meter(context);
    const payload = new Uint8Array(datagramSize).fill(0x30);
    let sent = 0;
    while (!signal.aborted && meter.elapsed < plan.ms && (plan.bytes === null || meter.bytes < plan.bytes)) {
      const due = Math.floor((meter.elapsed / 1000) * (plan.rate / 8 / datagramSize)) + 1;
      for (; sent < due && (plan.bytes === null || meter.bytes < plan.bytes); sent += 1) {
        writeUint32(payload, numberAt, sent);
        await socket.send(plan.to, payload);
        meter.add(datagramSize);
      }
      await sleep(tick);
    }
    await meter.sum();
    await output.write(`[  1] Sent ${sent} datagrams\n`);
    writeUint32(payload, numberAt, sent);
    writeUint32(payload, isLastAt, 1);
    for (let time = 0; time < farewells && !signal.aborted; time += 1) {
      await socket.send(plan.to, payload.subarray(0, 12));
      await sleep(50);
    }
    return signal.aborted ? 130 : 0;
  } catch (error) {
    await tellSocketError(context.error, 'iperf', error, plan.to, 'udp');
    return 1;
  } finally {
    socket?.close();
  }
}

export async function receiveUdp(port: number, context: Context): Promise<number> {
  const at = { address: listensAt(context.host), port };
  let socket: DatagramSocket | null = null;
  try {
    socket = await context.host.bind(at);
    await context.output.write(heading(`Server listening on UDP port ${port}`), 'dim');
    let last: Endpoint | null = null;
    for (;;) last = await take(socket, last, context);
  } catch (error) {
    if (context.signal.aborted) return 130;
    if (!(error instanceof SocketError)) throw error;
    await tellSocketError(context.error, 'iperf', error, at, 'udp');
    return 1;
  } finally {
    socket?.close();
  }
}

/** One sender's datagrams up to its farewell. @param before whose repeated farewells mean nothing any more */
async function take(
  socket: DatagramSocket,
  before: Endpoint | null,
  { signal, output, now }: Context,
): Promise<Endpoint> {
  let first: { readonly from: Endpoint; readonly at: number } | null = null;
  let bytes = 0;
  let count = 0;
  let latest = 0;
  for (;;) {
    const { from, payload } = await socket.receive(signal);
    const isLast = payload.length >= 8 && readUint32(payload, isLastAt) === 1;
    if (isLast && first === null && before !== null && endpointText(before) === endpointText(from)) continue;
    if (first === null) {
      first = { from, at: now() };
      await output.write(`[  1] local ${endpointText(socket.local)} connected with ${endpointText(from)}\n`);
      await output.write('[ ID] Interval       Transfer     Bandwidth       Lost/Total Datagrams\n', 'dim');
    }
    if (endpointText(from) !== endpointText(first.from)) continue;
    if (!isLast) {
      bytes += payload.length;
      count += 1;
      latest = now();
      continue;
    }
    const total = readUint32(payload, numberAt);
    const lost = Math.max(0, total - count);
    const share = total === 0 ? 0 : (lost / total) * 100;
    await output.write(row(0, latest - first.at, bytes, `  ${lost}/${total} (${share.toPrecision(2)}%)`), 'bold');
    return from;
  }
}
