/** What this file needs of xterm.js; the page's and the headless terminal both have it. */
interface Parser {
  registerCsiHandler(id: { prefix?: string; intermediates?: string; final: string }, handle: () => boolean): unknown;
  registerDcsHandler(id: { prefix?: string; intermediates?: string; final: string }, handle: () => boolean): unknown;
  registerEscHandler(id: { prefix?: string; intermediates?: string; final: string }, handle: () => boolean): unknown;
  registerOscHandler(ident: number, handle: () => boolean): unknown;
}

/**
 * A terminal answers some sequences as if the person had typed the answer. Text that reached the screen by mistake could
 * so type into a shell. The shell never asks a question and never lets other people's escapes through; this is the
 * second lock: every sequence that makes xterm.js speak, rename the window, touch the clipboard, link or report the
 * mouse is swallowed.
 */
export function silenceReplies(parser: Parser): void {
  const swallow = (): boolean => true;
  // Device attributes (DA1, DA2, DA3, XTVERSION), status and cursor reports (DSR, DECDSR), terminal parameters.
  for (const prefix of ['', '>', '=']) parser.registerCsiHandler(id({ prefix, final: 'c' }), swallow);
  for (const prefix of ['', '?']) parser.registerCsiHandler(id({ prefix, final: 'n' }), swallow);
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow);
  parser.registerCsiHandler({ final: 'x' }, swallow);
  // Mode reports (DECRQM), setting reports (DECRQSS, XTGETTCAP), presentation state, window operations.
  for (const prefix of ['', '?']) parser.registerCsiHandler(id({ prefix, intermediates: '$', final: 'p' }), swallow);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow);
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow);
  parser.registerCsiHandler({ intermediates: '$', final: 'w' }, swallow);
  parser.registerCsiHandler({ final: 't' }, swallow);
  // Keyboard protocol questions, and DECID in its old form.
  for (const prefix of ['?', '>', '=', '<']) parser.registerCsiHandler({ prefix, final: 'u' }, swallow);
  parser.registerEscHandler({ final: 'Z' }, swallow);
  // Title, icon name, colours asked and set, links, clipboard, notifications.
  for (const ident of oscSwallowed) parser.registerOscHandler(ident, swallow);
}

const oscSwallowed = [
  0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 50, 52, 99, 104, 105, 110, 111, 112, 133, 633,
  777, 1337,
];

/** xterm.js refuses an empty prefix, so it is left out. */
const id = (of: { prefix: string; intermediates?: string; final: string }) => {
  const { prefix, ...rest } = of;
  return prefix === '' ? rest : of;
};

/** Private modes that the shell uses: cursor shown or hidden (25), bracketed paste (2004). Mouse and focus reports stay off. */
const modesAllowed: ReadonlySet<number> = new Set([25, 2004]);

interface ModeParser {
  registerCsiHandler(
    id: { prefix: string; final: string },
    handle: (params: readonly (number | readonly number[])[]) => boolean,
  ): unknown;
}

/** Swallows `CSI ? … h` unless every mode in it is one that the shell uses. */
export function restrictModes(parser: ModeParser): void {
  parser.registerCsiHandler(
    { prefix: '?', final: 'h' },
    (params) => !params.every((mode) => typeof mode === 'number' && modesAllowed.has(mode)),
  );
}
