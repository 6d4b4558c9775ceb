'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react';

/** A line in the lab that can be moved, in words and numbers. Shares are percentages. */
export interface Line {
  readonly label: string;
  /** `The lab has`, of what comes after: `52 percent of the width`. */
  readonly has: string;
  readonly upright: boolean;
  readonly narrowest: number;
  readonly widest: number;
  /** What Enter and a double click bring back; null: what the style sheet says. */
  readonly usual: number | null;
  /** Where the browser remembers it. Read again in `header/theme.ts`, before the page is drawn. */
  readonly key: string;
  /** The custom property that carries it. */
  readonly property: string;
}

export const labWidth: Line = {
  label: 'Width of the lab',
  has: 'The lab has',
  upright: true,
  narrowest: 25,
  widest: 75,
  usual: 52,
  key: 'first-hop.lab-share',
  property: '--lab-share',
};

export const stageHeight: Line = {
  label: 'Height of the picture',
  has: 'The picture has',
  upright: false,
  narrowest: 15,
  widest: 75,
  usual: null,
  key: 'first-hop.stage-share',
  property: '--stage-share',
};

interface DividerProps {
  readonly line: Line;
  /** The share that a pointer at this place asks for. */
  shareAt(event: PointerEvent): number;
  /** The share that is drawn now. */
  shareNow(): number;
}

const remember = (key: string, share: number | null): void => {
  try {
    if (share === null) localStorage.removeItem(key);
    else localStorage.setItem(key, String(share));
  } catch {
    return; // Not remembered in this browser; the line is where it was put all the same.
  }
};

/** Drag it, or move it with the arrow keys. The browser remembers where it was. */
export const Divider = ({ line, shareAt, shareNow }: DividerProps) => {
  const { narrowest, widest, usual, upright, key, property } = line;
  const [share, setShare] = useState(usual ?? 45);
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const kept = Number.parseFloat(document.documentElement.style.getPropertyValue(property));
    if (kept > 0) setShare(kept);
  }, [property]);

  const move = (to: number | null): void => {
    const next = to === null ? null : Math.round(Math.min(widest, Math.max(narrowest, to)) * 10) / 10;
    const { style } = document.documentElement;
    if (next === null) style.removeProperty(property);
    else style.setProperty(property, `${next}%`);
    setShare(next ?? shareNow());
    remember(key, next);
  };

  const onKey = (event: KeyboardEvent): void => {
    const [more, less] = upright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowDown', 'ArrowUp'];
    const to = {
      [more ?? '']: shareNow() + 2,
      [less ?? '']: shareNow() - 2,
      Home: widest,
      End: narrowest,
      Enter: usual,
    };
    const asked = to[event.key];
    if (asked === undefined) return;
    event.preventDefault();
    move(asked);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged; this is the ARIA window splitter
    <div
      className={`divider${upright ? '' : ' level'}${dragging ? ' dragging' : ''}`}
      role="separator"
      tabIndex={0}
      aria-label={line.label}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={Math.round(share)}
      aria-valuetext={`${line.has} ${Math.round(share)} percent of the ${upright ? 'width' : 'height'}`}
      title="Drag, or use the arrow keys"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
      }}
      onPointerMove={(event) => {
        if (dragging) move(shareAt(event));
      }}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      onDoubleClick={() => move(usual)}
      onKeyDown={onKey}
    />
  );
};
