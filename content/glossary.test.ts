import { expect, it } from 'vitest';
import { course } from './course.ts';
import { glossary, glossaryEntry, termAnchor } from './glossary.ts';
import { lessons } from './lessons.ts';

it('finds a term however it is written', () => {
  expect(glossaryEntry('Challenge-response')).toBe(glossaryEntry('challenge response'));
  expect(() => glossaryEntry('phlogiston')).toThrow(/phlogiston/);
});

it('has every word that a lesson says it introduces, at most five a lesson', async () => {
  for (const entry of lessons) {
    const { terms } = await entry.facts();
    expect(terms.length).toBeLessThanOrEqual(5);
    for (const term of terms) expect(glossaryEntry(term).definition).toMatch(/\.$/);
  }
});

it('knows 54 lessons in 13 modules, and every written lesson is one of them, under the same number', async () => {
  expect(course).toHaveLength(13);
  const planned = course.flatMap((station) => station.lessons.map((lesson) => ({ ...lesson, module: station.name })));
  expect(planned).toHaveLength(54);
  expect(new Set(planned.map(({ slug }) => slug)).size).toBe(54);
  for (const entry of lessons) {
    const lesson = await entry.facts();
    expect(lesson.slug).toBe(entry.slug);
    expect(planned.find(({ slug }) => slug === entry.slug)).toMatchObject({
      number: lesson.number,
      module: lesson.module,
      ready: true,
    });
  }
});

it('lists every word once, in alphabetical order, in one sentence with its source', () => {
  const places = glossary.map(({ term }) => termAnchor(term));
  expect(places).toEqual(
    [...new Set(places)].sort((a, b) => (a.replaceAll('-', ' ') < b.replaceAll('-', ' ') ? -1 : 1)),
  );
  for (const { term, definition, source } of glossary) {
    expect(definition, term).toMatch(/^[A-Z].*\.$/);
    expect(source, term).not.toBe('');
  }
});
