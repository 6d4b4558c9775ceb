import { Children, isValidElement, type ReactNode } from 'react';
import { Term } from '../../../components/prose/term.tsx';
import { glossaryEntry, termAnchor } from '../../../content/glossary.ts';

interface WordProps {
  readonly of: string;
  /** Its number among the words of this lesson, which stands beside it on paper. */
  readonly number?: number;
  readonly children: ReactNode;
}

/** `<Term of="port">ports</Term>`: the glossary and the word meet here, since prose may import neither. */
export const Word = ({ of, number, children }: WordProps) => {
  const { term, definition, source } = glossaryEntry(of);
  return (
    <Term definition={definition} source={source} href={`/glossary/#${termAnchor(term)}`} number={number}>
      {children}
    </Term>
  );
};

/** The terms that a lesson's prose marks, in the order in which a reader meets them. */
export const termsInOrder = (prose: ReactNode): readonly string[] => {
  const met = new Set<string>();
  const walk = (node: ReactNode): void => {
    for (const piece of Children.toArray(node)) {
      if (!isValidElement<WordProps>(piece)) continue;
      if (piece.type === Word) met.add(glossaryEntry(piece.props.of).term);
      walk(piece.props.children);
    }
  };
  walk(prose);
  return [...met];
};
