import type { Metadata } from 'next';
import { SiteHeader } from '../../components/header/site-header.tsx';
import type { Place } from '../../lab/shell/command.ts';
import { commandReference } from './reference.ts';
import '../styles/glossary.css';

export const metadata: Metadata = {
  title: 'All commands',
  description: 'Every command of the terminal: what it does, its flags, examples, and the lessons that use it.',
};

const places: Record<Place, string> = {
  'this-computer': 'this computer',
  host: 'virtual hosts',
  router: 'routers',
  switch: 'switches',
  hub: 'hubs',
};

const whereOf = (where: readonly Place[] | undefined): string =>
  where === undefined ? 'Works everywhere.' : `Works at ${where.map((place) => places[place]).join(', ')}.`;

export default async function CommandsPage() {
  const all = await commandReference();
  return (
    <>
      <SiteHeader />
      <main id="main" className="plain command-page" tabIndex={-1}>
        <h1>All commands</h1>
        <p className="lede">
          What the terminal beside a lesson understands. <code>help nc</code> says the same there.
        </p>
        <ul className="command-list">
          {all.map(({ command, anchor }) => (
            <li key={anchor}>
              <a href={`#${anchor}`}>
                <code>{command.name}</code>
              </a>{' '}
              {command.summary}
            </li>
          ))}
        </ul>
        {all.map(({ command, anchor, lessons }) => (
          <section key={anchor} id={anchor} aria-labelledby={`${anchor}-name`}>
            <h2 id={`${anchor}-name`}>{command.name}</h2>
            <p>
              <b>{command.name}</b> {command.summary}. {whereOf(command.where)}
              {command.aliases && ` Also known as ${command.aliases.join(', ')}.`}
            </p>
            <pre>
              <code>{command.usage.join('\n')}</code>
            </pre>
            {command.about
              .trim()
              .split(/\n{2,}/)
              .map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            {command.flags && command.flags.length > 0 && (
              <dl>
                {command.flags.map(({ name, value, says }) => (
                  <div key={name} style={{ display: 'contents' }}>
                    <dt>
                      {name} {value}
                    </dt>
                    <dd>{says}</dd>
                  </div>
                ))}
              </dl>
            )}
            {command.examples.length > 0 && (
              <dl>
                {command.examples.map(({ line, says }) => (
                  <div key={line} style={{ display: 'contents' }}>
                    <dt>{line}</dt>
                    <dd>{says}</dd>
                  </div>
                ))}
              </dl>
            )}
            {lessons.length > 0 && (
              <p className="eyebrow">
                Used in{' '}
                {lessons.map(({ slug, number, title }, at) => (
                  <span key={slug}>
                    {at > 0 && ', '}
                    <a href={`/lessons/${slug}/`}>
                      {number} {title}
                    </a>
                  </span>
                ))}
              </p>
            )}
          </section>
        ))}
      </main>
    </>
  );
}
