import { glossaryEntry } from '../../../content/glossary.ts';
import type { Lesson, Reference } from '../../../lab/lesson.ts';

/** The standards are all in one place, so a lesson needs to name only number and section. */
const addressOf = ({ source, url }: Reference): string | undefined => {
  if (url !== undefined) return url;
  const rfc = /^RFC (\d+)(?: §([\d.]+\d|\d+))?/.exec(source);
  if (!rfc) return undefined;
  return `https://www.rfc-editor.org/rfc/rfc${rfc[1]}${rfc[2] ? `#section-${rfc[2]}` : ''}`;
};

interface LessonEndProps {
  readonly lesson: Lesson;
  readonly before: Lesson | undefined;
  readonly after: Lesson | undefined;
}

/** What to take home, the words that were new, where to check it all, and the ways on. */
export const LessonEnd = ({ lesson, before, after }: LessonEndProps) => (
  <footer className="end">
    <p className="summary">{lesson.summary}</p>
    {lesson.terms.length > 0 && (
      <section aria-labelledby="terms">
        <h2 id="terms">Words you met</h2>
        <dl className="terms">
          {lesson.terms.map(glossaryEntry).map(({ term, definition, source }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>
                {definition} <small>{source}</small>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    )}
    <section aria-labelledby="references">
      <h2 id="references">Where to check it</h2>
      <ul className="references">
        {lesson.references.map((reference) => {
          const url = addressOf(reference);
          return (
            <li key={reference.source + reference.says}>
              {url ? <a href={url}>{reference.source}</a> : <strong>{reference.source}</strong>}: {reference.says}
            </li>
          );
        })}
      </ul>
      {lesson.corrections.length > 0 && (
        <p className="eyebrow">
          {lesson.corrections.join(', ')}: here the lesson departs from what many texts say, and gives the source.
        </p>
      )}
    </section>
    <nav className="turns" aria-label="Other lessons">
      {before && (
        <a href={`/lessons/${before.slug}/`} rel="prev">
          <small>Lesson {before.number}</small>
          {before.title}
        </a>
      )}
      {after ? (
        <a className="next" href={`/lessons/${after.slug}/`} rel="next">
          <small>Next: lesson {after.number}</small>
          {after.title}
        </a>
      ) : (
        <a className="next" href="/#course">
          <small>This is the last lesson written so far</small>
          See the course map
        </a>
      )}
    </nav>
  </footer>
);
