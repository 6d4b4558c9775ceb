import { describe, expect, it } from 'vitest';
import { leave, takeLeftBehind } from './left-behind.ts';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  } as Storage;
}

describe('what a page leaves behind', () => {
  it('comes back once, to the same page', () => {
    const storage = memory();
    leave(storage, '/lessons/ports/', {
      a: { line: 'nc 127.0.0.', running: null },
      b: { line: '', running: 'nc' },
      c: { line: '', running: null },
    });
    expect(takeLeftBehind(storage, '/lessons/other/')).toEqual({});
    expect(takeLeftBehind(storage, '/lessons/ports/')).toEqual({
      a: { line: 'nc 127.0.0.', running: null },
      b: { line: '', running: 'nc' },
    });
    expect(takeLeftBehind(storage, '/lessons/ports/')).toEqual({});
  });

  it('cannot press a key', () => {
    const storage = memory();
    storage.setItem('first-hop.left:/', JSON.stringify({ a: { line: 'rooms\r\x1b[A\x03', running: null } }));
    expect(takeLeftBehind(storage, '/').a?.line).toBe('rooms[A');
  });

  it('is forgotten when it makes no sense', () => {
    const storage = memory();
    for (const nonsense of ['{', '7', '{"a": 1}', '{"zz": {"line": "x"}}', '{"a": {"line": 7}}']) {
      storage.setItem('first-hop.left:/', nonsense);
      expect(takeLeftBehind(storage, '/')).toEqual({});
    }
  });
});
