import { type DatagramSocket, type Endpoint, SocketError } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { listensFor } from '../own-address.ts';
import { tellSocketError } from '../socket-errors.ts';
import { Patience } from './patience.ts';
import type { ReadyPlan } from './plan.ts';

/** A connected UDP socket: each line is one datagram, and a refusal (ICMP port unreachable) comes back as an error. */
export async function connectUdp(plan: ReadyPlan, context: Context): Promise<number> {
  const to = { address: plan.address, port: plan.ports[0] ?? 0 };
  const from = { address: plan.from ?? listensFor(context.host, to.address), port: 0 };
  return withSocket(from, to, to, context, async (socket) => {
    if (plan.verbose) {
      const own = `${socket.local.address} ${socket.local.port}`;
      await context.error.write(
        `Sending from ${own} to ${to.address} ${to.port} [udp/*]; nobody has agreed to anything.\n`,
      );
    }
    return exchange(socket, () => to, null, plan, context);
  });
}

/** Listens; whoever sends first is the one it talks with, unless -k takes everybody's datagrams. */
export async function listenUdp(plan: ReadyPlan, context: Context): Promise<number> {
  const at = { address: plan.address, port: plan.ports[0] ?? 0 };
  return withSocket(at, undefined, at, context, async (socket) => {
    const { address, port } = socket.local;
    if (plan.verbose || at.port === 0) await context.error.write(`Bound on ${address} ${port}\n`);
    let peer: Endpoint | null = null;
    const takes = async (from: Endpoint): Promise<boolean> => {
      if (peer === null || plan.keep) {
        const isNew = peer?.port !== from.port || peer.address !== from.address;
        peer = from;
        if (plan.verbose && isNew) await context.error.write(`Connection received on ${from.address} ${from.port}\n`);
      }
      return peer.port === from.port && peer.address === from.address;
    };
    return exchange(socket, () => peer, takes, plan, context);
  });
}

async function withSocket(
  at: Endpoint,
  peer: Endpoint | undefined,
  subject: Endpoint,
  context: Context,
  use: (socket: DatagramSocket) => Promise<number>,
): Promise<number> {
  let socket: DatagramSocket | null = null;
  try {
    socket = await context.host.bind(at, peer);
    return await use(socket);
  } catch (error) {
    await tellSocketError(context.error, 'nc', error, subject, 'udp');
    return 1;
  } finally {
    socket?.close();
  }
}

async function exchange(
  socket: DatagramSocket,
  peer: () => Endpoint | null,
  takes: ((from: Endpoint) => Promise<boolean>) | null,
  plan: ReadyPlan,
  context: Context,
): Promise<number> {
  const over = new AbortController();
  const patience = new Patience(plan.patienceMs, context);
  const signal = AbortSignal.any([context.signal, over.signal, patience.signal]);

  async function fromNetwork(): Promise<void> {
    for (;;) {
      const { from, payload } = await socket.receive(signal);
      patience.renew();
      if (takes !== null && !(await takes(from))) continue;
      await context.output.write(new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload));
    }
  }
  async function fromKeyboard(): Promise<void> {
    const encoder = new TextEncoder();
    for (let line = await context.input.readLine(signal); line !== null; line = await context.input.readLine(signal)) {
      patience.renew();
      const to = peer();
      if (to !== null) await socket.send(to, encoder.encode(`${line}\n`));
      else await context.error.write('Nobody has sent anything yet, so there is nobody to answer.\n', 'dim');
    }
  }

  try {
    await Promise.all([fromNetwork(), fromKeyboard()]);
    return 0;
  } catch (error) {
    if (error instanceof SocketError) throw error;
    if (patience.signal.aborted && !context.signal.aborted) return 0;
    throw error;
  } finally {
    over.abort();
    patience.stop();
  }
}
