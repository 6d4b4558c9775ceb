import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { beforePaint } from '../components/header/theme.ts';
import { progressBeforePaint } from '../components/progress/before-paint.ts';
import { mono, sans, sansItalic } from './fonts.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/header.css';
import './styles/print.css';

export const metadata: Metadata = {
  title: { default: 'First Hop: learn networking by touching a network', template: '%s · First Hop' },
  description:
    'A course in computer networking that you learn by touching a network: real sockets, real rooms, on your own computer.',
  applicationName: 'First Hop',
  formatDetection: { telephone: false, address: false, email: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#212328' },
  ],
  colorScheme: 'light dark',
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${sans.variable} ${sansItalic.variable} ${mono.variable}`} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: constants of ours, allowed by its hash */}
        <script dangerouslySetInnerHTML={{ __html: `${beforePaint};${progressBeforePaint}` }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
