import { describe, expect, it } from 'vitest';
import { historyStore } from './history-store.ts';
import { memoryStorage } from './memory-storage.ts';

describe('the stored history', () => {
  it('survives a reload', () => {
    const storage = memoryStorage();
    historyStore(storage).save(['rooms', 'chat blue']);
    expect(historyStore(storage).load()).toEqual(['chat blue']);
  });

  it('keeps the lines of two terminals that do not know of each other', () => {
    const storage = memoryStorage();
    const [a, b] = [historyStore(storage), historyStore(storage)];
    a.save(['nc -l 5006']);
    b.save(['nc 127.0.0.1 5006']);
    a.save(['nc -l 5006', 'rooms']);
    expect(historyStore(storage).load()).toEqual(['nc -l 5006', 'nc 127.0.0.1 5006', 'rooms']);
  });

  it('is emptied by a shell that clears its own', () => {
    const storage = memoryStorage();
    historyStore(storage).save(['rooms']);
    historyStore(storage).save([]);
    expect(historyStore(storage).load()).toEqual([]);
  });

  it('keeps the latest 500 lines', () => {
    const storage = memoryStorage();
    for (let line = 0; line < 600; line++) historyStore(storage).save([`echo ${line}`]);
    expect(historyStore(storage).load()).toHaveLength(500);
    expect(historyStore(storage).load().at(-1)).toBe('echo 599');
  });

  it('does without a storage, and without sense in it', () => {
    expect(historyStore(null).load()).toEqual([]);
    const storage = memoryStorage();
    storage.setItem('first-hop.history', '{nonsense');
    expect(historyStore(storage).load()).toEqual([]);
    storage.setItem('first-hop.history', '["rooms", 7]');
    expect(historyStore(storage).load()).toEqual(['rooms']);
  });
});
