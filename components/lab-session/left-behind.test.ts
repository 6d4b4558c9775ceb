import { describe, expect, it } from 'vitest';
import { leave, takeLeftBehind } from './left-behind.ts';
import { memoryStorage } from './memory-storage.ts';

describe('what a page leaves behind', () => {
  it('comes back once, to the same page', () => {
    const storage = memoryStorage();
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
    const storage = memoryStorage();
    storage.setItem('first-hop.left:/', JSON.stringify({ a: { line: 'rooms\r\x1b[A\x03', running: null } }));
    expect(takeLeftBehind(storage, '/').a?.line).toBe('rooms[A');
  });

  it('is forgotten when it makes no sense', () => {
    const storage = memoryStorage();
    for (const nonsense of ['{', '7', '{"a": 1}', '{"zz": {"line": "x"}}', '{"a": {"line": 7}}']) {
      storage.setItem('first-hop.left:/', nonsense);
      expect(takeLeftBehind(storage, '/')).toEqual({});
    }
  });
});
