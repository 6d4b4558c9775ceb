import { PrintButton } from '../../../components/print/print-button.tsx';
import { Marked } from '../../../components/prose/marked.tsx';
import { glossaryEntry } from '../../../content/glossary.ts';
import type { Lesson, Reference } from '../../../lab/lesson.ts';
import { rfcAddress } from '../../source-address.ts';

const addressOf = ({ source, url }: Reference): string | null => url ?? rfcAddress(source);

interface LessonEndProps {
  readonly lesson: Lesson;
  /** The new words in the order in which they were met. */
  readonly terms: readonly string[];
  readonly before: Lesson | undefined;
  readonly after: Lesson | undefined;
  /** The neighbours on the fast path; the style sheet shows those of the chosen path. */
  readonly fast: { readonly before: Lesson | undefined; readonly after: Lesson | undefined };
}

interface TurnsProps extends Pick<LessonEndProps, 'before' | 'after'> {
  readonly className: string;
  readonly note?: string;
  /** Said where nothing comes after. */
  readonly last: string;
}

const Turns = ({ className, before, after, note, last }: TurnsProps) => (
  <nav className={className} aria-label={note ? `Other lessons, ${note.toLowerCase()}` : 'Other lessons'}>
    {before && (
      <a href={`/lessons/${before.slug}/`} rel="prev">
        <small>
          {note && `${note}: `}Lesson {before.number}
        </small>
        {before.title}
      </a>
    )}
    {after ? (
      <a className="next" href={`/lessons/${after.slug}/`} rel="next">
        <small>
          {note ? `${note}, next` : 'Next'}: lesson {after.number}
        </small>
        {after.title}
      </a>
    ) : (
      <a className="next" href="/#course">
        <small>{last}</small>
        See the course map
      </a>
    )}
  </nav>
);

/** On paper nobody can press an option, so what happens and what is right stands on the last page. */
const Answers = ({ lesson: { labs, quiz } }: { lesson: Lesson }) => (
  <section className="on-paper" aria-labelledby="answers">
    <h2 id="answers">Answers</h2>
    {labs.map(({ id, prediction }) => (
      <p key={id}>
        <b>Lab {id}, what happens:</b> <Marked text={prediction.outcome} />
      </p>
    ))}
    <ol>
      {quiz.map(({ id, ask, options }) => (
        <li key={id}>
          <b>
            <Marked text={ask} />
          </b>{' '}
          {options
            .filter(({ right }) => right)
            .map(({ text, feedback }) => (
              <span key={text}>
                <Marked text={text} />. <Marked text={feedback} />
              </span>
            ))}
        </li>
      ))}
    </ol>
  </section>
);

/** What to take home, the words that were new, where to check it all, and the ways on. */
export const LessonEnd = ({ lesson, terms, before, after, fast }: LessonEndProps) => (
  <footer className="end">
    <p className="summary">{lesson.summary}</p>
    {terms.length > 0 && (
      <section aria-labelledby="terms">
        <h2 id="terms">Words you met</h2>
        <dl className="terms">
          {terms.map(glossaryEntry).map(({ term, definition, source }) => (
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
    <p className="end-do">
      <PrintButton />
    </p>
    <Turns className="turns whole-path" before={before} after={after} last="This is the last lesson written so far" />
    <Turns
      className="turns fast-path"
      before={fast.before}
      after={fast.after}
      note="Fast path"
      last="This is the last lesson of the fast path written so far"
    />
    <Answers lesson={lesson} />
  </footer>
);
