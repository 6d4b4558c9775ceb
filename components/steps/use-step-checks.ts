'use client';

import { useEffect, useRef, useState } from 'react';
import type { Check } from '../../lab/checks/check.ts';
import type { Evidence } from '../../lab/evidence/event.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { stepKey } from '../progress/progress.ts';
import { progressStore } from '../progress/progress-store.ts';
import { useProgress } from '../progress/use-progress.ts';

/** How long nothing may happen before the page says what is missing, in ms: an answer on its way is not a mistake. */
const quiet = 1200;

/** How long the step before may still be finishing (its program ends, its socket closes), in ms. */
const settling = 400;

const doings = new Set(['command.ended', 'tcp.sent', 'tcp.closed', 'socket.failed', 'udp.sent']);

/** What Ctrl-C leaves behind. */
const interrupted = 130;

/** What is said in a figure of a lab is named after the lab: `4.3b.number ack.seq`, `2.1a-mac-1`. So is its prediction. */
const saidIn = (lab: string, fact: Evidence, prediction: string): boolean =>
  fact.kind === 'answered' && fact.question.startsWith(lab) && fact.question !== prediction;

/**
 * A new command, or word in a figure, is an attempt at once; other things are once the step before has settled. A command of an earlier step
 * that ends by itself is none: a ping waits for its answer longer than its step does.
 */
const tried = (
  evidence: readonly Evidence[],
  since: number,
  settled: number,
  said: (fact: Evidence) => boolean,
): boolean => {
  const jobs = new Set<string>();
  for (const fact of evidence) {
    if (fact.seq > since && said(fact)) return true;
    if (fact.kind === 'command.started' && fact.seq > since) return true;
    if (fact.kind === 'command.started') jobs.add(`${fact.terminal} ${fact.job}`);
    if (fact.seq <= settled || !doings.has(fact.kind)) continue;
    const isLate =
      fact.kind === 'command.ended' && fact.status !== interrupted && jobs.has(`${fact.terminal} ${fact.job}`);
    if (!isLate) return true;
  }
  return false;
};

interface Checked {
  /** For each step what was seen, or null while it has not passed. */
  readonly seen: readonly (string | null)[];
  /** What the first open step still misses, once the learner tried something. */
  readonly missing: string | null;
  /** The sentence for the live region: the step that has passed last. */
  readonly news: string;
}

/**
 * Holds the checks of one lab against the evidence. Nothing passes before the prediction is made; a step once passed
 * stays passed.
 */
export const useStepChecks = (
  lab: string,
  steps: number,
  checks: readonly Check[] | null,
  predicted: boolean,
  prediction: string,
): Checked => {
  const { evidence } = useLab();
  const progress = useProgress();
  const [missing, setMissing] = useState<string | null>(null);
  const [news, setNews] = useState('');
  const since = useRef(-1);
  const settled = useRef(-1);
  const latest = useRef(-1);
  latest.current = evidence.at(-1)?.seq ?? -1;

  const seen = Array.from({ length: steps }, (_, at) => progress.steps[stepKey(lab, at + 1)] ?? null);
  const current = seen.indexOf(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new current step starts a new attempt
  useEffect(() => {
    since.current = latest.current;
    settled.current = Number.POSITIVE_INFINITY;
    setMissing(null);
    const timer = setTimeout(() => {
      settled.current = latest.current;
    }, settling);
    return () => clearTimeout(timer);
  }, [current]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: progress changes by this very effect
  useEffect(() => {
    if (!checks || !predicted || evidence.length === 0) return;
    for (const [at, check] of checks.entries()) {
      if (seen[at] !== null) continue;
      const verdict = check(evidence);
      if (!verdict.passed) continue;
      progressStore.passed(stepKey(lab, at + 1), verdict.saying);
      setNews(`Step ${at + 1} done. ${verdict.saying}`);
    }
  }, [evidence, checks, predicted]);

  useEffect(() => {
    const check = checks?.[current];
    if (
      !check ||
      !predicted ||
      !tried(evidence, since.current, settled.current, (fact) => saidIn(lab, fact, prediction))
    )
      return;
    const timer = setTimeout(() => {
      const verdict = check(evidence);
      setMissing(verdict.passed ? null : verdict.saying);
    }, quiet);
    return () => clearTimeout(timer);
  }, [lab, prediction, evidence, checks, predicted, current]);

  return { seen, missing, news };
};
