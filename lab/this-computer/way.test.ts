import { expect, test } from 'vitest';
import type { Channel } from '../bridge/channel.ts';
import { PROTOCOL_VERSION } from '../bridge/messages.ts';
import { type Clock, Way, type WayState } from './way.ts';

/** A clock that moves when the test says so. */
class TestClock implements Clock {
  #now = 0;
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Runs what falls due, each at its time, or all at once at the end if the page `slept`. */
  async pass(ms: number, slept = false): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = slept ? end : Math.max(this.#now, due.at);
      due.run();
      await settle();
    }
    this.#now = end;
  }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

const hello = (version: number = PROTOCOL_VERSION) =>
  JSON.stringify({
    type: 'hello',
    version,
    platform: 'linux',
    services: [],
    reach: { network: '127.0.0.0/8', ports: [] },
  });

class TestChannel implements Channel {
  readonly sent: (string | Uint8Array)[] = [];
  readonly bufferedAmount = 0;
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((data: string | Uint8Array) => void) | null = null;
  onclose: (() => void) | null = null;
  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }
  close(): void {
    this.closed = true;
  }
  /** Answers the pings so far. */
  pong(): void {
    for (const data of this.sent.splice(0)) this.onmessage?.(String(data).replace('ping', 'pong'));
  }
}

function start() {
  const clock = new TestClock();
  const channels: TestChannel[] = [];
  const happened: string[] = [];
  const connect = (): Channel => {
    const channel = new TestChannel();
    channels.push(channel);
    return channel;
  };
  const way = new Way(connect, clock, {
    state: (state: WayState) => happened.push(state),
    greeted: () => happened.push('greeted'),
    message: () => happened.push('message'),
    frame: () => happened.push('frame'),
    lost: () => happened.push('lost'),
  });
  const latest = (): TestChannel => channels[channels.length - 1] ?? new TestChannel();
  return { clock, channels, happened, way, latest };
}

test('tries again after 250 ms, 500 ms, 1 s, 2 s and then every 5 s', async () => {
  const { clock, channels, latest, way } = start();
  for (const wait of [250, 500, 1_000, 2_000, 5_000, 5_000]) {
    const tries = channels.length;
    latest().onclose?.();
    await clock.pass(wait - 1);
    expect(channels.length).toBe(tries);
    await clock.pass(1);
    expect(channels.length).toBe(tries + 1);
  }
  expect(way.state).toBe('offline');
});

test('a greeting makes it online, and the next loss starts with a short wait again', async () => {
  const { clock, channels, happened, latest } = start();
  latest().onclose?.();
  await clock.pass(250);
  latest().onmessage?.(hello());
  expect(happened).toEqual(['offline', 'greeted', 'online']);
  latest().onclose?.();
  expect(happened.slice(3)).toEqual(['offline', 'lost']);
  await clock.pass(250);
  expect(channels.length).toBe(3);
});

test('wake tries at once, and ready waits for that try', async () => {
  const { channels, latest, way } = start();
  latest().onclose?.();
  const ready = way.ready();
  expect(channels.length).toBe(2);
  latest().onmessage?.(hello());
  await ready;
  latest().onclose?.();
  const failing = way.ready();
  latest().onclose?.();
  await expect(failing).rejects.toMatchObject({ code: 'NO-HOST' });
});

test('a lab server that does not greet, or greets in another version, is given up', async () => {
  const { clock, latest, way } = start();
  await clock.pass(5_000);
  expect(way.state).toBe('offline');
  await clock.pass(250);
  latest().onmessage?.(hello(PROTOCOL_VERSION + 1));
  expect(way.state).toBe('offline');
  expect(way.trouble).toContain('Reload the page');
});

test('asks after 20 s of silence and gives up a way that does not answer within 4 s', async () => {
  const { clock, happened, latest, way } = start();
  latest().onmessage?.(hello());
  await clock.pass(20_000);
  expect(latest().sent).toHaveLength(1);
  latest().pong();
  await settle();
  await clock.pass(39_000 - 20_000);
  expect(way.state).toBe('online');
  await clock.pass(30_000);
  expect(happened).toContain('lost');
});

test('a page that slept asks once more before it gives the way up', async () => {
  const { clock, latest, way } = start();
  latest().onmessage?.(hello());
  const checking = way.check();
  await clock.pass(600_000, true);
  expect(way.state).toBe('online');
  latest().pong();
  expect(await checking).toBe(true);
});

test('words that are no bridge end the way, and late words of an old way are not heard', async () => {
  const { clock, channels, happened, latest } = start();
  latest().onmessage?.(hello());
  latest().onmessage?.('{"type":"surprise"}');
  expect(channels[0]?.closed).toBe(true);
  expect(happened).toContain('lost');
  await clock.pass(250);
  latest().onmessage?.(hello());
  const before = happened.length;
  channels[0]?.onmessage?.('{"type":"end","socket":1}');
  channels[0]?.onclose?.();
  expect(happened.length).toBe(before);
});

test('closed is closed', async () => {
  const { clock, channels, latest, way } = start();
  latest().onmessage?.(hello());
  way.close();
  await clock.pass(60_000);
  expect(channels.length).toBe(1);
  await expect(way.ready()).rejects.toMatchObject({ code: 'NO-HOST' });
});
