import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

// The load client of load.c for machines without a C compiler: same arguments, same input, same output.

const [port = 0, members = 0] = process.argv.slice(2, 4).map(Number);
const protocol = process.argv[4] ?? 'raw';
const LF = 0x0a;
const WINDOW = 64;
const verbs: Readonly<Record<string, string>> = { chat: 'SAY ', irc: 'PRIVMSG #bench :' };
const line = Buffer.from(`${verbs[protocol] ?? ''}${'x'.repeat(64)}${protocol === 'irc' ? '\r' : ''}\n`);

const counts = new Uint32Array(members + 1);
const sentAt = new Float64Array(WINDOW);
const missing = new Int32Array(WINDOW);
let latencies: number[] = [];
let counting = false;
let lastByteAt = performance.now();
let progress = (): void => {};

function received(member: number, bytes: Buffer): void {
  const now = performance.now();
  lastByteAt = now;
  if (!counting || member === members) return;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    const slot = (counts[member] ?? 0) % WINDOW;
    counts[member] = (counts[member] ?? 0) + 1;
    latencies.push((now - (sentAt[slot] ?? now)) * 1000);
    missing[slot] = (missing[slot] ?? 0) - 1;
  }
  progress();
}

async function join(socket: Socket, number: number): Promise<void> {
  const saw = async (wanted: string): Promise<void> => {
    for (let text = ''; !text.includes(wanted); ) text += String((await once(socket, 'data'))[0]);
  };
  if (protocol === 'chat') await saw('OK you=');
  if (protocol !== 'irc') return;
  socket.write(`NICK m${number}\r\nUSER m m m m\r\n`);
  await saw(' 376 ');
  socket.write('JOIN #bench\r\n');
  await saw(' 366 ');
}

async function quiet(ms: number): Promise<void> {
  while (performance.now() - lastByteAt < ms) await new Promise((resolve) => setTimeout(resolve, ms / 4));
}

async function run(sender: Socket, inFlight: number, seconds: number, pauseUs: number): Promise<void> {
  counts.fill(0);
  missing.fill(0);
  latencies = [];
  counting = true;
  let sent = 0;
  let done = 0;
  const start = performance.now();
  const until = start + seconds * 1000;
  let next = start;
  await new Promise<void>((resolve) => {
    const step = (): void => {
      while (done < sent && missing[done % WINDOW] === 0) done += 1;
      for (let now = performance.now(); now < until && sent - done < inFlight && now >= next; sent++) {
        now = performance.now();
        sentAt[sent % WINDOW] = now;
        missing[sent % WINDOW] = members;
        next = now + pauseUs / 1000;
        sender.write(line);
      }
      if (done === sent && performance.now() >= until) {
        clearInterval(timer);
        resolve();
      }
    };
    const timer = setInterval(step, 1);
    progress = step;
  });
  progress = () => {};
  counting = false;
  latencies.sort((a, b) => a - b);
  const percentile = (share: number): number => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
  const figures = { deliveries: latencies.length, seconds: (performance.now() - start) / 1000 };
  process.stdout.write(`${JSON.stringify({ ...figures, p50: percentile(0.5), p99: percentile(0.99) })}\n`);
}

const sockets: Socket[] = [];
for (let member = 0; member <= members; member++) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  await join(socket, member);
  socket.on('data', (bytes) => received(member, bytes));
  sockets.push(socket);
}
await quiet(300);
process.stdout.write('ready\n');
const sender = sockets[members];
for await (const input of createInterface({ input: process.stdin })) {
  const [inFlight = 1, seconds = 1, pauseUs = 0] = input.split(' ').slice(1).map(Number);
  if (sender !== undefined) await run(sender, inFlight, seconds, pauseUs);
}
process.exit(0);
