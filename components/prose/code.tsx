import type { ComponentProps } from 'react';

/** Characters of code that stay on one line: `--buffer 64kb` is not to end after its first hyphen. */
const WHOLE = 18;

/** Code in a sentence. */
export const Code = ({ children, ...rest }: ComponentProps<'code'>) => (
  <code className={typeof children === 'string' && children.length <= WHOLE ? 'whole' : undefined} {...rest}>
    {children}
  </code>
);
