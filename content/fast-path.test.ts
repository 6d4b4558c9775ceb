import { describe, expect, it } from 'vitest';
import { course } from './course.ts';
import { fastNeighbours, fastPath } from './fast-path.ts';

const all = course.flatMap((module) => module.lessons);
const written = all.filter(({ ready }) => ready);

describe('the fast path', () => {
  it('names lessons of the course, each once, in the order of the course', () => {
    const places = fastPath.map((number) => all.findIndex((lesson) => lesson.number === number));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
  });

  it('leads from its first written lesson to its last, and back, past all others', () => {
    const stops = written.filter(({ number }) => fastPath.includes(number)).map(({ slug }) => slug);
    expect(stops.length).toBeGreaterThan(5);
    const walk = (from: string | undefined, way: 'before' | 'after'): string[] =>
      from === undefined ? [] : [from, ...walk(fastNeighbours(from)[way], way)];
    expect(walk(stops[0], 'after')).toEqual(stops);
    expect(walk(stops.at(-1), 'before')).toEqual(stops.toReversed());
  });

  it('takes up a reader wherever they are', () => {
    expect(fastNeighbours('arp')).toEqual({ before: expect.any(String), after: 'ip-addresses' });
    expect(fastNeighbours('start-here').before).toBeUndefined();
    expect(fastNeighbours(written.at(-1)?.slug ?? '').after).toBeUndefined();
  });
});
