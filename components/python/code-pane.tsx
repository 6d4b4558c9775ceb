'use client';

import { useEffect, useRef, useState } from 'react';
import type { FileStore } from '../../lab/files/file-store.ts';
import type { CodeEditor } from './code-editor.ts';

interface CodePaneProps {
  readonly files: FileStore;
  readonly file: string;
}

/** The text of one program, to be written. The editor is fetched once this is on the screen; until then it is to be read. */
export const CodePane = ({ files, file }: CodePaneProps) => {
  const place = useRef<HTMLDivElement>(null);
  const [standing, setStanding] = useState(false);
  const [plain, setPlain] = useState(() => files.read(file) ?? '');

  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    let editor: CodeEditor | null = null;
    let wanted = true;
    const stop = files.onChange((name) => {
      if (name !== file) return;
      const text = files.read(file) ?? '';
      setPlain(text);
      editor?.show(text);
    });
    const open = async (): Promise<void> => {
      const { openEditor } = await import('./code-editor.ts');
      if (!wanted) return;
      editor = openEditor(parent, {
        text: files.read(file) ?? '',
        label: `The program ${file}. Escape, then Tab, leaves it.`,
        changed: (text) => files.write(file, text),
      });
      setStanding(true);
    };
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      seen.disconnect();
      void open();
    });
    seen.observe(parent);
    return () => {
      wanted = false;
      seen.disconnect();
      stop();
      editor?.dispose();
      setStanding(false);
    };
  }, [files, file]);

  return (
    <div className="code-pane" data-file={file} data-standing={standing || undefined}>
      {!standing && <pre className="code-plain">{plain}</pre>}
      <div className="code-editor" ref={place} />
    </div>
  );
};
