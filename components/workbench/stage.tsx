'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Chevron } from '../brand/chevron.tsx';
import { useLab } from '../lab-session/lab-context.ts';
import { isOnThisComputer } from '../lab-session/lab-store.ts';
import { Divider, stageHeight } from './divider.tsx';
import { useFold } from './fold.ts';
import { useWorkbench } from './workbench-context.ts';

interface StageProps {
  /** Drawn all of them, one of them seen: what is behind a tab goes on watching. */
  readonly figures: readonly StagePicture[];
}

export interface StagePicture {
  readonly label: string;
  readonly figure: ReactNode;
  /** What it is about: a picture of networks comes to the front with a network, one of this computer with a terminal of it. */
  readonly of?: 'network' | 'computer';
}

/** The live figures of a lesson, above the terminal whose commands they react to. */
export const Stage = ({ figures }: StageProps) => {
  const id = useId();
  const { open, fold } = useFold();
  const [chosen, setChosen] = useState(0);
  const stage = useRef<HTMLElement>(null);
  const tabs = useRef<(HTMLButtonElement | null)[]>([]);
  const several = figures.length > 1;

  // A step may go on where another picture is: what it speaks of should be seen without a search.
  const { active } = useLab();
  const where = active === '' ? null : isOnThisComputer(active) ? 'computer' : 'network';
  const wanted = figures.findIndex((picture) => picture.of === where);
  useEffect(() => {
    if (where !== null && wanted >= 0) setChosen(wanted);
  }, [where, wanted]);

  // Somebody asked for one by its name: the editor, from a lab's text.
  const { front } = useWorkbench();
  const brought = useRef(0);
  useEffect(() => {
    if (front === null || front.at === brought.current) return;
    brought.current = front.at;
    const asked = figures.findIndex(({ label }) => label === front.label);
    if (asked < 0) return;
    setChosen(asked);
    if (document.documentElement.dataset.stage === 'folded') fold();
  }, [front, figures, fold]);

  const onKey = (event: KeyboardEvent): void => {
    const last = figures.length - 1;
    const to = { ArrowLeft: chosen || figures.length, ArrowRight: chosen + 2, Home: 1, End: last + 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to - 1) % figures.length;
    setChosen(next);
    tabs.current[next]?.focus();
  };

  /** The pane in which stage and terminal share the height. */
  const pane = (): DOMRect | undefined => stage.current?.parentElement?.getBoundingClientRect();
  const shareAt = ({ clientY }: PointerEvent): number => {
    const box = pane();
    return box ? ((clientY - box.top) / box.height) * 100 : 0;
  };
  const shareNow = (): number => ((stage.current?.offsetHeight ?? 0) / (pane()?.height || 1)) * 100;

  return (
    <section className="stage" aria-label="Live picture" ref={stage}>
      <div className="stage-bar">
        {several ? (
          <div className="stage-tabs" role="tablist" aria-label="Pictures" onKeyDown={onKey}>
            {figures.map(({ label }, at) => (
              <button
                key={label}
                ref={(button) => {
                  tabs.current[at] = button;
                }}
                type="button"
                role="tab"
                id={`${id}-tab-${at}`}
                aria-selected={at === chosen}
                aria-controls={`${id}-panel-${at}`}
                tabIndex={at === chosen ? 0 : -1}
                onClick={() => {
                  setChosen(at);
                  if (!open) fold();
                }}
              >
                {label}
              </button>
            ))}
          </div>
        ) : (
          <b className="stage-label">{figures[0]?.label}</b>
        )}
        <button type="button" className="stage-fold" aria-expanded={open} aria-controls={`${id}-panels`} onClick={fold}>
          <span className="visually-hidden">Picture</span>
          <Chevron />
        </button>
      </div>
      <div className="stage-panels" id={`${id}-panels`}>
        {figures.map(({ label, figure }, at) => (
          <div
            key={label}
            className="stage-panel"
            data-shown={at === chosen || undefined}
            id={`${id}-panel-${at}`}
            {...(several && { role: 'tabpanel', 'aria-labelledby': `${id}-tab-${at}` })}
          >
            {figure}
          </div>
        ))}
      </div>
      <Divider line={stageHeight} shareAt={shareAt} shareNow={shareNow} />
    </section>
  );
};
