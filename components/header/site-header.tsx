import type { ReactNode } from 'react';
import { Mark } from '../brand/mark.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

interface SiteHeaderProps {
  /** The module and the lesson, on a lesson's page. */
  readonly crumb?: { readonly module: string; readonly lesson: string };
  /** The hops of this page. */
  readonly children?: ReactNode;
}

export const SiteHeader = ({ crumb, children }: SiteHeaderProps) => (
  <header className="site-header">
    <a className="skip" href="#main">
      Skip to the content
    </a>
    <a className="logo" href="/">
      <Mark />
      First Hop
    </a>
    {crumb && (
      <div className="crumb">
        <span className="module" style={{ padding: 0 }}>
          {crumb.module}
        </span>
        <span aria-hidden="true">/</span>
        <b>{crumb.lesson}</b>
      </div>
    )}
    <nav className="tools" aria-label="Page tools">
      {children}
      <SearchButton />
      <a className="tool" href="/progress/">
        Progress
      </a>
      <ThemeToggle />
    </nav>
  </header>
);
