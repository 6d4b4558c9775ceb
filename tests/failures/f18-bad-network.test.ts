import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { channelOf, type WebSocketLike } from '../../lab/bridge/websocket-channel.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import type { Stream } from '../../lab/host.ts';
import { ThisComputer } from '../../lab/this-computer.ts';
import { type RunningLab, startLab } from '../../lab-server/lab.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { type FaultProxy, type Faults, startFaultProxy } from './fault-proxy.ts';
import { scaled } from './scale.ts';
import { seeded } from './seeded.ts';

// F18. A bad network between a page and the lab server, or between a plain TCP client and its room: late, in slices of
// one byte, slow, reset at some byte, finished at some byte. What is read is what was said, or the connection is seen to
// end and the next one starts clean. Never a wrong line, never one twice.

const seeds = Array.from({ length: scaled(6, 30) }, (_, seed) => seed + 1);

const opened: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const startRoom = async (): Promise<{ lab: RunningLab; green: number }> => {
  const lab = await startLab({ port: 0, lobbyPort: 0, chatPorts: { from: 0, to: 0 } });
  opened.push(() => lab.close());
  return { lab, green: lab.services().find(({ name }) => name === 'green')?.port ?? 0 };
};

const proxied = async (port: number, faults: Faults): Promise<FaultProxy> => {
  const proxy = await startFaultProxy(port, faults);
  opened.push(() => proxy.close());
  return proxy;
};

/** A member without any fault between: what it hears is the truth. */
const witness = async (port: number): Promise<{ client: TestClient; nick: string }> => {
  const [client, nick] = await TestClient.join(port);
  opened.push(() => client.drop());
  return { client, nick };
};

/** Lines of all lengths that a room takes, with letters of one to four bytes, each with a number of its own. */
const linesOf = (who: string, seed: number, count: number): string[] => {
  const random = seeded(seed);
  const letters = ['a', 'é', '語', '🙂', ' ', 'z'];
  return Array.from({ length: count }, (_, number) => {
    const length = random() < 0.1 ? 230 : Math.floor(random() * 40);
    const text = Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
    return `${who}-${seed}-${number} ${text}.`;
  });
};

/** What was said by these, in order, of whole `MSG` lines. */
const saidIn = (text: string, who: string): string[] =>
  text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .flatMap((line) => /^MSG \S+ (.*)$/.exec(line)?.[1] ?? [])
    .filter((line) => line.startsWith(`${who}-`));

/** The faults of a seed that end nothing. */
const gentle = (seed: number): Faults =>
  [{ latencyMs: 5 + seed }, { slice: 1 }, { bytesPerSecond: 10_000 }, { slice: 1, latencyMs: 3 }][seed % 4] ?? {};

/** The faults of a seed that end the first connection somewhere in `bytes`. */
const rough = (seed: number, bytes: { up: number; down: number }): Faults => {
  const random = seeded(seed * 7_919);
  const way = random() < 0.5 ? 'up' : 'down';
  const at = 1 + Math.floor(random() * bytes[way]);
  const slice = random() < 0.3 ? { slice: 7 } : {};
  return { ...slice, [seed % 3 === 0 ? 'finAfter' : 'resetAfter']: { [way]: at } };
};

const pageBehind = (lab: RunningLab, proxy: FaultProxy): ThisComputer => {
  const origin = lab.url.replace(/\/$/, '');
  const log = new EvidenceLog(() => performance.now());
  const open = () =>
    new WebSocket(`${origin.replace('http', 'ws')}/bridge`, {
      origin,
      perMessageDeflate: false,
      createConnection: () => connect({ port: proxy.port, host: '127.0.0.1', noDelay: true }),
    });
  const computer = new ThisComputer({
    connect: () => channelOf(open() as WebSocketLike),
    log,
    world: { now: () => performance.now() },
  });
  opened.push(() => computer.close());
  return computer;
};

/** Reads a page's stream into text until it ends. */
const listen = (stream: Stream): { text: string; over: Promise<void> } => {
  const decoder = new TextDecoder();
  const heard = { text: '', over: Promise.resolve() };
  heard.over = (async () => {
    for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read())
      heard.text += decoder.decode(bytes, { stream: true });
  })().catch(() => undefined);
  return heard;
};

