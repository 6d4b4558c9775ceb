import type { CSSProperties } from 'react';

/** Progress as a row of hops joined by wire: one a step, the next one to take ringed. */
export const Hops = ({ done }: { done: readonly boolean[] }) => {
  const now = done.indexOf(false);
  const count = done.filter(Boolean).length;
  // Twelve hops and more still fit beside the crumb at 1,100 px.
  const wire = done.length > 14 ? 5 : done.length > 8 ? 10 : 18;
  return (
    <div
      className="hops"
      role="img"
      aria-label={`${count} of ${done.length} steps done`}
      style={{ '--wire': `${wire}px` } as CSSProperties}
    >
      {done.map((passed, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the lesson
        <i key={at} className={passed ? 'done' : at === now ? 'now' : undefined} />
      ))}
      <span className="count">
        {count}/{done.length}
      </span>
    </div>
  );
};
