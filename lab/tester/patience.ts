/** How long a line of a server may take, ms: thirty members of a program in Python in the page take a while. */
export const SERVER_PATIENCE_MS = 3_000;

/** How long the person at a client may take to start it, or to type a word, ms. */
export const CLIENT_PATIENCE_MS = 120_000;
