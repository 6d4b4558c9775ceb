import { expect, test } from 'vitest';
import { editDistance, nearest } from './suggest.ts';

test('the distance counts inserted, deleted, replaced and swapped letters', () => {
  expect(editDistance('rooms', 'rooms')).toBe(0);
  expect(editDistance('roms', 'rooms')).toBe(1);
  expect(editDistance('hcat', 'chat')).toBe(1);
  expect(editDistance('netcat', 'netstat')).toBe(2);
  expect(editDistance('', 'nc')).toBe(2);
});

test('only a slip of the fingers has a nearest name', () => {
  expect(nearest('nectat', ['netstat', 'nc', 'chat'])).toBe('netstat');
  expect(nearest('CHAT', ['chat'])).toBe('chat');
  expect(nearest('xylophone', ['netstat', 'nc', 'chat'])).toBeNull();
  expect(nearest('zz', ['ss', 'nc'])).toBeNull();
});
