import { type DatagramSocket, type Endpoint, endpointText } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { Courier } from './courier.ts';
import { decodeMessage, encodeMessage, MOST_TEXT } from './messages.ts';

/** Peers the meeting point remembers. */
const MOST_PEERS = 32;
/** ms between the lines of --say. */
const PAUSE_MS = 50;

export interface Talk {
  readonly socket: DatagramSocket;
  /** Whom it joined; null for the one who holds the port, where the others meet. */
  readonly at: Endpoint | null;
  /** Number what is sent, and send it until it is acknowledged. */
  readonly acks: boolean;
  /** So many lines are said without anybody typing; then it ends. */
  readonly lines: number | null;
}

interface Peer {
  readonly at: Endpoint;
  readonly courier: Courier;
}

/** Talks until the input ends. @returns the exit status */
export async function talk({ socket, at, acks, lines }: Talk, context: Context): Promise<number> {
  const { output, log, now, sleep, input } = context;
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const peers = new Map<string, Peer>();
  let [heard, suppressed] = [0, 0];

  function peerAt(end: Endpoint): Peer | null {
    const known = peers.get(endpointText(end));
    if (known) return known;
    if (peers.size >= MOST_PEERS) return null;
    const made = { at: end, courier: new Courier(socket, end, { sleep, signal }) };
    peers.set(endpointText(end), made);
    return made;
  }

  async function hear(): Promise<void> {
    for (;;) {
      const { from, payload } = await socket.receive(signal);
      const message = decodeMessage(payload);
      const peer = message === null ? null : peerAt(from);
      if (message === null || peer === null) continue;
      if (message.is === 'ack') peer.courier.ack(message.number);
      if (message.is === 'join') await output.write(`${from.port} is here.\n`, 'dim');
      if (message.is === 'line') await take(message.text, peer);
      if (message.is !== 'data') continue;
      const fresh = peer.courier.isNew(message.number);
      log.append({ ...taken(from, message.number), fresh });
      // It is told again each time: the acknowledgment may be what was lost.
      await socket.send(from, encodeMessage({ is: 'ack', number: message.number }));
      if (fresh) await take(message.text, peer);
      else suppressed += 1;
    }
  }

  const taken = (from: Endpoint, number: number) =>
    ({
      kind: 'udp.taken',
      socket: socket.id,
      from,
      number,
      ...(context.host.kind === 'virtual' && { host: context.host.name }),
    }) as const;

  /** A line of one peer goes to the screen, and from the meeting point to everybody else. */
  async function take(text: string, from: Peer): Promise<void> {
    heard += 1;
    await output.write(`${String(heard).padStart(4)}  ${from.at.port}: ${text}\n`, 'app');
    if (at !== null) return;
    for (const other of peers.values()) if (other !== from) passOn(text, other);
  }

  /** Nobody waits for it here, and the one way it fails is that this end is closed, which `hear` tells. */
  function passOn(text: string, peer: Peer): void {
    say(text, peer).catch(() => over.abort());
  }

  /** @returns how many datagrams it took; null if nobody acknowledged it */
  async function say(text: string, peer: Peer): Promise<number | null> {
    if (acks) return peer.courier.bring(text);
    await socket.send(peer.at, encodeMessage({ is: 'line', text }));
    return 1;
  }

  async function type(): Promise<void> {
    for (let line = await input.readLine(signal); line !== null; line = await input.readLine(signal)) {
      const text = line.slice(0, MOST_TEXT);
      if (text === '') continue;
      if (peers.size === 0)
        await output.write('Nobody has sent anything yet, so there is nobody to say it to.\n', 'dim');
      for (const peer of peers.values()) {
        const tries = await say(text, peer);
        if (tries === null) await output.write(`${peer.at.port} did not acknowledge that.\n`, 'error');
        else if (tries > 1) await output.write(`Acknowledged at the ${ordinal(tries)} try.\n`, 'dim');
      }
    }
  }

  async function recite(count: number): Promise<void> {
    const [peer] = peers.values();
    if (peer === undefined) return;
    const began = now();
    let [datagrams, acknowledged] = [0, 0];
    for (let number = 1; number <= count; number += 1) {
      signal.throwIfAborted();
      const tries = await say(`line ${number}`, peer);
      datagrams += tries ?? 0;
      if (tries !== null) acknowledged += 1;
      if (!acks) await sleep(PAUSE_MS);
    }
    const time = `${((now() - began) / 1000).toFixed(1)} s`;
    const so = acks
      ? `${acknowledged} acknowledged, ${datagrams - acknowledged} datagrams sent again`
      : 'how many arrived is known over there only';
    await output.write(`Said ${count} lines in ${time}: ${so}.\n`, 'bold');
  }

  if (at !== null) {
    peerAt(at);
    await socket.send(at, encodeMessage({ is: 'join' }));
  }
  const hearing = hear();
  try {
    await Promise.race([hearing, lines === null ? type() : recite(lines)]);
    return 0;
  } finally {
    over.abort();
    await hearing.catch(() => undefined);
    if (heard > 0) await output.write(`Heard ${heard} lines. ${suppressed} came twice and were shown once.\n`, 'dim');
  }
}

const ordinal = (count: number): string => ['first', 'second', 'third'][count - 1] ?? `${count}th`;
