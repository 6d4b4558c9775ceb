import type { Metadata } from 'next';
import { GlossaryList, type Word } from '../../components/glossary/glossary-list.tsx';
import { SiteHeader } from '../../components/header/site-header.tsx';
import { glossary, glossaryEntry, termAnchor } from '../../content/glossary.ts';
import { lessons } from '../../content/lessons.ts';
import { rfcAddress } from '../source-address.ts';
import '../styles/glossary.css';

export const metadata: Metadata = {
  title: 'Glossary: all words',
  description: 'Every term of the course in one sentence, with its source and the lesson that introduces it.',
};

export default async function GlossaryPage() {
  const written = await Promise.all(lessons.map((entry) => entry.facts()));
  const words: Word[] = glossary.map(({ term, definition, source }) => ({
    term,
    anchor: termAnchor(term),
    definition,
    source,
    sourceUrl: rfcAddress(source),
    lessons: written
      .filter((lesson) => lesson.terms.some((introduced) => glossaryEntry(introduced).term === term))
      .map(({ slug, number, title }) => ({ href: `/lessons/${slug}/`, number, title })),
  }));
  return (
    <>
      <SiteHeader />
      <main id="main" className="plain" tabIndex={-1}>
        <p className="eyebrow">Glossary</p>
        <h1>All words</h1>
        <p className="lede">
          What each word means in this course, in one sentence: where to check it, and which lesson brings it in.
        </p>
        <GlossaryList words={words} />
        <p>
          <a href="/commands/">All commands</a> of the terminal have a page of their own.
        </p>
      </main>
    </>
  );
}
