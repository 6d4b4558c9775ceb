import { expect, it } from 'vitest';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { Refusals } from './refusals.ts';

const dropped = (at: number, where: string, reason: 'not-for-me' | 'no-listener'): NetworkEvent => ({
  ...{ kind: 'frame.dropped', at, frame: at, where, reason, bytes: new Uint8Array(60), says: 'For another one.' },
});
const events = [dropped(100, 'pc2:eth0', 'no-listener'), dropped(200, 'pc3:eth0', 'not-for-me')];

it('says for a while who threw a frame away that was for somebody else', () => {
  const refusals = new Refusals();
  const at = (until: number) => [...refusals.at(events, until, 50)];
  expect(at(150)).toEqual([]);
  expect(at(200)).toEqual(['pc3']);
  expect(at(250)).toEqual(['pc3']);
  expect(at(251)).toEqual([]);
});
