/** A measured figure, for whoever watches the run: the limits alone do not say how far off they are. */
export const figure = (text: string): void => void process.stdout.write(`${text}\n`);