const encoder = new TextEncoder();
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Joins through a way that may break at any byte, until it holds. */
const joinAnyhow = async (
  computer: ThisComputer,
  port: number,
): Promise<{ stream: Stream; heard: { text: string } }> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const stream = await computer.connect({ address: '127.0.0.1', port }).catch(() => null);
    if (stream === null) {
      await pause(50);
      continue;
    }
    const heard = listen(stream);
    for (let look = 0; look < 1_000 && !heard.text.includes('OK you='); look += 1) {
      if ((await Promise.race([stream.closed, pause(5).then(() => null)])) !== null) break;
    }
    if (heard.text.includes('OK you=')) return { stream, heard };
  }
  throw new Error('it never came back');
};

describe.each(seeds)('with seed %i, a page', (seed) => {
  it('reads and says exactly what was said over a slow, late, sliced way', { timeout: 120_000 }, async () => {
    const { lab, green } = await startRoom();
    const truth = await witness(green);
    const speaker = await witness(green);
    const computer = pageBehind(lab, await proxied(lab.port, gentle(seed)));
    const { stream, heard } = await joinAnyhow(computer, green);
    const [theirs, ours] = [linesOf('them', seed, 35), linesOf('page', seed + 100, 35)];
    for (const [at, line] of theirs.entries()) {
      speaker.client.say(`SAY ${line}`);
      await stream.write(encoder.encode(`SAY ${ours[at]}\n`));
    }
    await expect.poll(() => saidIn(heard.text, 'page').length, { timeout: 60_000 }).toBe(35);
    await expect.poll(() => saidIn(heard.text, 'them').length, { timeout: 60_000 }).toBe(35);
    expect(saidIn(heard.text, 'them')).toEqual(theirs);
    expect(saidIn(heard.text, 'page')).toEqual(ours);
    expect(saidIn(truth.client.text, 'page')).toEqual(ours);
    // Byte for byte what a member without faults read.
    expect(heard.text.slice(heard.text.indexOf('MSG '))).toBe(
      truth.client.text.slice(truth.client.text.indexOf('MSG ')),
    );
  });

  it('comes back clean when the way breaks at some byte', { timeout: 120_000 }, async () => {
    const { lab, green } = await startRoom();
    const truth = await witness(green);
    const speaker = await witness(green);
    const proxy = await proxied(lab.port, rough(seed, { up: 1_500, down: 4_500 }));
    const computer = pageBehind(lab, proxy);
    const [theirs, ours] = [linesOf('them', seed, 36), linesOf('page', seed + 100, 36)];
    const stays: { text: string }[] = [];
    let now = await joinAnyhow(computer, green);
    stays.push(now.heard);
    for (const [at, line] of theirs.entries()) {
      speaker.client.say(`SAY ${line}`);
      // A line that the page could not hand over is not said again: that is the learner's to decide.
      const handed = await now.stream.write(encoder.encode(`SAY ${ours[at]}\n`)).then(
        () => true,
        () => false,
      );
      if (handed && at % 6 !== 5) continue;
      await pause(20);
      if ((await Promise.race([now.stream.closed, pause(0).then(() => null)])) === null) continue;
      now = await joinAnyhow(computer, green);
      stays.push(now.heard);
    }
    await truth.client.sees(new RegExp(`MSG \\S+ them-${seed}-35 .*\n`), 20_000);
    // Whatever stay it is in: the page is here at the end, and hears.
    if ((await Promise.race([now.stream.closed, pause(500).then(() => null)])) !== null) {
      now = await joinAnyhow(computer, green);
      stays.push(now.heard);
    }
    truth.client.say(`SAY last-${seed}-0 now`);
    await expect.poll(() => saidIn(now.heard.text, 'last'), { timeout: 20_000 }).toEqual([`last-${seed}-0 now`]);

    expect(proxy.hits).toBe(1);
    expect(computer.state).toBe('online');
    for (const { text } of stays) expect(text.startsWith('HELLO chat/1 room=green auth=open\n')).toBe(true);
    // In each stay an unbroken run of what was said; over all stays no line twice and in order.
    for (const { text } of stays) expectRunOf(saidIn(text, 'them'), theirs);
    expectPartOf(
      stays.flatMap(({ text }) => saidIn(text, 'them')),
      theirs,
    );
    // What the page said arrived once or never, in order, whole.
    expectPartOf(saidIn(truth.client.text, 'page'), ours);
    // Everybody the page was has left, but the last; and the speaker is still there.
    const seen = (verb: string): number => truth.client.text.match(new RegExp(`^${verb} `, 'gm'))?.length ?? 0;
    await expect.poll(() => seen('JOIN') - seen('LEFT'), { timeout: 10_000 }).toBe(2);
    expect(seen('JOIN')).toBeGreaterThanOrEqual(stays.length + 1);
  });
});

