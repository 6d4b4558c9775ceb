import type { Listener } from '../host.ts';
import type { ClientCheck, ClientSession } from './client/client-check.ts';
import { firstVisit, secondVisit } from './client/client-checks.ts';
import { Failed } from './failed.ts';
import { Peer, type TesterClock } from './peer.ts';
import type { Result } from './result.ts';

export interface ClientTest {
  readonly listener: Listener;
  readonly clock: TesterClock;
  readonly signal: AbortSignal;
  /** How long the person before the client may take for one thing, ms. */
  readonly patience: number;
  ask(text: string): Promise<void>;
  /** 0 to 255. */
  chance(): number;
}

const WORDS = {
  plain: ['plum', 'cork', 'moth', 'rain', 'sled', 'tuba', 'yarn', 'fern'],
  umlaut: ['käse', 'möwe', 'übung', 'crème', 'mañana', 'ça', 'œuf', 'žába'],
} as const;

/**
 * Plays the room for a client, in two visits. What it shows to its person is proved by that person, who says words back
 * that only the screen can have told.
 */
export async function* runClientChecks(test: ClientTest): AsyncGenerator<Result> {
  let began = true;
  for (const [checks, invitation] of [
    [firstVisit, `Start your client now, and let it connect to port ${test.listener.local.port}.`],
    [secondVisit, 'Start your client once more.'],
  ] as const) {
    const peer = began ? await visitor(test, invitation) : null;
    if (peer === null) began = false;
    yield* visit(checks, peer, test);
    peer?.stream.close();
  }
}

async function* visit(checks: readonly ClientCheck[], peer: Peer | null, test: ClientTest): AsyncGenerator<Result> {
  const used = new Set<string>();
  const session = (connected: Peer): ClientSession => ({
    peer: connected,
    ask: (text) => test.ask(text),
    sleep: (ms) => test.clock.sleep(ms),
    word(kind) {
      const left = WORDS[kind].filter((word) => !used.has(word));
      const word = left[test.chance() % left.length] ?? 'plum';
      used.add(word);
      return word;
    },
  });
  for (const check of checks) {
    const about = { check: check.id, title: check.title, lesson: check.lesson, safety: false };
    if (peer === null) {
      yield { ...about, outcome: 'blocked', note: 'Not tried: no client came.' };
    } else if (peer.ending !== 'open') {
      yield { ...about, outcome: 'blocked', note: 'Not tried: your client had closed the connection.' };
    } else {
      const failed = await tried(check, session(peer));
      yield failed === null ? { ...about, outcome: 'passed' } : { ...about, outcome: 'failed', facts: failed.facts };
    }
  }
}

async function tried(check: ClientCheck, session: ClientSession): Promise<Failed | null> {
  try {
    await check.run(session);
    return null;
  } catch (problem) {
    if (problem instanceof Failed) return problem;
    throw problem;
  }
}

/** @returns null when nobody came in time */
async function visitor(
  { listener, clock, patience, signal, ask }: ClientTest,
  invitation: string,
): Promise<Peer | null> {
  await ask(invitation);
  const late = new AbortController();
  void clock.sleep(patience).then(() => late.abort());
  try {
    const stream = await listener.accept(AbortSignal.any([signal, late.signal]));
    return new Peer(stream, { clock, patience, signal });
  } catch (problem) {
    if (late.signal.aborted && !signal.aborted) return null;
    throw problem;
  }
}
