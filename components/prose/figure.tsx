import type { ReactNode } from 'react';
import type { Badge as Kind } from '../../lab/lesson.ts';
import { Badge } from './badge.tsx';

export const Figure = ({ caption, badge, children }: { caption?: string; badge?: Kind; children: ReactNode }) => (
  <figure className="figure">
    {children}
    {(caption || badge) && (
      <figcaption>
        {badge && <Badge kind={badge} />}
        {caption && <span>{caption}</span>}
      </figcaption>
    )}
  </figure>
);
