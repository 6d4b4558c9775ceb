import { connect, type Socket } from 'node:net';
import { takeOrders } from './load-process.ts';

// Load process: people in an open room who read everything and talk. Each line ends in its number, so every one of
// them is known to have reached everybody, once, and in the same order.

export interface Talk {
  readonly seconds: number;
  /** Lines on the way to somebody at once; the next one waits for the first. */
  readonly inFlight: number;
  /** Of all together. */
  readonly linesPerSecond: number;
  /** Lines a second of one, in the long run: a room refuses more than it allows. */
  readonly linesAMember: number;
  /** Length of the text: from … to, bytes. */
  readonly from: number;
  readonly to: number;
}

export interface Talked {
  readonly lines: number;
  readonly deliveriesPerSecond: number;
  /** Of the second in which the least was delivered. */
  readonly slowestSecond: number;
  /** From a line's sending to its arrival at one member, ms. */
  readonly p50: number;
  readonly p99: number;
  /** Deliveries that never came. */
  readonly lost: number;
  /** Deliveries of another line than everybody else had at this place. */
  readonly wrong: number;
  /** Lines of ERR, and members who were cut. */
  readonly refused: number;
}

export type CrowdOrders = {
  join(order: { port: number; count: number }): Promise<void>;
  talk(order: Talk): Promise<Talked>;
  /** LEFT lines that every one of us has seen so far. */
  left(order: null): number;
};

const LF = 0x0a;
const DIGITS = 8;
const RING = 65_536;
/** Of a histogram cell, ms. */
const CELL = 0.05;
/** Lines that one may say at once: half of what a room allows. */
const BURST_A_MEMBER = 20;

class Member {
  readonly socket: Socket;
  rest: Buffer = Buffer.alloc(0);
  messages = 0;
  left = 0;
  tokens = BURST_A_MEMBER;
  filledAt = 0;
  constructor(socket: Socket) {
    this.socket = socket;
  }
}

const members: Member[] = [];
const sentAt = new Float64Array(RING);
const missing = new Int32Array(RING);
/** The line at each place, as whoever saw it first had it. */
const order = new Int32Array(RING).fill(-1);
const histogram = new Uint32Array(20_000 / CELL + 1);
let places = 0;
let sent = 0;
let done = 0;
let deliveries = 0;
let wrong = 0;
let refused = 0;
let progress = (): void => {};

const numberAt = (bytes: Buffer, end: number): number => {
  let number = 0;
  for (let at = end - DIGITS; at < end; at++) number = number * 10 + (bytes[at] ?? 0x30) - 0x30;
  return number;
};

const take = (member: Member, chunk: Buffer): void => {
  const now = performance.now();
  const bytes = member.rest.length === 0 ? chunk : Buffer.concat([member.rest, chunk]);
  let start = 0;
  for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
    const first = bytes[start];
    if (first === 0x4d) message(member, numberAt(bytes, end), now);
    else if (first === 0x4c) member.left += 1;
    else if (first === 0x45 || first === 0x42) refused += 1;
    start = end + 1;
  }
  // A copy: a view would keep the whole chunk.
  member.rest = Buffer.from(bytes.subarray(start));
  while (done < sent && missing[done % RING] === 0) done += 1;
  progress();
};

const message = (member: Member, number: number, now: number): void => {
  const place = member.messages++ % RING;
  if (member.messages > places) {
    places = member.messages;
    order[place] = number;
  }
  if (order[place] !== number) wrong += 1;
  const slot = number % RING;
  const cell = Math.floor((now - (sentAt[slot] ?? now)) / CELL);
  const at = Math.min(cell, histogram.length - 1);
  histogram[at] = (histogram[at] ?? 0) + 1;
  missing[slot] = (missing[slot] ?? 0) - 1;
  deliveries += 1;
};

const enter = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const member = new Member(socket);
    let greeting = '';
    const greeted = (bytes: Buffer): void => {
      greeting += bytes.toString('latin1');
      if (!/OK you=\S+\n/.test(greeting)) return;
      socket.off('data', greeted);
      socket.on('data', (chunk) => take(member, chunk));
      members.push(member);
      resolve();
    };
    socket.on('data', greeted);
    socket.on('error', reject);
    socket.on('close', () => {
      refused += 1;
    });
  });

const mayTalk = (member: Member, linesPerSecond: number, now: number): boolean => {
  const earned = ((now - member.filledAt) / 1000) * linesPerSecond;
  member.tokens = Math.min(BURST_A_MEMBER, member.tokens + earned);
  member.filledAt = now;
  if (member.tokens < 1) return false;
  member.tokens -= 1;
  return true;
};

const percentileOf = (share: number): number => {
  let seen = 0;
  for (const [cell, count] of histogram.entries()) {
    seen += count;
    if (seen >= deliveries * share) return cell * CELL;
  }
  return Number.NaN;
};

const talk = async (asked: Talk): Promise<Talked> => {
  const text = 'x'.repeat(asked.to);
  histogram.fill(0);
  deliveries = 0;
  const first = sent;
  const began = performance.now();
  const until = began + asked.seconds * 1000;
  const perSecond: number[] = [];
  let turn = 0;
  let next = began;
  let marked = 0;
  await new Promise<void>((resolve) => {
    const step = (): void => {
      for (let now = performance.now(); now < until && now >= next && sent - done < asked.inFlight; ) {
        const member = members[turn++ % members.length];
        if (member === undefined || !mayTalk(member, asked.linesAMember, now)) break;
        // Lengths in a fixed order, without chance.
        const length = asked.from + ((sent * 7_919) % (asked.to - asked.from + 1));
        sentAt[sent % RING] = now = performance.now();
        missing[sent % RING] = members.length;
        member.socket.write(`SAY ${text.slice(0, length - DIGITS)}${String(sent).padStart(DIGITS, '0')}\n`);
        sent += 1;
        next = Math.max(next + 1000 / asked.linesPerSecond, now - 100);
      }
    };
    const timer = setInterval(() => {
      step();
      const now = performance.now();
      if (now - began >= 1000 * (perSecond.length + 1) && now < until + 500) {
        perSecond.push(deliveries - marked);
        marked = deliveries;
      }
      if (now < until || (done < sent && now < until + 15_000)) return;
      clearInterval(timer);
      resolve();
    }, 1);
    progress = step;
  });
  progress = () => {};
  const lines = sent - first;
  const lost = lines * members.length - deliveries;
  const seconds = (Math.max(until, performance.now()) - began) / 1000;
  return {
    lines,
    deliveriesPerSecond: deliveries / seconds,
    slowestSecond: Math.min(...perSecond),
    p50: percentileOf(0.5),
    p99: percentileOf(0.99),
    lost,
    wrong,
    refused,
  };
};

takeOrders<CrowdOrders>({
  async join({ port, count }) {
    for (let at = 0; at < count; at++) await enter(port);
  },
  talk,
  left: () => Math.min(...members.map((member) => member.left)),
});
