import { expect, it } from 'vitest';
import type { NetworkEvent } from '../../network/trace/event.ts';
import type { Evidence, Fact } from '../evidence/event.ts';
import { heardQuestion, saidWhoHears, simHeard } from './sim-heard.ts';

const wanted = { from: 'pc1', others: ['printer', 'far'] };
const frameBytes = (destination: number, type: number): Uint8Array =>
  Uint8Array.from([...Array(6).fill(destination), 0, 0, 0x5e, 0, 0x53, 0x10, type >>> 8, type & 255, 104, 105]);
const call = frameBytes(0xff, 0x88b5);

let frame = 0;
const crossing = (from: string, to: string, bytes: Uint8Array): Fact[] => {
  frame += 1;
  const times = { starts: 0, ends: 1, arrives: 2, queued: 0 };
  const event = (one: NetworkEvent): Fact => ({ kind: 'network', scene: 's', run: 1, event: one });
  return [
    event({ at: 0, kind: 'frame.sent', frame, link: 'x', from, to, bytes, ...times }),
    event({ at: 2, kind: 'frame.received', frame, point: to }),
  ];
};
const says = (other: string, option: string): Fact => ({
  kind: 'answered',
  question: heardQuestion('s', 'pc1', other),
  option,
});
const log = (...facts: Fact[][]): Evidence[] => facts.flat().map((fact, seq) => ({ ...fact, seq, ms: seq }));
const heard = simHeard('s', wanted);

const right = [says('printer', 'hears'), says('far', 'not')];
const called = [...crossing('pc1:eth0', 'sw1:p1', call), ...crossing('sw1:p2', 'printer:eth0', call)];

it('passes when those who are named are those who got the frame, in either order', () => {
  expect(heard(log(right, called)).passed).toBe(true);
  expect(heard(log(called, right))).toMatchObject({ passed: true, saying: 'printer heard pc1, and nobody else.' });
});

it('says which choice is wrong, and in which direction', () => {
  expect(heard(log(called, [says('printer', 'hears'), says('far', 'hears')])).saying).toContain('No frame came to it');
  expect(heard(log(called, [says('printer', 'not'), says('far', 'not')])).saying).toContain('It got the frame');
  expect(heard(log(called, [says('printer', 'hears')])).saying).toContain('Nothing is said yet of far');
  expect(heard(log(right)).saying).toContain('`send all hello` at pc1');
});

it('counts the last call, no frame for one station, and no frame of another type', () => {
  const single = crossing('pc1:eth0', 'printer:eth0', frameBytes(0x02, 0x88b5));
  expect(heard(log(right, single)).passed).toBe(false);
  const arp = crossing('pc1:eth0', 'printer:eth0', frameBytes(0xff, 0x0806));
  expect(heard(log(right, arp)).passed).toBe(false);
  const unheard = crossing('pc1:eth0', 'sw1:p1', frameBytes(0xff, 0x88b5).fill(1, 14));
  expect(heard(log(right, called, unheard)).saying).toContain('You say that printer hears pc1. No frame came to it');
});

it('wants something said of everybody first', () => {
  const said = saidWhoHears('s', wanted);
  expect(said(log([says('printer', 'hears')])).saying).toContain('far');
  expect(said(log([says('printer', 'maybe'), says('far', 'not')])).passed).toBe(false);
  expect(said(log(right))).toMatchObject({ passed: true, saying: 'You say that printer will hear pc1.' });
});
