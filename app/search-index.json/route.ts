import MiniSearch from 'minisearch';
import type { ReactNode } from 'react';
import { usualPorts } from '../../components/lab-session/lab-context.ts';
import { anchorOf } from '../../components/prose/heading.tsx';
import { proseSections } from '../../components/search/prose-sections.ts';
import { indexOptions, type SearchEntry } from '../../components/search/search-entry.ts';
import { glossary, termAnchor } from '../../content/glossary.ts';
import { lessons } from '../../content/lessons.ts';
import type { Lab, Lesson } from '../../lab/lesson.ts';
import { fill } from '../../lab/player/fill.ts';
import { commandReference } from '../commands/reference.ts';

// The index of the search, made with the site: a file like any other, so a copy without a server can search too.

export const dynamic = 'force-static';

/** Plain elements in place of those components that a reader of the text has to tell apart. */
const asElements = { h2: 'h2', h3: 'h3', Term: 'em', Layer: 'em', C: 'abbr' };

const plain = (text: string): string => fill(text, usualPorts).replaceAll(/[`*]/g, '');

const labEntry = (lesson: Lesson, { id, title, why, prediction, steps }: Lab): SearchEntry => ({
  id: `/lessons/${lesson.slug}/#lab-${id.replaceAll('.', '-')}`,
  kind: 'lab',
  title: `${lesson.number} ${lesson.title}`,
  heading: `Lab ${id}: ${title}`,
  text: plain([why, prediction.ask, ...steps.flatMap(({ say, run }) => [say, run ?? ''])].join(' ')),
});

const lessonEntries = async (slug: string, lesson: Lesson): Promise<readonly SearchEntry[]> => {
  const { default: prose } = (await import(`../../content/${slug}/lesson.mdx`)) as {
    default: (props: object) => ReactNode;
  };
  const title = `${lesson.number} ${lesson.title}`;
  const sections = proseSections(prose({ components: asElements }));
  return [
    ...sections.map(({ heading, text }): SearchEntry => {
      const id = `/lessons/${slug}/${heading === '' ? '' : `#${anchorOf(heading)}`}`;
      const words = heading === '' ? `${lesson.question} ${text} ${lesson.summary}` : text;
      return { id, kind: 'lesson', title, heading, text: plain(words) };
    }),
    ...lesson.labs.map((lab) => labEntry(lesson, lab)),
  ];
};

const words: readonly SearchEntry[] = glossary.map(({ term, definition }) => ({
  id: `/glossary/#${termAnchor(term)}`,
  kind: 'word',
  title: term,
  heading: '',
  text: definition,
}));

export async function GET(): Promise<Response> {
  const index = new MiniSearch<SearchEntry>(indexOptions);
  for (const { slug, facts } of lessons) index.addAll(await lessonEntries(slug, await facts()));
  index.addAll(words);
  for (const { command, anchor } of await commandReference()) {
    const { name, summary, usage, about, flags = [], examples } = command;
    index.add({
      id: `/commands/#${anchor}`,
      kind: 'command',
      title: name,
      heading: '',
      text: [
        `${summary}. ${about.trim()}`,
        ...usage,
        ...flags.map(({ says }) => says),
        ...examples.map(({ line }) => line),
      ]
        .join(' ')
        .replaceAll(/\s+/g, ' '),
    });
  }
  return Response.json(index);
}
