import { expect, it } from 'vitest';
import { FileStore, type Shelf } from './file-store.ts';

const programs = [
  { file: 'client.py', starter: 'print(1)\n' },
  { file: 'server.py', starter: 'print(2)\n' },
];

const shelfWith = (stored: Readonly<Record<string, string>>): Shelf & { kept: Readonly<Record<string, string>> } => {
  const shelf = {
    kept: stored,
    load: () => shelf.kept,
    save: (changed: Readonly<Record<string, string>>) => {
      shelf.kept = changed;
    },
  };
  return shelf;
};

it('keeps what was written, and only that', () => {
  const shelf = shelfWith({});
  const files = new FileStore(programs, shelf);
  const heard: string[] = [];
  files.onChange((name) => heard.push(name));
  expect(files.write('client.py', 'print(3)\n')).toBe(true);
  expect(shelf.kept).toEqual({ 'client.py': 'print(3)\n' });
  expect(new FileStore(programs, shelf).read('client.py')).toBe('print(3)\n');
  expect(files.isAsAtFirst('client.py')).toBe(false);
  files.reset('client.py');
  expect(files.isAsAtFirst('client.py')).toBe(true);
  expect(shelf.kept).toEqual({});
  expect(heard).toEqual(['client.py', 'client.py']);
});

it('has the files of its lesson and no others, whatever lies on the shelf', () => {
  const files = new FileStore(programs, shelfWith({ 'old.py': 'x', 'server.py': 'print(4)\n' }));
  expect(files.names).toEqual(['client.py', 'server.py']);
  expect(files.read('old.py')).toBeNull();
  expect(files.read('server.py')).toBe('print(4)\n');
  expect(files.write('other.py', 'x')).toBe(false);
  expect(files.read('other.py')).toBeNull();
});
