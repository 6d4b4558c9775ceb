'use client';

import { Island, part } from '../../../components/island/island.tsx';

const panel = part(async () => (await import('../../../components/terminal/terminal-panel.tsx')).TerminalPanel);

/** The terminals of the lab: drawn with the page, woken as soon as it is at rest. */
export const Terminal = () => <Island of={panel} with={{}} />;
