'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type ClassState, decodeClassState, type TeacherMessage } from '../../lab/class/messages.ts';

/** `none`: there is no class, because the lab server was started without `--lan`. `closed`: there was one. */
export type ClassView = ClassState | 'asking' | 'none' | 'closed';

/** ms until the lab server is asked again, after it did not answer. */
const again = 2_000;

/** The class of the lab server that this page came from, and the way to tell it something. */
export const useClass = (): { readonly view: ClassView; say(message: TeacherMessage): void } => {
  const [view, setView] = useState<ClassView>('asking');
  const socket = useRef<WebSocket | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const open = (): void => {
      const way = new WebSocket(`ws://${location.host}/class/control`);
      socket.current = way;
      way.onmessage = ({ data }) => {
        const state = decodeClassState(String(data));
        if (state) setView(state);
      };
      way.onclose = () => {
        if (left) return;
        setView((before) => (before === 'asking' || before === 'none' ? 'none' : 'closed'));
        timer = setTimeout(open, again);
      };
    };
    // Asked before, because a WebSocket that is refused complains in the console.
    const isClass = async (): Promise<boolean> => {
      const answer = await fetch('/healthz', { cache: 'no-store' });
      const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
      return isJson && Object.hasOwn((await answer.json()) as object, 'seats');
    };
    isClass().then(
      (yes) => {
        if (left) return;
        if (yes) open();
        else setView('none');
      },
      () => setView('none'),
    );
    return () => {
      left = true;
      clearTimeout(timer);
      socket.current?.close();
    };
  }, []);
  const say = useCallback((message: TeacherMessage): void => {
    if (socket.current?.readyState === WebSocket.OPEN) socket.current.send(JSON.stringify(message));
  }, []);
  return { view, say };
};
