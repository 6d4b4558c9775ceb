import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bytes, openPage, startBridge, startPeer, text } from '../../tests/security/bridge-fixture.ts';

// The shell's commands wait for two things at once and abort the one that came second. Nothing may be lost by it.

const at = (port: number) => ({ address: '127.0.0.1', port });

/** Steps that let an abort come before, between and after what it races with. */
const turn = (round: number): Promise<void> =>
  new Promise((resolve) => {
    if (round % 3 === 0) queueMicrotask(resolve);
    else if (round % 3 === 1) setImmediate(resolve);
    else setTimeout(resolve, round % 4);
  });

/** What the signal aborted is null; everything else is thrown. */
const unlessAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> =>
  promise.catch((error: unknown) => {
    if (error === signal.reason) return null;
    throw error;
  });

test('a read that is aborted again and again loses no byte and keeps the connection', async () => {
  const lines = Array.from({ length: 300 }, (_, line) => `line ${line}\n`);
  const peer = await startPeer((socket) => {
    socket.setNoDelay(true);
    const next = (line: number): void => {
      const words = lines[line];
      if (words === undefined) socket.end();
      else socket.write(words, () => setTimeout(next, line % 3, line + 1));
    };
    next(0);
    socket.resume();
  });
  const { computer } = await openPage(await startBridge({ services: [peer.service] }));
  const stream = await computer.connect(at(peer.port));
  let heard = '';
  let aborted = 0;
  for (let round = 0; ; round += 1) {
    const gone = new AbortController();
    const reading = unlessAborted(stream.read(gone.signal), gone.signal);
    await turn(round);
    gone.abort(new Error('something else came first'));
    const chunk = await reading;
    if (chunk !== null) heard += text(chunk);
    else if (heard === lines.join('')) break;
    else aborted += 1;
  }
  expect(aborted).toBeGreaterThan(10);
  expect(await stream.read()).toBeNull();
  await stream.write(bytes('still open'));
  stream.end();
  expect(await stream.closed).toBe('fin');
});

test('an accept that is aborted again and again loses no connection', async () => {
  const { computer } = await openPage(await startBridge());
  const listener = await computer.listen(at(0));
  const callers = 60;
  const calling = (async () => {
    for (let caller = 0; caller < callers; caller += 1) {
      const socket = connect(listener.local.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise<void>((resolve) => socket.end(`caller ${caller}`, () => resolve()));
      socket.resume();
      // Slower than the one who accepts, so that there is waiting to abort.
      await sleep(3);
      await turn(caller);
    }
  })();
  const heard: string[] = [];
  let aborted = 0;
  for (let round = 0; heard.length < callers; round += 1) {
    const gone = new AbortController();
    const accepting = unlessAborted(listener.accept(gone.signal), gone.signal);
    await turn(round);
    gone.abort(new Error('something else came first'));
    const stream = await accepting;
    if (stream === null) {
      aborted += 1;
      continue;
    }
    heard.push(text(await stream.read()));
    stream.close();
  }
  await calling;
  expect(aborted).toBeGreaterThan(10);
  expect(heard).toEqual(Array.from({ length: callers }, (_, caller) => `caller ${caller}`));
  listener.close();
});

test('a receive that is aborted again and again loses no datagram', async () => {
  const { computer } = await openPage(await startBridge());
  const [receiver, sender] = [await computer.bind(at(0)), await computer.bind(at(0))];
  const count = 200;
  const sending = (async () => {
    for (let number = 0; number < count; number += 1) {
      await sender.send(receiver.local, bytes(`${number}`));
      await turn(number);
    }
  })();
  const heard: string[] = [];
  let aborted = 0;
  for (let round = 0; heard.length < count; round += 1) {
    const gone = new AbortController();
    const receiving = unlessAborted(receiver.receive(gone.signal), gone.signal);
    await turn(round);
    gone.abort(new Error('something else came first'));
    const datagram = await receiving;
    if (datagram === null) aborted += 1;
    else heard.push(text(datagram.payload));
  }
  await sending;
  expect(aborted).toBeGreaterThan(10);
  expect(heard).toEqual(Array.from({ length: count }, (_, number) => `${number}`));
});

test('a connect that is aborted leaves nothing open, and says so once', async () => {
  const peer = await startPeer((socket) => socket.resume().on('end', () => socket.end()));
  const running = await startBridge({ services: [peer.service] });
  const { computer } = await openPage(running);
  let opened = 0;
  for (let round = 0; round < 60; round += 1) {
    const gone = new AbortController();
    const connecting = unlessAborted(computer.connect(at(peer.port), { signal: gone.signal }), gone.signal);
    await turn(round);
    gone.abort(new Error('something else came first'));
    const stream = await connecting;
    if (stream === null) continue;
    opened += 1;
    stream.close();
    expect(await stream.closed).toBe('fin');
  }
  expect(opened).toBeLessThan(60);
  await expect.poll(() => running.bridge.sockets).toBe(0);
  await expect.poll(() => peer.sockets.size).toBe(0);
});

test('a scan of 1,000 ports, 64 at a time with one signal, takes seconds, and Node suspects no leak', async () => {
  const warnings: string[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', onWarning);
  try {
    const { computer, log } = await openPage(await startBridge());
    const { signal } = new AbortController();
    const began = performance.now();
    const codes = new Map<string, number>();
    let next = 7_000;
    const scanner = async (): Promise<void> => {
      while (next < 8_000) {
        const port = next++;
        const code = await computer.connect(at(port), { signal }).then(
          (stream) => {
            stream.close();
            return 'open';
          },
          (error: { code: string }) => error.code,
        );
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 64 }, scanner));
    const took = performance.now() - began;
    expect(took).toBeLessThan(5_000);
    expect((codes.get('ECONNREFUSED') ?? 0) + (codes.get('open') ?? 0)).toBe(1_000);
    expect(log.entries.length).toBeGreaterThanOrEqual(1_000);
    // A warning is emitted in the next tick.
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings).toEqual([]);
  } finally {
    process.removeListener('warning', onWarning);
  }
});
