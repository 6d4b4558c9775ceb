'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLab } from '../lab-session/lab-context.ts';

interface Props {
  readonly terminal: string;
  /** `active`, `beside` it, or undefined: kept, but not to be seen. */
  readonly shown: string | undefined;
  /** The id of the line that tells the way out. */
  readonly hint: string;
}

/** The place of one terminal: a quiet picture of a prompt until the real one is there, in a box of the same size. */
export function TerminalPane({ terminal, shown, hint }: Props) {
  const lab = useLab();
  const view = lab.view(terminal);
  const { activate } = lab;
  const place = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const here = place.current;
    if (!here || !view) return;
    here.append(view.element);
    view.fit();
    view.describe(hint);
    const size = new ResizeObserver(() => view.fit());
    size.observe(here);
    const focused = (): void => activate(terminal);
    here.addEventListener('focusin', focused);
    return () => {
      size.disconnect();
      here.removeEventListener('focusin', focused);
    };
  }, [view, hint, activate, terminal]);

  useEffect(() => {
    if (!view) return;
    const themes = new MutationObserver(() => view.restyle());
    themes.observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] });
    // The system's own switch, at dusk for instance.
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const restyle = (): void => view.restyle();
    dark.addEventListener('change', restyle);
    return () => {
      themes.disconnect();
      dark.removeEventListener('change', restyle);
    };
  }, [view]);

  const open = (): void => {
    activate(terminal);
    lab.open();
  };
  return (
    <div className="terminal-pane" data-shown={shown} data-terminal={terminal}>
      <span className="terminal-name" aria-hidden="true">
        terminal {terminal}
      </span>
      <div className="terminal-screen" ref={place} />
      {!view && (
        <button type="button" className="terminal-cold" onClick={open}>
          <span aria-hidden="true">
            <b>lab$</b> <i />
          </span>
          <small>
            {lab.state === 'idle' ? 'Starts in a moment. Press to start it now.' : 'The terminal is on its way.'}
          </small>
        </button>
      )}
    </div>
  );
}
