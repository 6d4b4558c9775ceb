import { describe, expect, it } from 'vitest';
import type { Recording } from './action.ts';
import { linkOf, readRun, runIn } from './link.ts';

const recording: Recording = {
  version: 1,
  topology: '2.3b',
  seed: 'müsli',
  inputs: [
    { at: 12, ran: 3, what: { terminal: 'pc1', keys: 'ping -c 1 pc3\r' } },
    { at: 90, ran: 8, what: { action: { act: 'cut', cable: 'cable1' } } },
    { at: 95, ran: 8, what: { question: 'q', option: 'o' } },
  ],
};

describe('a link to a run', () => {
  it('holds seed and inputs, and is read back the same', () => {
    const link = linkOf('http://127.0.0.1:4000/lessons/arp/#old', '2.3b', recording);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4000\/lessons\/arp\/#run=2\.3b\.[\w-]+$/);
    expect(runIn(new URL(link).hash)).toEqual({ lab: '2.3b', recording });
  });

  it.each([
    '',
    '#step-2-3b-1',
    '#run=2.3b.',
    '#run=2.3b.!!!!',
    '#run=2.3b.AAAA',
    linkOf('', '2.3b', { ...recording, version: 2 as 1 }),
    linkOf('', '2.3b', {
      ...recording,
      inputs: [{ at: 1, ran: 1, what: { keys: 7 as unknown as string, terminal: 'pc1' } }],
    }),
    linkOf('', '2.3b', { ...recording, inputs: 'none' as unknown as [] }),
  ])('is none in “%s”', (hash) => {
    expect(runIn(hash)).toBeNull();
  });

  it('may be a file, and another file is none', () => {
    expect(readRun(JSON.stringify({ lab: '2.3b', recording }))).toEqual({ lab: '2.3b', recording });
    for (const text of ['', 'null', '[]', '{}', '{"lab":"2.3b"}', '7']) expect(readRun(text)).toBeNull();
  });
});
