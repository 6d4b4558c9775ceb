'use client';

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { FileStore } from '../../lab/files/file-store.ts';
import type { Program } from '../../lab/lesson.ts';
import type { Topology } from '../../lab/topology/topology.ts';
import { fileShelf } from './file-shelf.ts';
import { storageOf } from './history-store.ts';
import { LabContext, type LessonPrograms, noLab } from './lab-context.ts';
import { LabStore } from './lab-store.ts';

interface LabProviderProps {
  /** The virtual network of a lab, or null where it has none. */
  topology(lab: string): Promise<Topology | null>;
  /** The programs of all labs of the lesson called `name`. */
  programs(): Promise<readonly Program[]>;
  /** Names the lesson: under it its files are kept. */
  readonly name: string;
  /** Whether some lab of the page is on this computer. */
  readonly real: boolean;
  /** Whether the first one is. */
  readonly realFirst: boolean;
  readonly children: ReactNode;
}

/** Gives a lesson its laboratory. What is heavy (shell, bridge, xterm.js) is loaded when it is needed. */
export function LabProvider({ topology, programs, name, real, realFirst, children }: LabProviderProps) {
  const [store] = useState(() => {
    let asked: Promise<LessonPrograms> | null = null;
    const filed = (): Promise<LessonPrograms> => {
      asked ??= programs().then(
        (all) => ({ programs: all, files: new FileStore(all, fileShelf(storageOf('localStorage'), name)) }),
        (problem: unknown) => {
          asked = null;
          throw problem;
        },
      );
      return asked;
    };
    return new LabStore({
      load: async (log, events) => {
        // Two pieces: both are on their way at once, and neither is run in one breath with the other.
        const [{ openSession }, { XtermView }, { files }] = await Promise.all([
          import('./session.ts'),
          import('../terminal/xterm-view.ts'),
          filed(),
        ]);
        return openSession(log, events, files, (terminal, whenSeen) => new XtermView(terminal, whenSeen));
      },
      topology,
      programs: filed,
      real,
      realFirst,
      now: () => performance.now(),
      nextFrame: (run) => {
        // A hidden tab draws nothing; checks still want to know.
        if (document.hidden) setTimeout(run, 50);
        else requestAnimationFrame(run);
      },
      after: (ms, run) => void setTimeout(run, ms),
    });
  });
  useEffect(() => () => store.close(), [store]);
  const lab = useSyncExternalStore(store.subscribe, store.snapshot, () => noLab);
  return <LabContext value={lab}>{children}</LabContext>;
}
