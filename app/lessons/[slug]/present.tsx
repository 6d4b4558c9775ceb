'use client';

import { Island, part } from '../../../components/island/island.tsx';

const button = part(async () => (await import('../../../components/present/present.tsx')).Present);

/** The button that presents the lesson: drawn with the page, woken when it is at rest. */
export const Present = () => <Island of={button} with={{}} />;
