'use client';

/** Opens the browser's print dialog, which also saves a PDF. `print.css` says what goes on paper. */
export const PrintButton = () => (
  <button type="button" className="button" onClick={() => window.print()}>
    Print this lesson
  </button>
);
