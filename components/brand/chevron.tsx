/** Points to where something opens; its place turns it. */
export const Chevron = () => (
  <svg width="14" height="9" viewBox="0 0 14 9" aria-hidden="true">
    <path
      d="M1 8l6-6 6 6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
