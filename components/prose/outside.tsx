import type { ReactNode } from 'react';

/** A line each; two commands stand on two lines, for no sign between them is the same in every shell. */
interface OutsideProps {
  readonly linux?: string;
  readonly macos?: string;
  readonly windows?: string;
  readonly children?: ReactNode;
}

/** The same thing in the reader's own terminal, in three spellings. */
export const Outside = ({ linux, macos, windows, children }: OutsideProps) => {
  const spellings = [
    ['Linux', linux],
    ['macOS', macos],
    ['Windows', windows],
  ] as const;
  return (
    <section className="box outside">
      <h3>Do it outside</h3>
      {children ?? <p>The same thing in a terminal of your own, without this page:</p>}
      <dl>
        {spellings.map(
          ([system, lines]) =>
            lines && [
              <dt key={system}>{system}</dt>,
              <dd key={`${system} lines`}>
                {lines.split('\n').map((line) => (
                  <code key={line}>{line}</code>
                ))}
              </dd>,
            ],
        )}
      </dl>
    </section>
  );
};
