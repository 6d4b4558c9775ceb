'use client';

import { Island, part } from '../../../components/island/island.tsx';
import type { Goals } from '../../../components/progress/progress.ts';

const returns = part(async () => (await import('./living-returns.tsx')).LivingReturns);

/** The bar with old questions: drawn with the page, woken later. */
export const Returns = ({ slug, goals }: { slug: string; goals: Goals }) => (
  <Island of={returns} with={{ here: { slug, goals } }} />
);
