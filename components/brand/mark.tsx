/** The mark of the product: two nodes and the arc between them. */
export const Mark = ({ width = 26 }: { width?: number }) => (
  <svg width={width} height={(width * 18) / 26} viewBox="0 0 26 18" aria-hidden="true">
    <path
      d="M4 14C8 2 18 2 22 14"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2.2"
      strokeDasharray="3.2 2.6"
      strokeLinecap="round"
    />
    <circle cx="4" cy="14" r="3.4" fill="var(--ink)" />
    <circle cx="22" cy="14" r="3.4" fill="var(--app)" />
  </svg>
);