describe.each(seeds)('with seed %i, a plain TCP client', (seed) => {
  it('reads and says exactly what was said over a slow, late, sliced way', { timeout: 120_000 }, async () => {
    const { green } = await startRoom();
    const truth = await witness(green);
    const proxy = await proxied(green, gentle(seed));
    const [client] = await TestClient.join(proxy.port);
    opened.push(() => client.drop());
    const [theirs, ours] = [linesOf('them', seed, 35), linesOf('tcp', seed + 100, 35)];
    for (const [at, line] of theirs.entries()) {
      truth.client.say(`SAY ${line}`);
      client.say(`SAY ${ours[at]}`);
    }
    await expect.poll(() => saidIn(client.text, 'them').length, { timeout: 60_000 }).toBe(35);
    await expect.poll(() => saidIn(client.text, 'tcp').length, { timeout: 60_000 }).toBe(35);
    expect(saidIn(client.text, 'them')).toEqual(theirs);
    expect(saidIn(client.text, 'tcp')).toEqual(ours);
    expect(client.text.slice(client.text.indexOf('MSG '))).toBe(
      truth.client.text.slice(truth.client.text.indexOf('MSG ')),
    );
  });

  it('that is cut at some byte heard the beginning of it, said the beginning of it, and is gone', async () => {
    const { green } = await startRoom();
    const truth = await witness(green);
    const proxy = await proxied(green, rough(seed, { up: 700, down: 1_800 }));
    const client = await TestClient.connect(proxy.port);
    opened.push(() => client.drop());
    const [theirs, ours] = [linesOf('them', seed, 35), linesOf('tcp', seed + 100, 35)];
    for (const [at, line] of theirs.entries()) {
      truth.client.say(`SAY ${line}`);
      if (client.socket.writable) client.say(`SAY ${ours[at]}`);
      await pause(2);
    }
    await truth.client.sees(new RegExp(`MSG \\S+ them-${seed}-34 .*\n`), 20_000);
    // After a FIN from the room's side a client closes too.
    client.socket.end();
    await client.ended(10_000);
    expect(proxy.hits).toBe(1);
    expectRunOf(saidIn(client.text, 'them'), theirs);
    const said = saidIn(truth.client.text, 'tcp');
    expect(said).toEqual(ours.slice(0, said.length));
    const [, nick] = /OK you=(\S+)\n/.exec(client.text) ?? [];
    if (nick !== undefined) await truth.client.sees(new RegExp(`LEFT ${nick}\n`));
    // And a second call through the same way is a clean one.
    const [again] = await TestClient.join(proxy.port);
    opened.push(() => again.drop());
    expect(again.text.startsWith('HELLO chat/1 room=green auth=open\nOK you=')).toBe(true);
    expect(again.text).not.toContain('MSG ');
  });
});

/** Consecutive ones of `all`. */
function expectRunOf(part: readonly string[], all: readonly string[]): void {
  const from = part[0] === undefined ? 0 : all.indexOf(part[0]);
  expect(from).toBeGreaterThanOrEqual(0);
  expect(part).toEqual(all.slice(from, from + part.length));
}

/** Some of `all`, each at most once, in order. */
function expectPartOf(part: readonly string[], all: readonly string[]): void {
  const places = part.map((line) => all.indexOf(line));
  expect(places).not.toContain(-1);
  for (const [at, place] of places.entries()) if (at > 0) expect(place).toBeGreaterThan(places[at - 1] ?? -1);
}
