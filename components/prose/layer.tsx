import type { ReactNode } from 'react';

/** A word in the colour of its layer: link violet, internet blue, TCP teal, UDP amber, application rose. */
export const Layer = ({ of, children }: { of: 'link' | 'net' | 'tcp' | 'udp' | 'app'; children: ReactNode }) => (
  <span className={`layer ${of}`}>{children}</span>
);
