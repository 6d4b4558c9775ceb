import type { Bench, Member } from '../bench.ts';
import type { Peer } from '../peer.ts';
import type { ServerCheck } from './server-check.ts';

const encoder = new TextEncoder();

/** Bytes that are said at most: more than the systems at both ends hold for one that does not read (lesson 4.4). */
const AT_MOST = 12 * 1024 * 1024;
/** ms that it may take at most. */
const LONGEST_MS = 12_000;
const TEXT = 'x'.repeat(1_000);
/** Lines in one write, 32 kB. Before the next, the watcher has them: who drops the slow must not take it for one. */
const LINES = 32;
/** A room that takes ten lines a second: so often, and so many at once. */
const PACED = { times: 8, ms: 350, lines: 2, restMs: 1_500 };
const STANDS =
  'One member does not read, and your room waits for it. Write to it only what it takes, and keep or drop the rest.';

interface Talk {
  readonly said: number;
  readonly limited: boolean;
}

export const slowReader: ServerCheck = {
  id: 'slow-reader',
  title: 'Somebody who reads nothing keeps nobody waiting',
  lesson: '5.6',
  safety: true,
  needs: ['message'],
  async run(bench) {
    const asleep = await bench.join();
    asleep.peer.fallAsleep();
    const talker = await bench.join();
    const watcher = await bench.join();
    for (const { peer } of [talker, watcher]) peer.ignores = (line) => line.length > TEXT.length;
    const { said, limited } = await talk(bench, talker, watcher, asleep);
    await mark(talker, watcher, 'the last one', said);
    const dropped = watcher.peer.has(`LEFT ${asleep.nick}`);
    asleep.peer.stream.reset();
    if (limited && !dropped) return `The room limits lines, so only ${kilobytes(said)} could be piled up.`;
    if (said < AT_MOST / 2 && !dropped)
      return `Only ${kilobytes(said)} went by in ${LONGEST_MS / 1000} s. The systems hold as much, so this says little.`;
    return dropped
      ? `It was dropped after ${kilobytes(said)}.`
      : `${kilobytes(said)} went by, and it was not dropped: is there a limit to what waits for it?`;
  },
};

/** @returns how many bytes were said, and whether the room takes only so many lines a second */
async function talk(bench: Bench, talker: Member, watcher: Member, asleep: Member): Promise<Talk> {
  const { clock } = bench;
  const began = clock.now();
  const line = `SAY ${TEXT}\n`;
  const chunk = encoder.encode(line.repeat(LINES));
  let said = 0;
  if (await isLimited(bench, talker.peer)) {
    await clock.sleep(PACED.restMs);
    for (let time = 0; time < PACED.times; time += 1) {
      await talker.peer.write(encoder.encode(line.repeat(PACED.lines)));
      await clock.sleep(PACED.ms);
    }
    await clock.sleep(PACED.restMs);
    return { said: PACED.times * PACED.lines * line.length, limited: true };
  }
  for (let write = 1; said < AT_MOST && clock.now() - began < LONGEST_MS; write += 1) {
    await talker.peer.write(chunk, 'SAY xxxx… (1,000 bytes)\\n, again and again');
    said += chunk.length;
    await mark(talker, watcher, `mark ${write}`, said);
    if (watcher.peer.has(`LEFT ${asleep.nick}`)) break;
  }
  return { said, limited: false };
}

/** Whether the room refuses lines that come too fast. */
async function isLimited(bench: Bench, talker: Peer): Promise<boolean> {
  await talker.write(encoder.encode('SAY .\n'.repeat(64)), 'SAY .\\n, 64 times');
  await talker.say('SAY first');
  for (let waited = 0; waited < bench.options.patience; waited += 20) {
    if (talker.has('ERR too-fast <sentence>')) return true;
    if (talker.has('MSG <nick> first')) return false;
    await bench.clock.sleep(20);
  }
  return false;
}

/** A line that has to arrive although somebody sleeps. @throws Failed */
async function mark(talker: Member, watcher: Member, text: string, said: number): Promise<void> {
  await talker.peer.say(`SAY ${text}`);
  watcher.peer.sent = `${kilobytes(said)} in lines of 1,000 bytes, then SAY ${text}\\n`;
  await watcher.peer.arrives(`MSG ${talker.nick} ${text}`, STANDS);
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;
