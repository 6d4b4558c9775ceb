'use client';

import { useEffect, useState } from 'react';
import type { TerminalView } from '../lab-session/terminal-view.ts';
import { copyText } from './copy-text.ts';

interface Props {
  readonly terminal: string;
  readonly view: TerminalView | null;
}

/** Everything a terminal showed, as text that can be read line by line, selected, searched and copied. */
export function PlainText({ terminal, view }: Props) {
  const [text, setText] = useState(view?.transcript ?? '');
  const [copied, setCopied] = useState('');

  useEffect(() => {
    if (!view) return;
    let frame = 0;
    const read = (): void => {
      frame = 0;
      setText(view.transcript);
    };
    read();
    const stop = view.onTranscript(() => {
      frame ||= requestAnimationFrame(read);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [view]);

  const copy = async (): Promise<void> => {
    setCopied(
      (await copyText(text)) ? 'Copied.' : 'The browser did not allow it. Select the text and copy it yourself.',
    );
  };
  return (
    <div className="terminal-pane terminal-plain" data-shown="active">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="terminal-text" tabIndex={0} aria-label={`All that terminal ${terminal} showed`}>
        <pre>{text || 'Nothing yet.'}</pre>
      </section>
      <p>
        <button type="button" className="terminal-key" onClick={() => void copy()}>
          Copy
        </button>
        <span role="status">{copied}</span>
      </p>
    </div>
  );
}
