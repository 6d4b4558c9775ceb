'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Chevron } from '../brand/chevron.tsx';
import { type LabState, useLab } from '../lab-session/lab-context.ts';
import { Divider, labWidth } from './divider.tsx';
import { useWorkbench } from './workbench-context.ts';

const states: Record<LabState, string> = {
  idle: 'terminal and rooms',
  loading: 'connecting',
  online: 'real TCP, this computer',
  offline: 'the lab server does not answer',
  static: 'no lab server here',
};

/** The lab beside the prose; on a narrow screen a sheet with a handle at the bottom edge. */
export const Bench = ({ children }: { children: ReactNode }) => {
  const { state, scene, seat, terminals } = useLab();
  const where = state === 'online' && seat !== null ? `real TCP, seat ${seat} of the class` : states[state];
  const inNetwork = scene !== null || terminals.length === 0;
  const { shown, show } = useWorkbench();
  const handle = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const whole = useRef<HTMLElement>(null);
  const byHandle = useRef(false);

  useEffect(() => {
    if (!byHandle.current) return;
    byHandle.current = false;
    if (shown) body.current?.focus();
    else handle.current?.focus();
  }, [shown]);

  return (
    <aside ref={whole} className={`bench${shown ? ' open' : ''}`} aria-label="Lab">
      <Divider
        line={labWidth}
        shareAt={({ clientX }) => ((innerWidth - clientX) / innerWidth) * 100}
        shareNow={() => ((whole.current?.offsetWidth ?? 0) / innerWidth) * 100}
      />
      <button
        ref={handle}
        type="button"
        className="bench-handle"
        aria-expanded={shown}
        aria-controls="bench-body"
        onClick={() => {
          byHandle.current = true;
          show(!shown);
        }}
      >
        {shown ? 'Close the lab' : 'Open the lab'} <small>{inNetwork ? 'a network in this page' : where}</small>
        <Chevron />
      </button>
      <div className="bench-body" id="bench-body" ref={body} tabIndex={-1}>
        {children}
      </div>
    </aside>
  );
};
