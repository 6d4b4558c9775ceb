import { describe, expect, it } from 'vitest';
import { turnOf } from './turn-key.ts';

const bare = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };
const turn = (key: string, place: 'terminal' | 'field' | 'page', more = {}) => turnOf({ ...bare, key, ...more }, place);

describe('a key while presenting', () => {
  it('turns pages by arrows, by a remote, and to both ends', () => {
    expect(['ArrowRight', 'ArrowDown', 'PageDown'].map((key) => turn(key, 'page'))).toEqual(['next', 'next', 'next']);
    expect(['ArrowLeft', 'ArrowUp', 'PageUp'].map((key) => turn(key, 'page'))).toEqual(['back', 'back', 'back']);
    expect([turn('Home', 'page'), turn('End', 'page'), turn('Escape', 'page')]).toEqual(['first', 'last', 'leave']);
  });

  it('leaves the terminal its arrows and its Esc, and turns by the remote all the same', () => {
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Escape', 'a', ' '])
      expect(turn(key, 'terminal')).toBeNull();
    expect([turn('PageDown', 'terminal'), turn('PageUp', 'terminal')]).toEqual(['next', 'back']);
  });

  it('leaves a field all of its keys but Esc', () => {
    for (const key of ['ArrowUp', 'ArrowRight', 'PageDown', 'Home']) expect(turn(key, 'field')).toBeNull();
    expect(turn('Escape', 'field')).toBe('leave');
  });

  it('is no turn with a modifier: those belong to the browser', () => {
    for (const more of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }])
      expect(turn('ArrowRight', 'page', more)).toBeNull();
  });
});
