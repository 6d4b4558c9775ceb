import type { ReactNode } from 'react';

export const Card = ({ title, children }: { title?: string; children: ReactNode }) => (
  <section className="box card">
    {title && <h3>{title}</h3>}
    {children}
  </section>
);
