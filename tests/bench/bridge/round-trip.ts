import { once } from 'node:events';
import { WebSocket } from 'ws';
import { encodeData } from '../../../lab/bridge/frames.ts';
import { channelOf } from '../../../lab/bridge/websocket-channel.ts';
import { EvidenceLog } from '../../../lab/evidence/log.ts';
import { ThisComputer } from '../../../lab/this-computer.ts';
import { type Ports, quantile } from './measured-process.ts';

const BYTES = 64;
const WARM_UP = 2_000;
const ROUNDS = 40;
const TRIPS = 250;

interface Way {
  readonly name: string;
  trip(): Promise<void>;
  close(): void;
}

export interface RoundTrips {
  readonly name: string;
  /** µs */
  readonly p50: number;
  readonly p99: number;
}

/** Round trips of 64 bytes, one in flight. The ways take turns, so that a busy moment of the machine hits them all. */
export async function measureRoundTrips(ports: Ports): Promise<RoundTrips[]> {
  const ways = [
    await bareWay('bare ws echo', ports.bare),
    await bareWay('bare ws, relayed to a TCP echo', ports.relay),
    await pingWay('bridge: ping and pong', ports),
    await frameWay('bridge → TCP echo, bare frames', ports),
    await pageWay('page → bridge → TCP echo', ports),
  ];
  const taken = ways.map((): number[] => []);
  for (const way of ways) for (let trip = 0; trip < WARM_UP; trip += 1) await way.trip();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) {
      for (let trip = 0; trip < TRIPS; trip += 1) {
        const started = performance.now();
        await way.trip();
        taken[index]?.push((performance.now() - started) * 1_000);
      }
    }
  }
  for (const way of ways) way.close();
  return ways.map(({ name }, index) => {
    const times = taken[index] ?? [];
    return { name, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  });
}

async function open(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/bridge`, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

/** Sends one message and takes the next one as its answer. */
function wayOver(name: string, socket: WebSocket, payload: Uint8Array | string): Way {
  let arrived: () => void = () => undefined;
  socket.on('message', () => arrived());
  const trip = (): Promise<void> => {
    const back = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    socket.send(payload);
    return back;
  };
  return { name, trip, close: () => socket.terminate() };
}

const bareWay = async (name: string, port: number): Promise<Way> =>
  wayOver(name, await open(port), new Uint8Array(BYTES).fill(7));

/** What the bridge adds to a bare WebSocket, without the hop to a TCP socket. */
const pingWay = async (name: string, { bridge }: Ports): Promise<Way> =>
  wayOver(name, await open(bridge), JSON.stringify({ type: 'ping', call: 1 }));

/** Without the page's Host, evidence and flow control: these few trips stay within the first window by giving it back. */
async function frameWay(name: string, { bridge, echo }: Ports): Promise<Way> {
  const socket = await open(bridge);
  const to = { address: '127.0.0.1', port: echo };
  socket.send(JSON.stringify({ type: 'connect', socket: 1, to }));
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => String(data).includes('"opened"') && resolve());
  });
  socket.removeAllListeners('message');
  let arrived: () => void = () => undefined;
  let owed = 0;
  socket.on('message', (_data, isBinary) => {
    if (!isBinary) return;
    owed += BYTES;
    if (owed >= 65_536) {
      socket.send(JSON.stringify({ type: 'credit', socket: 1, amount: owed }));
      owed = 0;
    }
    arrived();
  });
  const frame = encodeData(1, new Uint8Array(BYTES).fill(7));
  const trip = (): Promise<void> => {
    const back = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    socket.send(frame);
    return back;
  };
  return { name, trip, close: () => socket.terminate() };
}

async function pageWay(name: string, ports: Ports): Promise<Way> {
  const url = `ws://127.0.0.1:${ports.bridge}/bridge`;
  const log = new EvidenceLog(() => performance.now());
  const computer = new ThisComputer({
    connect: () => channelOf(new WebSocket(url, { perMessageDeflate: false })),
    log,
    world: { now: () => performance.now() },
  });
  const stream = await computer.connect({ address: '127.0.0.1', port: ports.echo });
  const payload = new Uint8Array(BYTES).fill(7);
  const trip = async (): Promise<void> => {
    await stream.write(payload);
    for (let got = 0; got < BYTES; ) got += (await stream.read())?.length ?? BYTES;
  };
  return { name, trip, close: () => computer.close() };
}
