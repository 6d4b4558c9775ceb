import { Bench, type BenchOptions, type RunOptions } from './bench.ts';
import { Failed } from './failed.ts';
import type { Outcome, Result } from './result.ts';
import type { ServerCheck } from './server/server-check.ts';
import { serverChecks } from './server/server-checks.ts';

/**
 * Puts a room through its paces, one check after the other, each with connections of its own.
 * @throws the signal's reason when it is aborted
 */
export async function* runServerChecks(
  asked: BenchOptions,
  checks: readonly ServerCheck[] = serverChecks,
): AsyncGenerator<Result> {
  const options: RunOptions = { ...asked, stale: new Set() };
  const outcomes = new Map<string, Outcome>();
  /** Why nothing more can be tried. */
  let over: string | null = null;
  for (const check of checks) {
    const { id, title, lesson, safety } = check;
    const about = { check: id, title, lesson, safety };
    const lacking = check.needs.find((needed) => outcomes.get(needed) !== 'passed');
    let result: Result;
    if (check.password && options.password === undefined) {
      result = { ...about, outcome: 'skipped', note: 'This room has no password (the tester was given none).' };
    } else if (over !== null) {
      result = { ...about, outcome: 'blocked', note: over };
    } else if (lacking !== undefined) {
      result = { ...about, outcome: 'blocked', note: `Not tried: “${titleOf(checks, lacking)}” has to work first.` };
    } else {
      const { failed, note } = await tried(check, options);
      // Who never greeted anybody is not asked again, unless the connection broke.
      const isDoubtful = failed !== null && (check.needs.length > 0 || failed.facts.ending !== 'open');
      const ended = isDoubtful ? await hasEnded(options) : null;
      if (ended !== null) over = `Not tried: ${ended} It did so during “${title}”.`;
      result =
        failed === null
          ? { ...about, outcome: 'passed', note }
          : { ...about, outcome: 'failed', facts: failed.facts, note: ended === null ? undefined : `${ended} ${LOOK}` };
    }
    outcomes.set(id, result.outcome);
    yield result;
  }
}

const LOOK = 'The last lines in its own terminal may say why.';

async function tried(
  check: ServerCheck,
  options: RunOptions,
): Promise<{ failed: Failed | null; note?: string | undefined }> {
  const bench = new Bench(options);
  try {
    return { failed: null, note: await check.run(bench) };
  } catch (problem) {
    if (problem instanceof Failed) return { failed: problem };
    throw problem;
  } finally {
    await bench.close();
  }
}

/** After a failure: whether the program is still there for the next check. @returns a sentence when it is not */
async function hasEnded(options: RunOptions): Promise<string | null> {
  const bench = new Bench(options);
  try {
    const peer = await bench.connect();
    await peer.await('<sentence>');
    return null;
  } catch (problem) {
    if (!(problem instanceof Failed)) throw problem;
    return problem.facts.ending === 'open' && problem.facts.waited !== undefined
      ? 'Your program greets nobody any more.'
      : 'Your program has stopped.';
  } finally {
    await bench.close();
  }
}

const titleOf = (checks: readonly ServerCheck[], id: string): string =>
  checks.find((each) => each.id === id)?.title ?? id;
