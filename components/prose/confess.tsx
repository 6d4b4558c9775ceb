import type { ReactNode } from 'react';

/** What the lesson leaves out or bends, admitted. */
export const Confess = ({ children }: { children: ReactNode }) => (
  <aside className="box confess" aria-label="What we simplified">
    <p className="box-title">What we simplified</p>
    {children}
  </aside>
);
