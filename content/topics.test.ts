import { describe, expect, it } from 'vitest';
import { course } from './course.ts';
import { lessons } from './lessons.ts';
import { topics } from './topics.ts';

const written = await Promise.all(lessons.map(({ facts }) => facts()));
const planned = new Set(course.flatMap((module) => module.lessons.map(({ number }) => number)));

describe('the topics that the course promises', () => {
  it('are each listed once, with lessons that the course has', () => {
    expect(topics.length).toBeGreaterThan(150);
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
    for (const { id, lessons: carriers } of topics) {
      expect(carriers.length, id).toBeGreaterThan(0);
      for (const number of carriers) expect(planned, id).toContain(number);
    }
  });

  it.each(written)(
    'are carried by lesson $number as the plan has them, and it names no other',
    ({ number, topics: named }) => {
      expect([...named].sort()).toEqual(
        topics.filter(({ lessons: carriers }) => carriers.includes(number)).map(({ id }) => id),
      );
    },
  );
});
