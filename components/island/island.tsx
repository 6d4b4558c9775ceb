'use client';

import { type ComponentType, lazy, type MouseEvent, useEffect, useRef, useState } from 'react';

/** The browser gets this long, in ms, to find a quiet moment. */
const patience = 2_000;

/** A client component whose code is fetched later. */
export interface Part<Props> {
  load(): Promise<ComponentType<Props>>;
  /** Draws it into the exported page; null in the browser. */
  readonly OnServer: ComponentType<Props> | null;
}

export const part = <Props extends object = object>(load: () => Promise<ComponentType<Props>>): Part<Props> => ({
  load,
  OnServer: typeof window === 'undefined' ? lazy(async () => ({ default: await load() })) : null,
});

const whenIdle = (run: () => void): (() => void) => {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, 300);
    return () => clearTimeout(timer);
  }
  const ticket = requestIdleCallback(run, { timeout: patience });
  return () => cancelIdleCallback(ticket);
};

/**
 * A living part that costs the first load nothing. The exported page already shows it; the browser leaves that HTML
 * alone while it wakes the rest of the page, fetches the code when it is idle, and then puts the living component in
 * its place. Suspense would not do: it falls back to nothing when a context changes before the code is there. A button
 * pressed in the meantime wakes it, and is pressed again.
 */
export const Island = <Props extends object>({ of, with: props }: { of: Part<Props>; with: Props }) => {
  const { load, OnServer } = of;
  const [loaded, setLoaded] = useState<{ Living: ComponentType<Props> } | null>(null);
  const place = useRef<HTMLDivElement>(null);
  /** The words on the button that was pressed before it lived. */
  const pressed = useRef<string | null>(null);
  const [urgent, setUrgent] = useState(false);

  useEffect(() => {
    let wanted = true;
    const fetchCode = async (): Promise<void> => {
      const Living = await load();
      if (wanted) setLoaded({ Living });
    };
    const cancel = urgent ? undefined : whenIdle(() => void fetchCode());
    if (urgent) void fetchCode();
    return () => {
      wanted = false;
      cancel?.();
    };
  }, [load, urgent]);

  // Nothing that somebody pressed is lost: it is pressed again as soon as it lives.
  useEffect(() => {
    if (!loaded || pressed.current === null) return;
    const buttons = [...(place.current?.querySelectorAll('button') ?? [])];
    buttons.find(({ textContent }) => textContent === pressed.current)?.click();
    pressed.current = null;
  }, [loaded]);

  const press = ({ target }: MouseEvent): void => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button) return;
    pressed.current = button.textContent;
    setUrgent(true);
  };

  if (OnServer) {
    return (
      <div className="island">
        <OnServer {...props} />
      </div>
    );
  }
  if (loaded) {
    return (
      <div className="island" key="living" ref={place}>
        <loaded.Living {...props} />
      </div>
    );
  }
  const drawn = { __html: '' };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it listens for the buttons inside, which keys press too
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the buttons inside
    // biome-ignore lint/security/noDangerouslySetInnerHtml: empty: it tells React to keep what the server drew
    <div className="island" key="drawn" suppressHydrationWarning onClick={press} dangerouslySetInnerHTML={drawn} />
  );
};
