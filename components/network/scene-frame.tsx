'use client';

import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Badge } from '../prose/badge.tsx';
import './scene-frame.css';

export type SceneTab = 'network' | 'packets' | 'ladder' | 'plots';

export interface SceneFrameProps {
  readonly tab: SceneTab;
  onTab(tab: SceneTab): void;
  /** Only those given get a tab. Only the one that is looked at is drawn. */
  readonly views: Partial<Readonly<Record<SceneTab, () => ReactNode>>>;
  /** A `Timeline`. */
  readonly timeline: ReactNode;
  /** Whatever else belongs into the bar: export, reset. */
  readonly tools?: ReactNode;
}

const names: Readonly<Record<SceneTab, string>> = {
  network: 'Network',
  packets: 'Packets',
  ladder: 'Ladder',
  plots: 'Plots',
};
const order: readonly SceneTab[] = ['network', 'packets', 'ladder', 'plots'];

/** The stage above the terminal: the four views behind tabs, the badge of truth, the clock under them. */
export function SceneFrame({ tab, onTab, views, timeline, tools }: SceneFrameProps) {
  const id = useId();
  const buttons = useRef(new Map<SceneTab, HTMLButtonElement>());
  const tabs = order.filter((one) => views[one] !== undefined);

  const onKey = (event: KeyboardEvent): void => {
    const at = tabs.indexOf(tab);
    const to = { ArrowLeft: at - 1 + tabs.length, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[to % tabs.length];
    if (!next) return;
    event.preventDefault();
    onTab(next);
    buttons.current.get(next)?.focus();
  };
  return (
    <section className="scene" aria-label="The virtual network">
      <div className="scene-bar">
        <div className="scene-tabs" role="tablist" aria-label="Views of the network" onKeyDown={onKey}>
          {tabs.map((one) => (
            <button
              key={one}
              ref={(button) => {
                if (button) buttons.current.set(one, button);
              }}
              type="button"
              role="tab"
              id={`${id}-${one}`}
              aria-selected={one === tab}
              aria-controls={`${id}-panel`}
              tabIndex={one === tab ? 0 : -1}
              onClick={() => onTab(one)}
            >
              {names[one]}
            </button>
          ))}
        </div>
        <span className="scene-tools">
          {tools}
          <Badge kind="SIMULATED" />
        </span>
      </div>
      <div className="scene-view" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {views[tab]?.()}
      </div>
      {timeline}
    </section>
  );
}
