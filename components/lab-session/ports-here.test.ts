import { expect, it } from 'vitest';
import { portsHere } from './ports-here.ts';

it('says nothing while the rooms are at their usual ports', () => {
  expect(portsHere({ lobby: 4999, blue: 5001, green: 5002, friends: 5003 })).toBeNull();
  expect(portsHere({})).toBeNull();
});

it('says where a single service is', () => {
  expect(portsHere({ lobby: 4999, blue: 6001, green: 5002 })).toBe(
    'On this computer room blue is at port 6001. Where the text says 5001, read this number instead; the commands of the steps already do.',
  );
});

it('says where all of them are, in the order of the usual numbers', () => {
  expect(portsHere({ lobby: 6999, blue: 6001, green: 6002 })).toBe(
    'On this computer room blue is at port 6001, room green is at port 6002 and the lobby is at port 6999. Where the text says 5001, 5002 and 4999, read these numbers instead; the commands of the steps already do.',
  );
});
