import { describe, expect, test } from 'vitest';
import { argumentsFor, cases, type Need, needs } from './transport-case.ts';

const kinds = (transport: 'udp' | 'tcp', ...needed: readonly Need[]) =>
  argumentsFor(transport, needed).map(({ kind }) => kind);

describe('the table that argues back', () => {
  test('has seven cases, and each needs something', () => {
    expect(cases).toHaveLength(7);
    for (const { needs: needed } of cases) expect(needed.length).toBeGreaterThan(0);
  });

  test('has something to say about every set of needs, for both transports', () => {
    for (let set = 0; set < 2 ** needs.length; set += 1) {
      const needed = needs.filter((_, at) => set & (1 << at)).map(({ id }) => id);
      for (const transport of ['udp', 'tcp'] as const) {
        const list = argumentsFor(transport, needed);
        expect(list.length).toBeGreaterThan(0);
        expect(new Set(list.map(({ says }) => says)).size).toBe(list.length);
      }
    }
  });

  test('nothing breaks a file over TCP, and a voice call over it does', () => {
    expect(kinds('tcp', 'whole', 'ordered')).toEqual(['fits', 'fits']);
    expect(kinds('tcp', 'fresh')).toEqual(['breaks']);
    expect(kinds('tcp', 'many', 'tiny')).toContain('breaks');
  });

  test('UDP never breaks, and never comes for nothing where bytes must arrive', () => {
    for (const { needs: needed } of cases) {
      expect(kinds('udp', ...needed)).not.toContain('breaks');
      if (needed.includes('whole')) expect(kinds('udp', ...needed)).toContain('costs');
    }
  });

  test('a small question costs less over UDP than a stream of them', () => {
    expect(kinds('udp', 'whole', 'tiny').filter((kind) => kind === 'costs')).toHaveLength(1);
    expect(kinds('udp', 'whole', 'ordered').filter((kind) => kind === 'costs')).toHaveLength(3);
  });
});
