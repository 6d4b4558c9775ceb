/** A check mark, drawn so that it looks the same in every font. */
export const Tick = ({ size = 13 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 13 13" aria-hidden="true">
    <path
      d="M2 7.2l3 3L11 3"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
