import type { ReactNode } from 'react';
import type { Badge as Kind } from '../../lab/lesson.ts';
import { Badge } from '../prose/badge.tsx';
import './figures.css';

interface Props {
  readonly title: string;
  readonly badges?: readonly Kind[];
  /** The same facts as a table or list, for who cannot see the drawing or would rather read. */
  readonly twin?: ReactNode;
  readonly children: ReactNode;
}

/** The box around every figure: title, badge of truth, drawing, text twin. */
export function FigureBox({ title, badges = [], twin, children }: Props) {
  return (
    <div className="fig">
      <div className="fig-head">
        <b>{title}</b>
        <span className="fig-badges">
          {badges.map((kind) => (
            <Badge key={kind} kind={kind} />
          ))}
        </span>
      </div>
      {children}
      {twin && (
        <details className="fig-twin">
          <summary>The same as text</summary>
          {twin}
        </details>
      )}
    </div>
  );
}
