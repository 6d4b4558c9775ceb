'use client';

import { useEffect, useState } from 'react';
import { currentTheme, setTheme, type Theme } from './theme.ts';

const next: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const says: Record<Theme, string> = { auto: 'as the system', light: 'light', dark: 'dark' };

/** Light, dark, or as the system says. The style sheet picks the icon, so that none flashes before this code runs. */
export const ThemeToggle = () => {
  const [theme, setShown] = useState<Theme>('auto');
  useEffect(() => setShown(currentTheme()), []);
  const label = `Colours: ${says[theme]}. Change to ${says[next[theme]]}.`;
  const change = (): void => {
    setTheme(next[theme]);
    setShown(next[theme]);
  };
  return (
    <button type="button" className="tool theme" aria-label={label} title={label} onClick={change}>
      <svg className="auto" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
      </svg>
      <svg className="light" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="3.1" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path
          d="M8 .8v1.7M8 13.5v1.7M.8 8h1.7M13.5 8h1.7M2.9 2.9l1.2 1.2M11.9 11.9l1.2 1.2M13.1 2.9l-1.2 1.2M4.1 11.9l-1.2 1.2"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
      <svg className="dark" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M13.4 9.7A5.8 5.8 0 0 1 6.3 2.6a5.8 5.8 0 1 0 7.1 7.1z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </svg>
    </button>
  );
};
