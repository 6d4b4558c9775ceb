import { describe, expect, it } from 'vitest';
import { noProgress, readProgress, writeProgress } from '../progress/progress.ts';
import { allDue, answeredAgain, forgotten, inTurn, putOff, scheduled } from './schedule.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 2, 2, 8);
const finished = scheduled(noProgress, 'ports', ['p1', 'p2'], start);

const namesDue = (progress: typeof noProgress, now: number, here = 'arp'): string[] =>
  allDue(progress, now, here).map(({ question }) => question);

describe('old questions', () => {
  it('come back a day after the lesson was finished, and not before', () => {
    expect(namesDue(finished, start)).toEqual([]);
    expect(namesDue(finished, start + day - 1)).toEqual([]);
    expect(namesDue(finished, start + day)).toEqual(['p1', 'p2']);
  });

  it('stay away 1, 3, 7 and then 21 days after right answers', () => {
    let progress = finished;
    let now = start;
    for (const days of [1, 3, 7, 21, 21]) {
      expect(namesDue(progress, now + days * day - 1)).not.toContain('p1');
      now += days * day;
      expect(namesDue(progress, now)).toContain('p1');
      progress = answeredAgain(progress, 'p1', true, now);
    }
  });

  it('are back after one day once one was answered wrongly, however far it had come', () => {
    let progress = answeredAgain(finished, 'p1', true, start + day);
    progress = answeredAgain(progress, 'p1', true, start + 4 * day);
    progress = answeredAgain(progress, 'p1', false, start + 11 * day);
    expect(namesDue(progress, start + 12 * day)).toContain('p1');
    progress = answeredAgain(progress, 'p1', true, start + 12 * day);
    expect(namesDue(progress, start + 14 * day)).not.toContain('p1');
    expect(namesDue(progress, start + 15 * day)).toContain('p1');
  });

  it('are not those of the lesson that is open', () => {
    expect(namesDue(finished, start + day, 'ports')).toEqual([]);
  });

  it('wait half a day after Later, all of them', () => {
    const later = putOff(finished, start + day);
    expect(namesDue(later, start + day)).toEqual([]);
    expect(namesDue(later, start + 1.5 * day)).toEqual(['p1', 'p2']);
  });

  it('are scheduled once: finishing a lesson again changes nothing', () => {
    const again = answeredAgain(finished, 'p1', true, start + day);
    expect(scheduled(again, 'ports', ['p1', 'p2'], start + 2 * day)).toBe(again);
    expect(scheduled(again, 'ports', ['p1', 'p3'], start + 2 * day).returns).toMatchObject({
      p1: { rung: 1 },
      p3: { rung: 0, asked: start + 2 * day },
    });
  });

  it('are due when a clock was wrong, not away for years', () => {
    const wrong = scheduled(noProgress, 'ports', ['p1'], start + 4_000 * day);
    expect(namesDue(wrong, start)).toEqual(['p1']);
  });

  it('go when their lesson no longer has them, and answering one that is gone does nothing', () => {
    const without = forgotten(finished, 'p1');
    expect(namesDue(without, start + day)).toEqual(['p2']);
    expect(answeredAgain(without, 'p1', true, start)).toBe(without);
  });

  it('are asked from lesson to lesson in turn, the longest due first', () => {
    const both = scheduled(finished, 'arp', ['a1'], start + 1);
    expect(inTurn(allDue(both, start + 2 * day, 'dhcp')).map(({ question }) => question)).toEqual(['p1', 'a1', 'p2']);
  });

  it('survive being written and read', () => {
    const progress = putOff(answeredAgain(finished, 'p2', true, start + day), start);
    expect(readProgress(writeProgress(progress))).toEqual(progress);
  });
});
