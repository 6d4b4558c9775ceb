'use client';

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { Topology } from '../../lab/topology/topology.ts';
import { LabContext, noLab } from './lab-context.ts';
import { LabStore } from './lab-store.ts';

interface LabProviderProps {
  /** The virtual network of a lab, or null where it has none. */
  topology(lab: string): Promise<Topology | null>;
  /** Whether some lab of the page is on this computer. */
  readonly real: boolean;
  readonly children: ReactNode;
}

/** Gives a lesson its laboratory. What is heavy (shell, bridge, xterm.js) is loaded when it is needed. */
export function LabProvider({ topology, real, children }: LabProviderProps) {
  const [store] = useState(
    () =>
      new LabStore({
        load: async (log, events) => {
          // Two pieces: both are on their way at once, and neither is run in one breath with the other.
          const [{ openSession }, { XtermView }] = await Promise.all([
            import('./session.ts'),
            import('../terminal/xterm-view.ts'),
          ]);
          return openSession(log, events, (terminal, whenSeen) => new XtermView(terminal, whenSeen));
        },
        topology,
        real,
        now: () => performance.now(),
        nextFrame: (run) => {
          // A hidden tab draws nothing; checks still want to know.
          if (document.hidden) setTimeout(run, 50);
          else requestAnimationFrame(run);
        },
        after: (ms, run) => void setTimeout(run, ms),
      }),
  );
  useEffect(() => () => store.close(), [store]);
  const lab = useSyncExternalStore(store.subscribe, store.snapshot, () => noLab);
  return <LabContext value={lab}>{children}</LabContext>;
}
