import { lessons } from '../../content/lessons.ts';
import type { Verdict } from '../../lab/checks/check.ts';
import type { Lab } from '../../lab/lesson.ts';

/** Every lab of every lesson, in the order of the course. */
export const everyLab = async (): Promise<{ name: string; lab: Lab }[]> => {
  const facts = await Promise.all(lessons.map(async ({ slug, facts }) => ({ slug, labs: (await facts()).labs })));
  return facts.flatMap(({ slug, labs }) => labs.map((lab) => ({ name: `${slug} ${lab.id}`, lab })));
};

export const contains = (verdict: Verdict, saying: string | RegExp): boolean =>
  typeof saying === 'string' ? verdict.saying.includes(saying) : verdict.saying.search(saying) !== -1;

/** A whole sentence; it may begin with the name of a device. */
export const saysWhatIsMissing = /^([A-Z`]|[a-z]+\d* ).*[.)`]$/;
