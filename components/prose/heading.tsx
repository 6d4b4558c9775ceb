import { Children, isValidElement, type ReactNode } from 'react';

/** The words of a piece of prose, without its marks. */
export const wordsOf = (node: ReactNode): string =>
  Children.toArray(node)
    .map((piece) => {
      if (typeof piece === 'string' || typeof piece === 'number') return String(piece);
      return isValidElement<{ children?: ReactNode }>(piece) ? wordsOf(piece.props.children) : '';
    })
    .join('');

/** `The path your hello took` → `the-path-your-hello-took`: where a heading is on its page. */
export const anchorOf = (words: string): string =>
  words
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f’']/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** A heading of the prose, which can be linked to. */
export const SectionHeading = ({ children }: { children?: ReactNode }) => (
  <h2 id={anchorOf(wordsOf(children))}>{children}</h2>
);

export const SmallHeading = ({ children }: { children?: ReactNode }) => (
  <h3 id={anchorOf(wordsOf(children))}>{children}</h3>
);
