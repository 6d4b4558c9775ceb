'use client';

import { useEffect, useRef, useState } from 'react';
import type { FileStore } from '../../lab/files/file-store.ts';
import type { CodeEditor } from './code-editor.ts';

interface CodePaneProps {
  readonly files: FileStore;
  readonly file: string;
  /** Counts up when somebody asked for this program by its name; 0 where nobody has. */
  readonly asked: number;
}

/**
 * The text of one program. It stands there to be read; the editor is fetched when a pointer comes near, the keyboard
 * reaches it or somebody asks for it, and takes its place.
 */
export const CodePane = ({ files, file, asked }: CodePaneProps) => {
  const place = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const [text, setText] = useState(() => files.read(file) ?? '');
  const [wanted, setWanted] = useState(false);
  const [standing, setStanding] = useState(false);
  /** The keyboard is in the text that the editor will replace. */
  const inside = useRef(false);

  useEffect(
    () =>
      files.onChange((name) => {
        if (name !== file) return;
        const now = files.read(file) ?? '';
        setText(now);
        editor.current?.show(now);
      }),
    [files, file],
  );

  useEffect(() => {
    if (asked > 0) setWanted(true);
  }, [asked]);

  useEffect(() => {
    const parent = place.current;
    if (!wanted || !parent) return;
    let gone = false;
    const open = async (): Promise<void> => {
      const { openEditor } = await import('./code-editor.ts');
      if (gone) return;
      editor.current = openEditor(parent, {
        text: files.read(file) ?? '',
        label: `The program ${file}. Escape, then Tab, leaves it.`,
        caret: inside.current ? (plain.current?.selectionStart ?? 0) : 0,
        changed: (now) => files.write(file, now),
      });
      if (inside.current) editor.current.focus();
      setStanding(true);
    };
    void open();
    return () => {
      gone = true;
      editor.current?.dispose();
      editor.current = null;
      setStanding(false);
    };
  }, [wanted, files, file]);

  const want = (): void => setWanted(true);
  return (
    <div className="code-pane" data-file={file} onPointerEnter={want}>
      {!standing && (
        // A text field until the editor stands: it can be written in at once where the editor does not come.
        <textarea
          ref={plain}
          className="code-plain"
          aria-label={`The program ${file}`}
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={({ target }) => files.write(file, target.value)}
          onFocus={() => {
            inside.current = true;
            want();
          }}
          onBlur={() => {
            inside.current = false;
          }}
        />
      )}
      <div className="code-editor" ref={place} />
      {standing && (
        <p className="code-leave" aria-hidden="true">
          <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor.
        </p>
      )}
    </div>
  );
};
