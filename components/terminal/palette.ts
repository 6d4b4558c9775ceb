import type { ITheme } from '@xterm/xterm';

/** The colours of xterm.js, read from the custom properties that terminal.css gives `element`. */
export function paletteOf(element: HTMLElement): ITheme {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: style.backgroundColor,
    foreground: style.color,
    cursor: colour('--t-cursor'),
    cursorAccent: style.backgroundColor,
    selectionBackground: colour('--t-selection'),
    selectionInactiveBackground: colour('--t-selection'),
    scrollbarSliderBackground: colour('--t-slider'),
    scrollbarSliderHoverBackground: colour('--t-slider-on'),
    scrollbarSliderActiveBackground: colour('--t-slider-on'),
    black: colour('--t-black'),
    red: colour('--t-red'),
    green: colour('--t-green'),
    yellow: colour('--t-amber'),
    blue: colour('--t-blue'),
    magenta: colour('--t-violet'),
    cyan: colour('--t-teal'),
    white: style.color,
    brightBlack: colour('--t-dim'),
    brightRed: colour('--t-red'),
    brightGreen: colour('--t-green'),
    brightYellow: colour('--t-amber'),
    brightBlue: colour('--t-blue'),
    brightMagenta: colour('--t-rose'),
    brightCyan: colour('--t-teal'),
    brightWhite: colour('--t-cursor'),
  };
}
