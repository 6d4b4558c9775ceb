import type { World } from '../../../link/world.ts';
import { worldOf } from '../../../link/world.ts';
import { Clock, millisecond } from '../../../time/clock.ts';
import { Random } from '../../../time/random.ts';
import type { NetworkEvent } from '../../../trace/event.ts';
import type { Arrival, IpLayer, PacketOrders } from '../../ip-layer.ts';
import { headroom } from '../../ip-layer.ts';
import type { TcpEnd, TcpListener, TcpOptions, TcpSocket } from '../../sockets.ts';
import { Tcp } from '../tcp.ts';

/** What the pipe does to a segment; `send` may be called never, once or more often. */
export type Mischief = (arrival: Arrival, send: (extraDelay?: number) => void) => void;

/** An IP layer that is one pipe: what goes in comes out at the other end after `delay` ns, unless `mischief` objects. */
export class PipeEnd implements IpLayer {
  readonly address: number;
  readonly #world: World;
  other: { receive(arrival: Arrival): void } | null = null;
  delay = millisecond;
  mtu = 1500;
  mischief: Mischief | null = null;
  #frame = 0;
  sent = 0;

  constructor(world: World, address: number) {
    this.#world = world;
    this.address = address;
  }

  send(bytes: Uint8Array, length: number, orders: PacketOrders): null {
    const arrival: Arrival = {
      bytes,
      ip: headroom - 20,
      payload: headroom,
      end: headroom + length,
      source: orders.source,
      destination: orders.destination,
      ttl: 64,
      interface: 'eth0',
      frame: ++this.#frame,
    };
    this.sent += 1;
    const go = (extra = 0): void => {
      this.#world.clock.after(this.delay + extra, () => this.other?.receive(arrival));
    };
    if (this.mischief) this.mischief(arrival, go);
    else go();
    return null;
  }
  sourceFor(): number {
    return this.address;
  }
  isLocal(address: number): boolean {
    return address === this.address;
  }
  mtuTo(): number {
    return this.mtu;
  }
}

export const addressA = 0x0a000001;
export const addressB = 0x0a000002;

export interface Pair {
  readonly world: World;
  readonly clock: Clock;
  readonly events: NetworkEvent[];
  readonly ends: { readonly a: PipeEnd; readonly b: PipeEnd };
  readonly a: Tcp;
  readonly b: Tcp;
}

/** Two TCPs and a pipe between them. */
export function pair(options: { seed?: string; traced?: boolean; a?: TcpOptions; b?: TcpOptions } = {}): Pair {
  const events: NetworkEvent[] = [];
  const clock = new Clock();
  const trace = options.traced === false ? null : (event: NetworkEvent) => void events.push(event);
  const world = worldOf(clock, new Random(options.seed ?? 'tcp'), trace);
  const ends = { a: new PipeEnd(world, addressA), b: new PipeEnd(world, addressB) };
  const a = new Tcp(world, 'a', ends.a, options.a);
  const b = new Tcp(world, 'b', ends.b, options.b);
  ends.a.other = b;
  ends.b.other = a;
  return { world, clock, events, ends, a, b };
}

/** What a problem is not. */
export function sure<T>(value: T | string | null): T {
  if (value === null || typeof value === 'string') throw new Error(`not what was asked for: ${value}`);
  return value;
}

/** A program that notes what it hears and reads what comes. */
export class Program {
  readonly socket: TcpSocket;
  readonly heard: string[] = [];
  readonly chunks: Uint8Array[] = [];
  total = 0;
  ended: { end: TcpEnd; by: string } | null = null;

  constructor(socket: TcpSocket, reads = true) {
    this.socket = socket;
    socket.user = {
      established: () => this.heard.push('established'),
      readable: () => {
        if (reads) this.read();
      },
      closed: (end, by) => {
        this.ended = { end, by };
        this.heard.push(`closed by ${end} (${by})`);
      },
    };
    if (reads) this.read();
  }

  read(most?: number): void {
    for (let bytes = this.socket.receive(most); bytes.length > 0; bytes = this.socket.receive(most)) {
      this.chunks.push(bytes);
      this.total += bytes.length;
      if (most !== undefined) return;
    }
  }

  get text(): string {
    return this.chunks.map((chunk) => String.fromCharCode(...chunk)).join('');
  }

  /** Sends all of `bytes` as room comes, and then closes its direction. */
  pour(bytes: Uint8Array, close = true): void {
    let at = 0;
    const more = () => {
      at += this.socket.send(bytes.subarray(at));
      if (at === bytes.length && close) this.socket.shutdown();
    };
    this.socket.user.writable = more;
    more();
  }
}

/** A connection from a (port 40000) to b (port 80), established. */
export function connected(
  from: Pair,
  options: { a?: TcpOptions; b?: TcpOptions; reads?: boolean } = {},
): { client: Program; server: Program; listener: TcpListener } {
  const listener = sure(from.b.listen({ address: 0, port: 80 }, 8, options.b));
  const client = new Program(sure(from.a.connect({ address: addressB, port: 80 }, { port: 40_000 }, options.a)));
  from.clock.runUntil(from.clock.now + 3 * millisecond);
  const server = new Program(sure(listener.accept()), options.reads ?? true);
  return { client, server, listener };
}

export const text = (value: string): Uint8Array => Uint8Array.from(value, (letter) => letter.charCodeAt(0));

/** Bytes that differ from their neighbours at every distance that a lost or doubled segment could shift them by. */
export function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >>> 8) * 17 + (at >>> 16)) & 255;
  return bytes;
}

/** States of one device's connections in the order they were taken. */
export const states = (from: Pair, device: string): string[] =>
  from.events.flatMap((event) =>
    event.kind === 'socket.changed' && event.device === device && event.remote !== null ? [event.state] : [],
  );
