import type { ComponentProps } from 'react';

/** Output or code. A long line scrolls inside the box, so the box can be reached and scrolled by keys. */
export const CodeBlock = (props: ComponentProps<'pre'>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
  <pre tabIndex={0} {...props} />
);
