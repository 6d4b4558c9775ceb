/** Damerau–Levenshtein distance (optimal string alignment): insert, delete, replace, swap two neighbours. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/** The nearest of `names`, if it is near enough to be a slip of the fingers. */
export function nearest(word: string, names: readonly string[]): string | null {
  const allowed = word.length <= 2 ? 1 : word.length <= 5 ? 2 : 3;
  let best: string | null = null;
  let bestDistance = allowed + 1;
  for (const name of names) {
    const distance = editDistance(word.toLowerCase(), name);
    // `ls` is no slip for `ss`… but `sss` is: at least one character must stay.
    if (distance < bestDistance && distance < Math.max(word.length, name.length)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

const FILES = 'This terminal lives in the page and has no files';
const OUTSIDE = 'This terminal reaches the lab ports of your own computer and nothing else';

/** Commands people try that this terminal does not have: what it is, and what to use instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ls: `${FILES}. \`rooms\` lists the chat rooms, \`ss -ltn\` what listens.`,
  dir: `${FILES}. \`rooms\` lists the chat rooms, \`ss -ltn\` what listens.`,
  cd: `${FILES}, so there is nowhere to go. \`help\` shows what there is.`,
  pwd: `${FILES}. \`help\` shows what there is.`,
  less: `${FILES}. Scroll up to read what went by, or put \`| head\` behind a command.`,
  man: 'The manual here is `help`: try `help nc`.',
  sudo: `Nobody is root here, and nothing needs it.`,
  wget: '`curl` fetches a page here; it prints it, as there is nowhere to keep it.',
  telnet: '`nc <host> <port>` does what people use telnet for.',
  ncat: 'It is called `nc` here: `help nc`.',
  netcat: 'It is called `nc` here: `help nc`.',
  nmap: '`nc -zv 127.0.0.1 5000-5999` tries a range of ports.',
  ssh: `${OUTSIDE}, and no ssh server is among them.`,
  node: 'There is no Node in this page. A program in your own terminal can join: connect a socket to 127.0.0.1:5001.',
  exit: 'Nothing here needs closing: press Esc then Tab to leave the terminal, or close the page.',
  logout: 'Nothing here needs closing: press Esc then Tab to leave the terminal, or close the page.',
  quit: 'Nothing here needs closing: press Esc then Tab to leave the terminal, or close the page.',
  kill: '`jobs` lists what runs in the background; `fg %1`, then Ctrl-C, ends it.',
  bg: 'Put `&` behind a command to start it in the background; `jobs` lists those.',
  lsof: '`ss -tanp` shows the sockets and who holds them.',
  GET: 'That is for a web server. Call one first, then say it: `nc 127.0.0.1 7080`.',
  ROOMS: 'That is for the lobby. Call it first, then say it: `nc 127.0.0.1 4999`.',
  route: '`ip route` shows the routes of a virtual host.',
};

/** Words that are meant for a room, typed at the prompt by mistake. */
const GREETINGS = new Set(['hello', 'hallo', 'hi', 'hey', 'bye']);

/** What to say to a word that is no command here: one or two sentences. */
export function unknownCommand(word: string, names: readonly string[]): string {
  if (/^\/[a-z]+$/.test(word))
    return `That is an order for the chat program, and none has this terminal now. \`chat blue\` joins a room; then type ${word}.`;
  if (GREETINGS.has(word.toLowerCase()))
    return 'At this prompt the first word is a command. Inside a room it is something you say: `chat blue` joins one.';
  const elsewhere = Object.hasOwn(ELSEWHERE, word) ? ELSEWHERE[word] : undefined;
  if (elsewhere !== undefined) return elsewhere;
  const near = nearest(word, names);
  return near === null
    ? 'No command of that name is here. `help` lists all of them.'
    : `No command of that name is here. Did you mean \`${near}\`?`;
}
