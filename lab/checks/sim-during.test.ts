import { describe, expect, it } from 'vitest';
import type { NetworkFact } from '../../network/trace/event.ts';
import { passes, saying } from './judged.ts';
import { Scenario } from './scenario.ts';
import { simCable } from './sim-cable.ts';
import { simDuring } from './sim-during.ts';
import { simMac } from './sim-mac.ts';
import { simCollided, simPeace, simReplugged } from './sim-peace.ts';
import { simTreeOn, simTreeSettled } from './sim-tree.ts';

class Net extends Scenario {
  event(...facts: readonly NetworkFact[]): this {
    for (const fact of facts) this.add({ kind: 'network', scene: 'lan', run: 1, event: { at: 0, ...fact } });
    return this;
  }
  command(line: string, ...facts: readonly NetworkFact[]): this {
    const name = line.split(' ')[0] ?? '';
    this.run('pc1', line).event(...facts);
    return this.add({ kind: 'command.ended', terminal: 'pc1', job: 1, name, status: 0 });
  }
}

const frame = (link: string): NetworkFact => ({
  kind: 'frame.sent',
  frame: 1,
  link,
  from: 'pc1:eth0',
  to: 'sw1:p1',
  bytes: Uint8Array.of(1),
  starts: 0,
  ends: 1,
  arrives: 2,
  queued: 0,
});
const quality = {
  rate: 1,
  delay: 0,
  jitter: 0,
  queue: 0,
  loss: 0,
  duplicate: 0,
  reorder: 0,
  reorderBy: 0,
  bitErrors: 0,
};
const cable = (up: boolean, gone?: true): NetworkFact => ({
  kind: 'link.changed',
  link: 'first',
  ends: ['a:eth0', 'b:eth0'],
  up,
  quality,
  ...(gone && { gone }),
});
const port = (
  name: string,
  role: 'root' | 'designated' | 'blocked',
  state: 'blocking' | 'forwarding',
): NetworkFact => ({
  kind: 'stp.changed',
  device: name.split(':')[0] ?? '',
  port: name,
  role,
  state,
});
const collision: NetworkFact = { kind: 'collision', hub: 'box', points: ['pc1:eth0', 'pc3:eth0'], jamUntil: 9 };

describe('frames while a command ran', () => {
  const quiet = simDuring(
    'lan',
    { terminal: 'pc1', name: 'ping', line: /pc2/, example: 'ping -c 1 pc2' },
    { at: 'right', most: 0, otherwise: 'Once more.' },
  );

  it('count between its beginning and its end only, and one good run is enough', () => {
    const net = new Net();
    expect(saying(quiet, net)).toBe('`ping -c 1 pc2` has not run to its end in terminal pc1 yet.');
    net.command('ping -c 1 pc3').command('ping -c 1 pc2', frame('right'));
    expect(saying(quiet, net)).toBe('While that ran: 1 frame at right. Once more.');
    net.event(frame('right')).command('ping -c 1 pc2', frame('left'));
    expect(passes(quiet, net)).toBe('While that ran: 0 frames at right.');
    // A run that has not ended is none yet, unless the step is about a run that goes on.
    const running = new Net().run('pc1', 'ping pc2').event(frame('left'), frame('left'));
    const command = { terminal: 'pc1', name: 'ping', example: 'ping pc2' };
    const wanted = { at: 'left', least: 2, otherwise: 'Wait.' };
    expect(saying(simDuring('lan', command, wanted), running)).toContain('has not run to its end');
    expect(passes(simDuring('lan', { ...command, orRuns: true }, wanted), running)).toBe(
      'While that ran: 2 frames at left.',
    );
  });
});

describe('hands at cables and interfaces', () => {
  it('tell a cable that was cut from one that began whole, and mending from making', () => {
    const [cut, mended] = [
      simCable('lan', 'first', 'cut', 'the cable'),
      simCable('lan', 'first', 'mended', 'the cable'),
    ];
    const net = new Net().event(cable(true));
    expect(saying(cut, net)).toContain('The cable is still plugged in');
    expect(saying(mended, net)).toContain('has not been out yet');
    passes(cut, net.event(cable(false)));
    expect(saying(mended, net)).toContain('not plugged in yet');
    passes(mended, net.event(cable(true)));
  });

  it('know when another box has taken the cable', () => {
    const replugged = simReplugged('lan', 'first', 'hub');
    expect(saying(replugged, new Net().event(cable(true)))).toContain('still in the old hub');
    passes(replugged, new Net().event(cable(true), cable(false, true), cable(true)));
  });

  it('read the address of an interface', () => {
    const has = (mac: string): NetworkFact => ({
      kind: 'address.changed',
      device: 'pc1',
      interface: 'eth0',
      mac,
      up: true,
      addresses: [],
      how: 'set',
    });
    const net = new Net().event(has('00:00:5e:00:53:10'));
    expect(saying(simMac('lan', 'pc1', '02-00-5E-00-53-99'), net)).toContain('has 00:00:5e:00:53:10');
    passes(simMac('lan', 'pc1', '02-00-5E-00-53-99'), net.event(has('02:00:5e:00:53:99')));
  });
});

describe('the shared medium', () => {
  it('names who collided first', () => {
    expect(saying(simCollided('lan', 'box'), new Net())).toContain('Nobody has collided yet');
    expect(passes(simCollided('lan', 'box'), new Net().event(collision))).toBe(
      '1 collision; the first was of pc1 and pc3.',
    );
  });

  it('is at peace when frames arrive and nobody collides or overhears', () => {
    const peace = simPeace(
      'lan',
      simReplugged('lan', 'first', 'hub'),
      { at: 'arrived', least: 1 },
      { at: 'overheard', otherwise: 'Overheard.' },
    );
    const replugged = (): Net =>
      new Net().event(collision, frame('arrived'), cable(true), cable(false, true), cable(true));
    expect(saying(peace, replugged())).toContain('0 frames at arrived since then');
    expect(saying(peace, replugged().event(collision, frame('arrived')))).toContain('a collision since then');
    expect(saying(peace, replugged().event(frame('overheard'), frame('arrived')))).toBe('Overheard.');
    passes(peace, replugged().event(frame('arrived')));
  });
});

describe('spanning tree', () => {
  it('is settled when one port is silent and the others forward', () => {
    const net = new Net();
    expect(saying(simTreeOn('lan', 'sw1'), net)).toContain('Spanning tree is off at sw1');
    net.event(port('sw1:p1', 'designated', 'blocking'));
    passes(simTreeOn('lan', 'sw1'), net);
    expect(saying(simTreeSettled('lan'), net)).toContain('No port is kept silent yet');
    net.event(port('sw2:p3', 'blocked', 'blocking'));
    expect(saying(simTreeSettled('lan'), net)).toContain('sw1:p1 is still blocking');
    passes(simTreeSettled('lan'), net.event(port('sw1:p1', 'designated', 'forwarding')));
  });
});
