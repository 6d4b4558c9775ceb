'use client';

import { useCallback, useEffect, useState } from 'react';
import type { FileStore } from '../../lab/files/file-store.ts';
import type { Program } from '../../lab/lesson.ts';
import { fill } from '../../lab/player/fill.ts';
import { storageOf } from '../lab-session/history-store.ts';
import { type LessonPrograms, useLab } from '../lab-session/lab-context.ts';
import type { ProgramPlace } from '../steps/lab-facts.ts';
import { copyText } from '../terminal/copy-text.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { CodePane } from './code-pane.tsx';
import { freeTerminal, runningProgram } from './free-terminal.ts';
import { lastShown } from './last-shown.ts';
import './python-place.css';

interface PythonPlaceProps {
  readonly programs: readonly ProgramPlace[];
}

type Language = 'python' | 'typescript';

const shownHere = () => lastShown(storageOf('sessionStorage'), location.pathname);

/** Where the programs of a lesson are written, run, kept and taken away. */
export const PythonPlace = ({ programs: places }: PythonPlaceProps) => {
  const { programs: fetchPrograms, ports } = useLab();
  const [lesson, setLesson] = useState<LessonPrograms | null>(null);
  const [file, setFile] = useState(places[0]?.file ?? '');
  const [language, setLanguage] = useState<Language>('python');
  const { front } = useWorkbench();

  const show = useCallback((wanted: string): void => {
    setFile(wanted);
    shownHere().keep(wanted);
  }, []);

  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const found = await fetchPrograms();
      if (!wanted) return;
      const before = shownHere().read();
      if (before !== null && found.programs.some((one) => one.file === before)) setFile(before);
      setLesson(found);
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [fetchPrograms]);

  useEffect(() => {
    if (front?.file && places.some((place) => place.file === front.file)) show(front.file);
  }, [front, places, show]);

  const program = lesson?.programs.find((one) => one.file === file);
  const place = places.find((one) => one.file === file);
  const inNode = language === 'typescript' && program?.node;
  return (
    <section className="python" aria-label="Python">
      <div className="python-bar">
        <label className="python-file">
          <span className="visually-hidden">Program</span>
          <select value={file} onChange={({ target }) => show(target.value)}>
            {places.map((place) => (
              <option key={place.file}>{place.file}</option>
            ))}
          </select>
        </label>
        <fieldset className="python-languages">
          <legend className="visually-hidden">Language</legend>
          {(['python', 'typescript'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="python-language"
                checked={language === one}
                disabled={one === 'typescript' && !program?.node}
                onChange={() => setLanguage(one)}
              />
              <span>{one === 'python' ? 'Python' : 'TypeScript'}</span>
            </label>
          ))}
        </fieldset>
        {lesson &&
          program &&
          place &&
          (inNode ? (
            <NodeTools {...inNode} />
          ) : (
            <Tools files={lesson.files} {...place} line={fill(place.line, ports)} />
          ))}
      </div>
      <div className="python-body">
        {inNode ? (
          <>
            <p className="python-outside">
              The same for Node, to be run outside the page: <code>node {inNode.file}</code> (22.18 or newer), or{' '}
              <code>npx tsx {inNode.file}</code>.
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse */}
            <pre className="code-plain" tabIndex={0}>
              {inNode.source}
            </pre>
          </>
        ) : (
          lesson &&
          program && (
            <CodePane key={file} files={lesson.files} file={file} asked={front?.file === file ? front.at : 0} />
          )
        )}
      </div>
    </section>
  );
};

const Tools = ({ files, file, line, terminal }: ProgramPlace & { readonly files: FileStore }) => {
  const lab = useLab();
  const [asks, setAsks] = useState(false);
  /** The question has just been answered: its buttons are gone, and the keyboard with them. */
  const [answered, setAnswered] = useState(false);
  const [changed, setChanged] = useState(() => !files.isAsAtFirst(file));
  useEffect(() => {
    const look = (): void => setChanged(!files.isAsAtFirst(file));
    look();
    setAsks(false);
    return files.onChange(look);
  }, [files, file]);
  const at = runningProgram(file, lab.evidence);

  const run = (): void => {
    const free = freeTerminal(terminal, lab.active, lab.terminals, lab.evidence);
    if (free !== null) return lab.run(free, line);
    // All are at work: another one, at the same place.
    lab.addTerminal();
    const opened = ['a', 'b', 'c', 'd'].find((name) => !lab.terminals.includes(name));
    if (opened !== undefined) lab.run(opened, line);
  };

  const answer = (): void => {
    setAsks(false);
    setAnswered(true);
  };

  if (asks) {
    return (
      <fieldset className="python-tools">
        <legend className="visually-hidden">Put the starter back?</legend>
        <span className="python-ask">What you wrote into {file} is lost.</span>
        <button
          type="button"
          // biome-ignore lint/a11y/noAutofocus: the question came from a button that is gone
          autoFocus
          onClick={() => {
            files.reset(file);
            answer();
          }}
        >
          Put the starter back
        </button>
        <button type="button" onClick={answer}>
          Keep mine
        </button>
      </fieldset>
    );
  }
  return (
    <div className="python-tools">
      <button
        type="button"
        className="python-run"
        title={line}
        // biome-ignore lint/a11y/noAutofocus: the keyboard was in the question that stood here
        autoFocus={answered}
        onClick={run}
      >
        Run
      </button>
      <button
        type="button"
        disabled={at.length === 0}
        onClick={() => {
          for (const terminal of at) lab.interrupt(terminal);
        }}
      >
        Stop
      </button>
      <button type="button" disabled={!changed} onClick={() => setAsks(true)}>
        Reset
      </button>
      <button type="button" onClick={() => download(file, files.read(file) ?? '')}>
        Download
      </button>
    </div>
  );
};

const NodeTools = ({ file, source }: NonNullable<Program['node']>) => {
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="python-tools">
      <button type="button" onClick={() => void copyText(source).then(setCopied)}>
        Copy
      </button>
      <button type="button" onClick={() => download(file, source)}>
        Download
      </button>
      <span className="visually-hidden" role="status">
        {copied === null ? '' : copied ? 'Copied.' : 'This browser did not allow copying.'}
      </span>
    </div>
  );
};

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
