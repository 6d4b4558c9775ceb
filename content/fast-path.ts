import { course } from './course.ts';

/** For those who know what a network is and came to write programs: straight to ports, TCP, UDP and sockets. */
export const fastPath: readonly string[] = [
  '0.1',
  '1.4',
  '1.6',
  '3.1',
  '4.1',
  '4.2',
  '4.3',
  '4.4',
  '4.5',
  '5.1',
  '5.2',
  '5.3',
  '5.4',
  '5.5',
  '5.6',
  '5.7',
  '9.1',
  '9.4',
];

const inOrder = course.flatMap((module) => module.lessons.filter(({ ready }) => ready));
const placeOf = (slug: string): number => inOrder.findIndex((lesson) => lesson.slug === slug);
const isFast = ({ number }: { readonly number: string }): boolean => fastPath.includes(number);

/** The slugs of the written lessons before and after this one on the fast path; this one need not be on it. */
export const fastNeighbours = (
  slug: string,
): { readonly before: string | undefined; readonly after: string | undefined } => ({
  before: inOrder.slice(0, placeOf(slug)).findLast(isFast)?.slug,
  after: inOrder.slice(placeOf(slug) + 1).find(isFast)?.slug,
});
