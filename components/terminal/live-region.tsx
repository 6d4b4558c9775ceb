'use client';

import { useEffect, useState } from 'react';
import type { TerminalView } from '../lab-session/terminal-view.ts';
import { announcement } from './announcement.ts';

/** Output settles for so long before it is read out, in ms: one message a command rather than one a line. */
const settle = 500;
/** Of a flood, only the last characters are looked at. */
const kept = 20_000;

/**
 * Says politely what a terminal prints. xterm.js has a screen-reader mode of its own, but that speaks every redraw of
 * the line being edited; this speaks what the shell printed.
 */
export function LiveRegion({ terminal, view }: { readonly terminal: string; readonly view: TerminalView | null }) {
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (!view) return;
    let pending = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = (): void => {
      timer = undefined;
      const told = announcement(pending);
      pending = '';
      if (told !== '') setSaid(told);
    };
    const stop = view.onTranscript((added) => {
      pending = (pending + added).slice(-kept);
      timer ??= setTimeout(speak, settle);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [view]);

  return (
    <div className="terminal-spoken" role="log" aria-live="polite" aria-label={`What terminal ${terminal} printed`}>
      {said}
    </div>
  );
}
