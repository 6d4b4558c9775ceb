import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { decodeFrame, encodeData } from '../../../lab/bridge/frames.ts';
import { type MeasuredProcess, quantile } from './measured-process.ts';

const MEMBERS = 300;
const LINES_PER_SECOND = 20;
const SECONDS = 15;

export interface Classroom {
  readonly members: number;
  readonly linesPerSecond: number;
  readonly deliveries: number;
  readonly expected: number;
  /** ms from SAY to MSG at one member */
  readonly p50: number;
  readonly p99: number;
  /** of one core, 0 to 100, of the lab server */
  readonly cpu: number;
  /** bytes a session: the process's memory, and what JavaScript holds of it */
  readonly rssPerSession: number;
  readonly heldPerSession: number;
}

interface Member {
  say(text: string): void;
  close(): void;
}

/** 300 pages, each with one connection to one chat room, and 20 lines a second by one after another of them. */
export async function measureClassroom(measured: MeasuredProcess): Promise<Classroom> {
  const sentAt = new Map<string, number>();
  const taken: number[] = [];
  const heard = (text: string): void => {
    const at = sentAt.get(text);
    if (at !== undefined) taken.push(performance.now() - at);
  };
  // One page first, so that code and buffers which all share are not counted as a session's.
  const first = await join(measured, heard);
  const before = await measured.sample();
  const members = [first];
  while (members.length < MEMBERS) members.push(await join(measured, heard));
  await sleep(500);
  const full = await measured.sample();
  const lines = LINES_PER_SECOND * SECONDS;
  const started = performance.now();
  for (let line = 0; line < lines; line += 1) {
    const text = `line-${line}`.padEnd(48, '.');
    sentAt.set(text, performance.now());
    members[(line * 7) % MEMBERS]?.say(text);
    await sleep(Math.max(0, started + ((line + 1) * 1_000) / LINES_PER_SECOND - performance.now()));
  }
  await sleep(300);
  const after = await measured.sample();
  const seconds = (performance.now() - started) / 1_000;
  for (const member of members) member.close();
  return {
    members: MEMBERS,
    linesPerSecond: LINES_PER_SECOND,
    deliveries: taken.length,
    expected: lines * MEMBERS,
    p50: quantile(taken, 0.5),
    p99: quantile(taken, 0.99),
    cpu: (after.cpuMs - full.cpuMs) / seconds / 10,
    rssPerSession: (full.rss - before.rss) / (MEMBERS - 1),
    heldPerSession: (full.held - before.held) / (MEMBERS - 1),
  };
}

/** A page as small as it can be, so that 300 of them do not outweigh the server on the same machine. */
function join({ ports }: MeasuredProcess, heard: (text: string) => void): Promise<Member> {
  const socket = new WebSocket(`ws://127.0.0.1:${ports.bridge}/bridge`, { perMessageDeflate: false });
  const decoder = new TextDecoder();
  const say = (line: string): void => socket.send(encodeData(1, new TextEncoder().encode(`${line}\n`)));
  let rest = '';
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'connect', socket: 1, to: { address: '127.0.0.1', port: ports.green } }));
    });
    socket.on('message', (data, isBinary) => {
      const frame = isBinary ? decodeFrame(data as Buffer) : null;
      if (frame === null) return;
      const lines = (rest + decoder.decode(frame.payload)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('MSG ')) heard(line.slice(line.indexOf(' ', 4) + 1));
        else if (line.startsWith('OK '))
          resolve({ say: (text) => say(`SAY ${text}`), close: () => socket.terminate() });
        else if (line.startsWith('ERR ')) reject(new Error(line));
      }
    });
  });
}
