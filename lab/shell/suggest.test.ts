import { expect, test } from 'vitest';
import { editDistance, nearest, unknownCommand } from './suggest.ts';

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

test('what is meant for a room is sent there, not taken for a slip of the fingers', () => {
  const names = ['help', 'echo', 'chat'];
  expect(unknownCommand('/who', names)).toMatch(/order for the chat program.*then type \/who\./);
  expect(unknownCommand('Hello', names)).toMatch(/Inside a room it is something you say/);
  expect(unknownCommand('hepl', names)).toBe('No command of that name is here. Did you mean `help`?');
});
