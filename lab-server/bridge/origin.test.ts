import { expect, test } from 'vitest';
import { judgeUpgrade } from './origin.ts';

const allowed = { hosts: new Set(['127.0.0.1:4000', 'localhost:4000', '[::1]:4000']) };
const judge = (...rawHeaders: string[]) =>
  judgeUpgrade({ rawHeaders: ['Connection', 'Upgrade', ...rawHeaders] }, allowed);

test('a page of our own may open the bridge, under each of our names', () => {
  for (const host of allowed.hosts) expect(judge('Host', host, 'Origin', `http://${host}`)).toEqual({ ok: true });
});

const bad: [string, string[]][] = [
  ['no Origin', ['Host', '127.0.0.1:4000']],
  ['a foreign Origin', ['Host', '127.0.0.1:4000', 'Origin', 'http://evil.example']],
  ['Origin null', ['Host', '127.0.0.1:4000', 'Origin', 'null']],
  ['DNS rebinding', ['Host', 'evil.example:4000', 'Origin', 'http://evil.example:4000']],
  ['a look-alike suffix', ['Host', '127.0.0.1:4000', 'Origin', 'http://127.0.0.1:4000.evil.example']],
  ['a look-alike prefix', ['Host', 'localhost:4000', 'Origin', 'http://evil-localhost:4000']],
  ['another port', ['Host', 'localhost:4000', 'Origin', 'http://localhost:4001']],
  ['another scheme', ['Host', 'localhost:4000', 'Origin', 'https://localhost:4000']],
  ['a malformed Origin', ['Host', 'localhost:4000', 'Origin', 'http://localhost:4000/']],
  ['an Origin with a user', ['Host', 'localhost:4000', 'Origin', 'http://localhost:4000@evil.example']],
  ['two Origins', ['Host', 'localhost:4000', 'Origin', 'http://localhost:4000', 'Origin', 'http://localhost:4000']],
  ['two Hosts', ['Host', 'localhost:4000', 'host', 'evil.example', 'Origin', 'http://localhost:4000']],
  ['no Host', ['Origin', 'http://localhost:4000']],
  ['a Host with a comma', ['Host', 'localhost:4000,evil.example', 'Origin', 'http://localhost:4000']],
  ['our other name as Origin', ['Host', 'localhost:4000', 'Origin', 'http://127.0.0.1:4000']],
  ['an empty Origin', ['Host', 'localhost:4000', 'Origin', '']],
];

test.each(bad)('refused: %s', (_name, headers) => {
  const verdict = judge(...headers);
  expect(verdict).toMatchObject({ ok: false, why: expect.stringMatching(/\w+ .*\.$/) });
});
