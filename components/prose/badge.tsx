import type { Badge as Kind } from '../../lab/lesson.ts';

const means: Record<Kind, string> = {
  OBSERVED: 'The operating system did this, and we saw it.',
  SIMULATED: 'Our own network did this, byte for byte. No hardware took part.',
  RECONSTRUCTED: 'Not captured. It must have happened, given what was observed.',
};

const Shape = ({ kind }: { kind: Kind }) => (
  <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
    {kind === 'OBSERVED' && <circle cx="4" cy="4" r="3.4" fill="currentColor" />}
    {kind === 'SIMULATED' && <path d="M4 .6L7.4 4 4 7.4.6 4z" fill="currentColor" />}
    {kind === 'RECONSTRUCTED' && (
      <circle cx="4" cy="4" r="3" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2 1.4" />
    )}
  </svg>
);

/** How true a picture is. Colour, border and shape all say it. */
export const Badge = ({ kind }: { kind: Kind }) => (
  <span className={`badge ${kind.toLowerCase()}`} title={means[kind]}>
    <Shape kind={kind} />
    {kind}
    <span className="visually-hidden">: {means[kind]}</span>
  </span>
);
