import type { ReactNode } from 'react';
import { Code } from './code.tsx';

const pieces = /(`[^`]+`|\*\*[^*]+\*\*)/;

/** A sentence of a lesson's facts: `code` in backticks, **strong** between double stars, the rest as it is. */
export const Marked = ({ text }: { text: string }): ReactNode =>
  text.split(pieces).map((piece, at) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: the pieces of one fixed sentence
    if (piece.startsWith('`') && piece.length > 2) return <Code key={at}>{piece.slice(1, -1)}</Code>;
    if (piece.startsWith('**') && piece.length > 4) return <strong key={at}>{piece.slice(2, -2)}</strong>;
    // biome-ignore-end lint/suspicious/noArrayIndexKey: the pieces of one fixed sentence
    return piece;
  });
