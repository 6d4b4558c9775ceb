import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Lab, Lesson, Question } from '../lab/lesson.ts';
import { course } from './course.ts';
import { glossaryEntry } from './glossary.ts';
import { lessons } from './lessons.ts';

// The corrections are numbered C01 to C120; these numbers were given up.
const withdrawn = ['C20', 'C50', 'C64', 'C75', 'C81'];
/** What gives the reader something to do: a lab, a quiz, a figure that answers, a thing to try. */
const todo = /<(?:(?!Password|C\b|Badge)[A-Z]\w*\b[^>]*\/>|Myth\b[^>]*\battempt=[^>]*>|Outside\b[^>]*>)/gs;
const forbidden = /\b(simply|just|powerful|journey|unlock|obviously|of course)\b/i;
const wordsPerMinute = 200;

const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** The prose without its tags; what stands in `think`, `attempt`, `caption` and `title` is prose too. */
const proseOf = (mdx: string): string =>
  mdx
    .replace(/<[A-Za-z][^>]*>/gs, (tag) =>
      [...tag.matchAll(/\b(?:think|attempt|caption|title)="([^"]*)"/gs)].map((match) => ` ${match[1]} `).join(''),
    )
    .replace(/<\/[A-Za-z]+>/g, '');

const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```/g, ' ').replace(/`[^`]*`/g, ' ');

const questionsOf = (lesson: Lesson): readonly Question[] => [
  ...lesson.quiz,
  ...lesson.labs.flatMap((lab) => (lab.saw ? [lab.saw] : [])),
];

const textOfLab = ({ title, why, prediction, steps }: Lab): string[] => [
  title,
  why,
  prediction.ask,
  ...prediction.options.map((option) => option.text),
  prediction.outcome,
  ...steps.map((step) => step.say),
];

const textOfQuestion = ({ ask, options }: Question): string[] => [ask, ...options.map(({ text }) => text)];

/** Of the feedback, one needs to be read for each question. */
const feedbackOf = ({ options }: Question): readonly string[] => options.map(({ feedback }) => feedback);

/** At 200 words a minute; a figure that answers takes another minute each. */
const minutesOf = (lesson: Lesson, mdx: string): number => {
  const placed = mdx.match(/<(?!Lab\b|Quiz|Password|C\b|Badge|Outside)[A-Z]\w*\b[^>]*\/>/gs)?.length ?? 0;
  const figures = placed + (lesson.stage?.length ?? 0);
  const heard = questionsOf(lesson).map(
    (question) => wordsIn(feedbackOf(question).join(' ')) / question.options.length,
  );
  return heard.reduce((sum, words) => sum + words, wordsIn(textOf(lesson, mdx))) / wordsPerMinute + figures;
};

/** All that a reader reads who needs no hint, without the feedback. */
const textOf = (lesson: Lesson, mdx: string): string =>
  [
    proseOf(mdx),
    lesson.question,
    lesson.summary,
    ...lesson.labs.flatMap(textOfLab),
    ...questionsOf(lesson).flatMap(textOfQuestion),
  ].join('\n');

const hintsOf = (lesson: Lesson): readonly string[] =>
  lesson.labs.flatMap((lab) => lab.steps.flatMap((step) => step.hints));

describe('the list of lessons', () => {
  it('names each lesson once, and the course map knows it by the same number', async () => {
    expect(new Set(lessons.map(({ slug }) => slug)).size).toBe(lessons.length);
    const map = new Map(course.flatMap((module) => module.lessons.map((lesson) => [lesson.slug, { module, lesson }])));
    for (const { slug, facts } of lessons) {
      const lesson = await facts();
      expect(lesson.slug).toBe(slug);
      expect(map.get(slug)?.lesson.number).toBe(lesson.number);
      expect(map.get(slug)?.module.name).toBe(lesson.module);
    }
  });
});

