import localFont from 'next/font/local';

// Shipped with the site, so that nothing is fetched from elsewhere. Text never jumps: a letter that is not there when the
// page is drawn (it is preloaded, and the server is near) is used from the next page on.
export const sans = localFont({
  src: '../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  weight: '200 800',
  style: 'normal',
  display: 'optional',
  variable: '--font-sans',
  adjustFontFallback: 'Arial',
});

/** Italics are rare, so they are fetched only where one stands. */
export const sansItalic = localFont({
  src: '../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2',
  weight: '200 800',
  style: 'italic',
  display: 'optional',
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
