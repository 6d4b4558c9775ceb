import type { ReactNode } from 'react';

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
          ([system, line]) =>
            line && [
              <dt key={system}>{system}</dt>,
              <dd key={`${system} line`}>
                <code>{line}</code>
              </dd>,
            ],
        )}
      </dl>
    </section>
  );
};
