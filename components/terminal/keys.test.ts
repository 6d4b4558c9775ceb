import { describe, expect, it } from 'vitest';
import { type Key, keyMeaning } from './keys.ts';

const press = (key: string, modifiers: Partial<Key> = {}): Key => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...modifiers,
});
const calm = { armed: false, selection: false };

describe('a key in the terminal', () => {
  it('Tab completes, but after Esc it leaves', () => {
    expect(keyMeaning(press('Tab'), calm)).toBe('shell');
    expect(keyMeaning(press('Escape'), calm)).toBe('arm');
    expect(keyMeaning(press('Tab'), { ...calm, armed: true })).toBe('page');
  });

  it('Shift-Tab always goes back', () => {
    expect(keyMeaning(press('Tab', { shiftKey: true }), calm)).toBe('page');
  });

  it('Ctrl-C interrupts, but with a selection it copies', () => {
    expect(keyMeaning(press('c', { ctrlKey: true }), calm)).toBe('shell');
    expect(keyMeaning(press('c', { ctrlKey: true }), { ...calm, selection: true })).toBe('copy');
    expect(keyMeaning(press('C', { ctrlKey: true, shiftKey: true }), calm)).toBe('copy');
  });

  it('Ctrl-V and Ctrl-Shift-V are the paste of the browser', () => {
    expect(keyMeaning(press('v', { ctrlKey: true }), calm)).toBe('page');
    expect(keyMeaning(press('V', { ctrlKey: true, shiftKey: true }), calm)).toBe('page');
  });

  it('everything else is for the shell, AltGr letters too', () => {
    for (const key of ['a', 'Enter', 'ArrowUp', 'F1']) expect(keyMeaning(press(key), calm)).toBe('shell');
    expect(keyMeaning(press('v', { ctrlKey: true, altKey: true }), calm)).toBe('shell');
  });
});
