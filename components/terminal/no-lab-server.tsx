/** Shown above the prompt when the page came from a place that only serves files. */
export function NoLabServer() {
  return (
    <p className="terminal-note">
      <b>This copy of the page has no lab server.</b> A browser may not open TCP connections by itself, so the terminal
      has nobody to ask. Reading, predicting and the quiz work here. For the labs, run <code>npm install</code> and{' '}
      <code>npm start</code> in a copy of First Hop on your computer, and open the address it prints.
    </p>
  );
}
