import type { ReactNode } from 'react';

/** One command, or several to be typed one after the other: the shells do not agree on how to join them. */
type Lines = string | readonly string[];

interface OutsideProps {
  readonly linux?: Lines;
  readonly macos?: Lines;
  readonly windows?: Lines;
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
                {[lines].flat().map((line) => (
                  <div className="outside-line" key={line}>
                    <code>{line}</code>
                  </div>
                ))}
              </dd>,
            ],
        )}
      </dl>
    </section>
  );
};
