'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react';

const key = 'first-hop.lab-share';
/** The lab's share of the page's width, in percent. */
const narrowest = 25;
const widest = 75;
const usual = 52;

const within = (share: number): number => Math.round(Math.min(widest, Math.max(narrowest, share)) * 10) / 10;

/** The line between prose and lab: drag it, or move it with the arrow keys. The browser remembers where it was. */
export const Divider = () => {
  const [share, setShare] = useState(usual);
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const kept = Number.parseFloat(document.documentElement.style.getPropertyValue('--lab-share'));
    if (kept > 0) setShare(kept);
  }, []);

  const move = (to: number): void => {
    const next = within(to);
    setShare(next);
    document.documentElement.style.setProperty('--lab-share', `${next}%`);
    try {
      localStorage.setItem(key, String(next));
    } catch {
      return; // Not remembered in this browser; the line is where it was put all the same.
    }
  };

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (dragging) move(((innerWidth - event.clientX) / innerWidth) * 100);
  };

  const onKey = (event: KeyboardEvent): void => {
    const to = { ArrowLeft: share + 2, ArrowRight: share - 2, Home: widest, End: narrowest, Enter: usual }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged; this is the ARIA window splitter
    <div
      className={`divider${dragging ? ' dragging' : ''}`}
      role="separator"
      tabIndex={0}
      aria-label="Width of the lab"
      aria-orientation="vertical"
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={share}
      aria-valuetext={`The lab has ${Math.round(share)} percent of the width`}
      title="Drag, or use the arrow keys"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
      }}
      onPointerMove={drag}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      onDoubleClick={() => move(usual)}
      onKeyDown={onKey}
    />
  );
};