describe.each(lessons)('lesson $slug', ({ slug, facts }) => {
  const mdx = readFileSync(new URL(`./${slug}/lesson.mdx`, import.meta.url), 'utf8');

  it('places every lab once in its prose, and no other', async () => {
    const placed = [...mdx.matchAll(/<Lab id="([^"]+)"/g)].map((match) => match[1]);
    const { labs } = await facts();
    expect(placed).toEqual(labs.map((lab) => lab.id));
    expect(mdx.match(/<Quiz \/>/g)).toHaveLength(1);
  });

  it('does not place in its prose what stands above the terminal, and says where to look', async () => {
    const { stage = [] } = await facts();
    for (const { figure } of stage) expect(mdx).not.toContain(`<${figure}`);
    if (stage.length > 0) expect(mdx).toMatch(/above the terminal/);
    expect(new Set(stage.map(({ label }) => label)).size).toBe(stage.length);
  });

  it('opens with prose, not with a title', () => {
    const opening = mdx.trim().split('\n\n')[0] ?? '';
    expect(opening).not.toMatch(/^#|^</);
    expect(mdx).not.toMatch(/^# /m);
  });

  it('leaves paragraphs to the Markdown: a <p> around lines of text becomes two, and the page does not hydrate', () => {
    expect(mdx).not.toMatch(/<p[\s>]/);
  });

  it('asks questions with three or four options, one of them right, and answers each', async () => {
    const lesson = await facts();
    for (const question of questionsOf(lesson)) {
      expect(
        question.options.filter((option) => option.right),
        question.id,
      ).toHaveLength(1);
      expect([3, 4], question.id).toContain(question.options.length);
      expect(new Set(question.options.map(({ text }) => text)).size).toBe(question.options.length);
      for (const { feedback } of question.options) expect(wordsIn(feedback), question.id).toBeGreaterThan(3);
    }
    expect([3, 4]).toContain(lesson.quiz.length);
  });

  it('does not give the right option away by its length', async () => {
    for (const question of questionsOf(await facts())) {
      const right = question.options.find((option) => option.right)?.text.length ?? 0;
      const wrong = question.options.filter((option) => !option.right).map(({ text }) => text.length);
      expect(right, question.ask).toBeLessThanOrEqual(Math.max(...wrong) * 1.5 + 4);
      expect(right, question.ask).toBeGreaterThanOrEqual(Math.min(...wrong) / 1.5 - 4);
    }
  });

  it('has ids that are used once, and a prediction before every lab', async () => {
    const { labs, quiz } = await facts();
    const ids = [...quiz, ...labs.flatMap((lab) => [lab.prediction, ...(lab.saw ? [lab.saw] : [])])].map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const { prediction } of labs) {
      expect(prediction.options.length).toBeGreaterThanOrEqual(2);
      expect(new Set(prediction.options.map((option) => option.id)).size).toBe(prediction.options.length);
      expect(prediction.outcome).not.toBe('');
    }
  });

  it('has four different hints for every step, a solution and known mistakes for every lab', async () => {
    const { labs } = await facts();
    for (const { steps, solution, mistakes, id } of labs) {
      for (const { hints, say } of steps) {
        expect(new Set(hints).size, say).toBe(4);
        for (const hint of hints) expect(wordsIn(hint), say).toBeGreaterThan(1);
      }
      expect(solution.length, id).toBeGreaterThan(0);
      expect(mistakes.length, id).toBeGreaterThan(0);
      for (const mistake of mistakes) expect(steps[mistake.step - 1], `${id} ${mistake.name}`).toBeDefined();
    }
  });

  it('introduces at most five terms, each of them in the glossary and in the prose', async () => {
    const { terms } = await facts();
    expect(terms.length).toBeLessThanOrEqual(5);
    const marked = [...mdx.matchAll(/<Term of="([^"]+)"/g)].map((match) => glossaryEntry(match[1] ?? '').term);
    expect(new Set(marked)).toEqual(new Set(terms.map((term) => glossaryEntry(term).term)));
  });

  it('claims the reading time that it takes', async () => {
    const lesson = await facts();
    const minutes = minutesOf(lesson, mdx);
    expect(lesson.minutes.reading).toBeGreaterThanOrEqual(8);
    expect(lesson.minutes.reading).toBeLessThanOrEqual(11);
    const off = Math.abs(minutes - lesson.minutes.reading);
    expect(off, `${minutes.toFixed(1)} minutes of text`).toBeLessThanOrEqual(lesson.minutes.reading / 5);
  });

  it('gives something to do at least every 400 words', () => {
    const stretches = mdx.split(todo);
    for (const stretch of stretches) {
      const prose = proseOf(stretch).trim();
      expect(wordsIn(prose), `from “${prose.slice(0, 60)}” on`).toBeLessThanOrEqual(400);
    }
  });

  it('keeps the voice: no “simply”, no “just”, no exclamation marks', async () => {
    const lesson = await facts();
    const feedback = questionsOf(lesson).flatMap(feedbackOf);
    const text = withoutCode([textOf(lesson, mdx), ...feedback, ...hintsOf(lesson)].join('\n'));
    expect(text.match(forbidden)?.[0]).toBeUndefined();
    expect(text.match(/[^\n]*![^\n]*/)?.[0]).toBeUndefined();
    expect(text.match(/[^\n]*—[^\n]*/)?.[0]).toBeUndefined();
  });

  it('says where it has its facts from, and which corrections it makes', async () => {
    const { references, corrections } = await facts();
    const marked = [...mdx.matchAll(/<C n="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(new Set(marked)).toEqual(new Set(corrections));
    expect(references.length).toBeGreaterThan(0);
    for (const { source, says, url } of references) {
      expect(source).not.toBe('');
      expect(wordsIn(says), source).toBeGreaterThan(2);
      if (url !== undefined) expect(url).toMatch(/^https:\/\//);
    }
    for (const number of corrections) {
      expect(number).toMatch(/^C(0[1-9]|[1-9]\d|1[01]\d|120)$/);
      expect(withdrawn).not.toContain(number);
    }
  });
});
