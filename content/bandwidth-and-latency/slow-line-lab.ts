import { relayToWeb, webTransfer } from '../../lab/checks/web-transfer.ts';
import type { RelayRules } from '../../lab/evidence/event.ts';
import type { Action, Lab } from '../../lab/lesson.ts';

const rules: RelayRules = { delayMs: 50, bitsPerSecond: 8_000_000, lossPercent: 0 };
const bytes = 10_000_000;

const fetched = (port: string, path: string): string =>
  `curl -sS -o /dev/null -w '%{size_download} bytes in %{time_total} s\\n' http://127.0.0.1:${port}${path}`;
const direct = fetched('{web}', '/10mb');
const slowly = fetched('7101', '/10mb');
const page = fetched('7101', '/');
const add = 'relay add 7101 → {web} delay=50ms rate=8mbit';

const straight: readonly Action[] = [{ type: direct }, { see: '10000000 bytes in' }];
const relayed: readonly Action[] = [...straight, { type: add }, { see: 'rate=8mbit' }];

export const slowLineLab: Lab = {
  id: '1.5b',
  title: 'Ten megabytes, by the clock',
  why: 'Real, because the clock is the one of your own computer, and so are the server and the connections.',
  prediction: {
    id: '1.5b.how-long',
    ask: 'Ten million bytes go through a line of 8 Mb/s that is 50 ms long each way. How long do they take?',
    options: [
      { id: 'one', text: 'Between one and two seconds' },
      { id: 'ten', text: 'Ten seconds and a little' },
      { id: 'eighty', text: 'More than a minute' },
      { id: 'fifty', text: 'Fifty milliseconds' },
    ],
    outcome:
      'Ten seconds and a little. Ten million bytes are 80 million bits, which is ten seconds at 8 Mb/s; the request took 50 ms to get there, and the last bit 50 ms to come back. 10.1 s by the sum, 10.13 s by our clock; a busy computer adds a little.',
  },
  steps: [
    {
      say: 'The web server of this lab has a file of exactly ten million bytes. Fetch it, throw it away, and print how long that took.',
      run: direct,
      check: webTransfer({ path: '/10mb', bytes, through: 'no relay' }),
      hints: [
        'A web server is asked with `curl`.',
        'The file is at /10mb, the server on the port that this step names.',
        '`-o /dev/null` throws the bytes away, `-w` prints at the end what you want to know.',
        `In terminal a: \`${direct}\``,
      ],
    },
    {
      say: 'Put a line in front of it: `relay` listens on port 7101 and passes everything on, 50 ms late, eight million bits a second.',
      run: add,
      check: relayToWeb(rules),
      hints: [
        'A wire with rules is put up by a command of its own.',
        'It is `relay add`. `help relay` explains it.',
        'It wants the port to listen on, an arrow (`→`, `->` or `to`), the port of the web server, and the two rules.',
        `In terminal a: \`${add}\``,
      ],
    },
    {
      say: 'Fetch the same file through it. Count along.',
      run: slowly,
      check: webTransfer({ path: '/10mb', bytes, through: rules }),
      hints: [
        'The same file, another door.',
        'Everything stays as in step 1, but for one number.',
        'The relay listens on 7101.',
        `In terminal a: \`${slowly}\``,
      ],
    },
    {
      say: 'Now through the same line only the small page at /, some 300 bytes.',
      run: page,
      check: webTransfer({ path: '/', bytes: 200, through: rules }),
      hints: [
        'Same door, another path.',
        'The path is what stands behind the port.',
        'Take the command of step 3, and put / where /10mb stands.',
        `In terminal a: \`${page}\``,
      ],
    },
  ],
  saw: {
    id: '1.5b.saw',
    ask: 'The page of 300 bytes took about a tenth of a second through the line. What was that time spent on?',
    options: [
      {
        text: 'On its bits, at eight million a second',
        feedback: '300 bytes with their head are about 4,000 bits: half a millisecond at 8 Mb/s.',
      },
      {
        text: 'On two journeys: 50 ms there, 50 ms back',
        right: true,
        feedback: 'Yes. The request has to get there before the page can leave. No wider line shortens that.',
      },
      {
        text: 'On the server, which had to look for it',
        feedback: 'The server answers at once. Fetch / at its own port, without the relay, and see.',
      },
    ],
  },
  solution: [
    { choose: 'ten', question: '1.5b.how-long' },
    ...relayed,
    { type: slowly },
    { see: '10000000 bytes in 1', within: 30 },
    { type: page },
    { see: /\d{3} bytes in/ },
  ],
  mistakes: [
    {
      name: 'asks for a file that is not there',
      script: [{ type: fetched('{web}', '/10MB') }, { see: 'bytes in' }],
      step: 1,
      saying: 'The web server has not answered a GET for /10mb yet.',
    },
    {
      name: 'asks for the head alone',
      script: [{ type: 'curl -I http://127.0.0.1:{web}/10mb' }, { see: '10000000' }],
      step: 1,
      saying: 'The web server has not answered a GET for /10mb yet.',
    },
    {
      name: 'writes 8 kbit for 8 mbit',
      script: [...straight, { type: 'relay add 7101 → {web} delay=50ms rate=8kbit' }, { see: 'rate=8kbit' }],
      step: 2,
      saying: 'The relay on port 7101 has delay=50ms and rate=0.008mbit. This step wants delay=50ms and rate=8mbit.',
    },
    {
      name: 'takes the straight way again',
      script: [...relayed, ...straight],
      step: 3,
      saying: 'nothing of it went through a relay. This step wants the port of the relay.',
    },
  ],
};
