import {
  answered,
  cameBack,
  frozenUnder,
  gaveUp,
  greetedThrough,
  relayed,
  stillEstablished,
  thawed,
} from '../../lab/checks/heartbeat.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { heartProgram, withoutEnd, withoutLineEnd, withoutQuestion } from './heart-program.ts';

const port = 7101;
const file = 'heart.py';
const run = `python ${file} ${port}`;
const lay = `relay add ${port} to {green}`;
const freeze = `relay freeze ${port}`;
const thaw = `relay thaw ${port}`;
const look = `sleep 10; ss -tn '( dport = :${port} )'`;

const laid: readonly Action[] = [
  { type: lay, in: 'b' },
  { see: 'lab$', in: 'b' },
];
const started = (source: string): readonly Action[] => [
  { write: file, source },
  { type: run },
  { see: 'in the room, from port' },
];
const inB = (type: string): readonly Action[] => [
  { type, in: 'b' },
  { see: 'lab$', in: 'b' },
];
const waited: readonly Action[] = [
  { type: 'sleep 6', in: 'b' },
  { see: 'lab$', in: 'b' },
];

export const heartLab: Lab = {
  id: '5.5b',
  title: 'The wire that stopped',
  why: 'Real, because no error announces this fault, and loopback shows it in ten seconds.',
  programs: [heartProgram],
  prediction: {
    id: '5.5b-silence',
    ask: 'Your program sits in a room and waits in `recv`. The wire between them stops: no byte passes, and nothing is closed. When does your program find out?',
    options: [
      { id: 'once', text: 'At once: the connection breaks' },
      { id: 'minute', text: 'After a minute or so' },
      { id: 'hours', text: 'After two hours' },
      { id: 'never', text: 'Perhaps never' },
    ],
    outcome:
      'Perhaps never. An idle connection sends nothing, so nothing was missing. Only a question that has to be answered, and a clock, tell a quiet room from a dead wire. Yours now lets go after some seconds and comes back by itself.',
  },
  steps: [
    {
      say: 'In terminal b, lay a wire that you can stop: a relay from port 7101 to room green.',
      run: lay,
      terminal: 'b',
      check: relayed(port),
      hints: [
        'Between your program and the room there has to be something in your hands.',
        '`help relay` tells what a relay can do.',
        '`relay add`, a port to listen on, and where it leads.',
        `In terminal b: \`${lay}\``,
      ],
    },
    {
      say: 'Run `heart.py` as it is, through the wire. It joins, and then it waits for what may come.',
      run,
      check: greetedThrough(port, file),
      hints: [
        'Nothing to change yet.',
        'The program takes the port of the relay, not that of the room.',
        'It runs in terminal a.',
        `In terminal a: \`${run}\``,
      ],
    },
    {
      say: 'Stop the wire.',
      run: freeze,
      terminal: 'b',
      check: frozenUnder(port, file),
      hints: [
        'It has to stand still. Nothing may be closed.',
        'From terminal b, while the program waits in a: `help relay` has a verb for it.',
        'The verb is freeze, and behind it comes the port of the relay.',
        `In terminal b: \`${freeze}\``,
      ],
    },
    {
      say: 'Give it ten seconds. Has anybody noticed? Look at the state of the connection.',
      run: look,
      terminal: 'b',
      check: stillEstablished(port, file),
      hints: [
        'Wait first, look then.',
        '`sleep 10` waits; `ss -tn` shows connections.',
        'The filter keeps the row whose far end is the relay.',
        `In terminal b: \`${look}\``,
      ],
    },
    {
      say: 'Stop the program: Ctrl-C in terminal a. Then thaw the wire.',
      run: thaw,
      terminal: 'b',
      check: thawed(port, file),
      hints: [
        'Two things: the program ends, and the wire runs.',
        'Click into terminal a for the first. The second belongs to terminal b.',
        'Ctrl-C is for the program, the verb thaw for the relay.',
        `Ctrl-C in terminal a, and in terminal b: \`${thaw}\``,
      ],
    },
    {
      say: 'Give the program a heart, in `stay`: wait for `BEAT` seconds only; when they are over, ask the room WHO; and when nothing has come for `DEAD` seconds, return. Run it until it says `heard HERE`.',
      run,
      check: answered(port, file),
      hints: [
        'Two places in `stay`: the line with `settimeout`, and what happens after `except TimeoutError`.',
        '`settimeout(BEAT)` makes `recv` give up with TimeoutError after so many seconds of silence. How long it has been silent is `time.monotonic() - heard`.',
        "The question is `s.sendall(b'WHO\\n')`. Before it: an `if` that compares the silence with `DEAD`, and returns.",
        "After `except TimeoutError:` comes `if time.monotonic() - heard > DEAD:` with `return` in it, then `s.sendall(b'WHO\\n')`, then `continue`",
      ],
    },
    {
      say: 'Freeze the wire again, and watch terminal a for some seconds.',
      run: freeze,
      terminal: 'b',
      check: gaveUp(port, file),
      hints: [
        'The program runs, and the room answers it. Now take the wire away.',
        'Nothing is to be changed but the wire. The program needs up to eight seconds to be sure.',
        'The verb is freeze, in terminal b. If the program does not let go: its `return` has to be reached.',
        `In terminal b: \`${freeze}\``,
      ],
    },
    {
      say: 'The program has let go and tries to come back, with longer and longer pauses. Let it: thaw the wire.',
      run: thaw,
      terminal: 'b',
      check: cameBack(port, file),
      hints: [
        'The wire still stands still, and the program cannot know.',
        'The relay is in your hands: command it from terminal b.',
        'The verb is thaw. Then watch terminal a for some seconds.',
        `In terminal b: \`${thaw}\``,
      ],
    },
  ],
  saw: {
    id: '5.5b-saw',
    ask: 'Ten seconds after the freeze: what did `ss` say of the connection of the first program?',
    options: [
      {
        text: 'ESTAB: established, as before',
        right: true,
        feedback: 'Yes. Both systems kept their notes. Neither had sent anything that could have been missed.',
      },
      {
        text: 'CLOSE-WAIT: the other side had closed',
        feedback: 'Nobody had closed anything. That state needs a FIN, and none was sent.',
      },
      {
        text: 'Nothing: the row had gone',
        feedback: 'A row goes when a connection ends. Nothing had ended it.',
      },
    ],
  },
  solution: [
    { choose: 'never', question: '5.5b-silence' },
    ...laid,
    ...started(heartProgram.starter),
    ...inB(freeze),
    ...waited,
    ...waited,
    { type: `ss -tn '( dport = :${port} )'`, in: 'b' },
    { see: 'ESTAB', in: 'b' },
    { press: 'ctrl-c' },
    { see: 'lab$' },
    ...inB(thaw),
    ...started(heartProgram.solution),
    { see: 'heard HERE' },
    ...inB(freeze),
    { see: /given up[\s\S]*again in/ },
    ...inB(thaw),
    { see: /again in[\s\S]*in the room, from port/ },
  ],
  mistakes: [
    {
      name: 'looks too early',
      script: [
        ...laid,
        ...started(heartProgram.starter),
        ...inB(freeze),
        { type: `ss -tn '( dport = :${port} )'`, in: 'b' },
        { see: 'ESTAB', in: 'b' },
      ],
      step: 4,
      saying: /You looked \d s after the freeze\. Wait until 10 s have gone/,
    },
    {
      name: 'gives up without asking',
      script: [...laid, ...started(withoutQuestion), { see: 'given up' }],
      step: 6,
      saying: 'Your program gave up a room that was only quiet, because it never asked.',
    },
    {
      name: 'asks without the end of the line',
      script: [...laid, ...started(withoutLineEnd), ...waited],
      step: 6,
      saying: 'A line ends with `\\n`.',
    },
    {
      name: 'thaws, and lets the first program run',
      script: [...laid, ...started(heartProgram.starter), ...inB(freeze), ...inB(thaw)],
      step: 5,
      saying: 'Your program still waits.',
    },
    {
      name: 'asks and never gives up',
      script: [...laid, ...started(withoutEnd), { see: 'heard HERE' }, ...inB(freeze), ...waited, ...waited],
      step: 7,
      saying: /Your program has asked \d+ times into the silence, and does not let go\./,
    },
    {
      name: 'leaves the wire frozen',
      script: [
        ...laid,
        ...started(heartProgram.solution),
        { see: 'heard HERE' },
        ...inB(freeze),
        { see: 'given up' },
        { see: 'again in' },
      ],
      step: 8,
      saying: 'The wire is still frozen, so nobody can come back.',
    },
  ],
};
