import localFont from 'next/font/local';

// Shipped with the site, so that nothing is fetched from elsewhere. The sizes of the fallback are adjusted by Next.
export const sans = localFont({
  src: '../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  weight: '200 800',
  style: 'normal',
  display: 'swap',
  variable: '--font-sans',
  adjustFontFallback: 'Arial',
});

/** Italics are rare, so they are fetched only where one stands. */
export const sansItalic = localFont({
  src: '../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2',
  weight: '200 800',
  style: 'italic',
  display: 'swap',
  variable: '--font-sans-italic',
  adjustFontFallback: 'Arial',
  preload: false,
});

export const mono = localFont({
  src: '../node_modules/@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2',
  weight: '200 800',
  style: 'normal',
  display: 'swap',
  variable: '--font-mono',
  adjustFontFallback: false,
});
