import { describe, expect, it } from 'vitest';
import { millisecond, second } from '../../network/time/clock.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import type { Topology } from '../topology/topology.ts';
import { captureOf, eventsOf } from './capture.ts';
import { Scene } from './scene.ts';
import { lan, TestScene } from './test-scene.ts';
import { realWall } from './wall.ts';

const digest = (events: readonly NetworkEvent[]): string[] =>
  events.map((event) =>
    JSON.stringify(event, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)),
  );

/** A run with hands in it: programs, a cut cable, a switch made a hub, loss and jitter all the time. */
async function session(): Promise<TestScene> {
  const test = new TestScene();
  await test.see('pc2', 'answer', 'ready');
  await test.see('pc1', 'probe 192.168.1.20 8', 'sent');
  test.scene.act({ act: 'quality', cable: 'cable1', quality: { delay: 2_000_000 } });
  test.scene.act({ act: 'cut', cable: 'cable2' });
  await test.see('pc1', 'probe 192.168.1.20 2', 'sent');
  test.scene.act({ act: 'mend', cable: 'cable2' });
  test.scene.answer('q', 'an option');
  await test.see('pc1', 'probe 192.168.1.20 3', 'sent');
  return test;
}

describe('a scene', () => {
  it('lets programs talk over its cables, in its own time', async () => {
    const test = new TestScene();
    await test.see('pc2', 'answer', 'ready');
    const shown = await test.see('pc1', 'probe 192.168.1.20 10', 'sent');
    expect(shown).toMatch(/heard 1 /);
    expect(test.scene.now).toBeGreaterThanOrEqual(70 * millisecond);
    expect(test.scene.now).toBeLessThan(second);
    const kinds = new Set(eventsOf(test.log.entries, 'lan').map((event) => event.kind));
    for (const kind of ['frame.sent', 'frame.received', 'frame.dropped', 'arp.changed', 'mac.changed'])
      expect(kinds).toContain(kind);
  });

  it('says of every socket fact at which host it happened', async () => {
    const test = new TestScene();
    await test.see('pc2', 'answer', 'ready');
    const bound = test.log.entries.find((fact) => fact.kind === 'udp.bound');
    expect(bound).toMatchObject({ host: 'pc2', local: { address: '0.0.0.0', port: 4000 } });
  });

  it('does the same again from a recording, byte for byte, as fast as possible', async () => {
    const first = await session();
    const again = new TestScene(lan, realWall(), (log, wall) =>
      Scene.replay(JSON.parse(JSON.stringify(first.scene.recording())), 'lan', lan, log, wall),
    );
    again.classroom.shell('pc1');
    again.classroom.shell('pc2');
    await again.scene.replayed();
    await again.scene.runUntil(() => again.scene.ran >= first.scene.ran, 60 * second);
    const expected = digest(eventsOf(first.log.entries, 'lan'));
    expect(expected.length).toBeGreaterThan(100);
    expect(digest(eventsOf(again.log.entries, 'lan'))).toEqual(expected);
    expect(again.classroom.shell('pc1').transcript).toBe(first.classroom.shell('pc1').transcript);
  });

  it.each([1, 0.1, 5])('does the same at %d of real time: slow motion changes nothing', async (pace) => {
    const first = await session();
    const again = new TestScene(lan, realWall(), (log, wall) =>
      Scene.replay(first.scene.recording(), 'lan', lan, log, wall),
    );
    again.classroom.shell('pc1');
    again.classroom.shell('pc2');
    again.scene.pace = pace;
    // Nobody hurries it here: the wall paces every event.
    while (again.scene.replaying || again.scene.ran < first.scene.ran) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    again.scene.pace = 0;
    const expected = eventsOf(first.log.entries, 'lan');
    const seen = eventsOf(again.log.entries, 'lan').slice(0, expected.length);
    expect(digest(seen)).toEqual(digest(expected));
    expect(Buffer.from(captureOf(seen))).toEqual(Buffer.from(captureOf(expected)));
    again.scene.close();
  });

  it('does something else with another seed', async () => {
    const first = await session();
    const other = new TestScene(lan, realWall(), (log, wall) =>
      Scene.replay({ ...first.scene.recording(), seed: 'another' }, 'lan', lan, log, wall),
    );
    other.classroom.shell('pc1');
    other.classroom.shell('pc2');
    await other.scene.replayed();
    expect(digest(eventsOf(other.log.entries, 'lan'))).not.toEqual(digest(eventsOf(first.log.entries, 'lan')));
  });

  it('stands still while it is frozen, and goes on frame by frame', async () => {
    const test = new TestScene();
    await test.see('pc2', 'answer', 'ready');
    await test.scene.settled();
    const before = test.scene.now;
    test.classroom.shell('pc1');
    test.classroom.terminal('pc1').type('probe 192.168.1.20\r');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(test.scene.now).toBe(before);
    const frames = () => eventsOf(test.log.entries, 'lan').filter(({ kind }) => kind.startsWith('frame.')).length;
    const count = frames();
    for (let step = 1; step <= 4; step += 1) await test.scene.stepFrame();
    expect(frames()).toBeGreaterThanOrEqual(count + 4);
    expect(test.scene.now).toBeGreaterThan(before);
  });

  it('goes on at real time once a frame has come to a hub, which never says so', async () => {
    const hub: Topology = {
      id: 'hub',
      seed: 'a',
      devices: [
        { kind: 'host', name: 'pc1', at: { x: 0, y: 0 }, interfaces: [{ address: '192.168.1.10/24' }] },
        { kind: 'hub', name: 'hub1', at: { x: 1, y: 0 }, ports: 4 },
      ],
      cables: [{ ends: ['pc1:eth0', 'hub1:p1'] }],
    };
    const test = new TestScene(hub);
    test.scene.watch();
    await test.see('pc1', 'probe 192.168.1.20', 'sent');
    await test.scene.runFor(20 * millisecond);
    expect(eventsOf(test.log.entries, 'lan').map(({ kind }) => kind)).toContain('frame.sent');
    expect(test.scene.pace).toBe(1);
    test.scene.close();
  });

  it('sleeps while nothing is due', async () => {
    let turns = 0;
    const wall = realWall();
    const test = new TestScene(lan, {
      ...wall,
      turn: (run) => {
        turns += 1;
        wall.turn(run);
      },
    });
    test.scene.pace = 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = turns;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(turns - before).toBeLessThan(3);
    test.scene.close();
  });

  it('begins anew when it is reset: a new run, sockets gone, the same first frames', async () => {
    const test = new TestScene();
    await test.see('pc2', 'answer', 'ready');
    await test.see('pc1', 'probe 192.168.1.20 3', 'sent');
    const first = digest(eventsOf(test.log.entries, 'lan', 1));
    await test.scene.reset();
    await test.scene.runFor(5 * second);
    expect(test.scene.run).toBe(2);
    expect(test.classroom.shell('pc2').foreground).toBe(null);
    expect((await test.scene.host('pc2').sockets()).rows.filter(({ transport }) => transport === 'udp')).toEqual([]);
    const anew = digest(eventsOf(test.log.entries, 'lan', 2));
    const setUp = first.findIndex((line) => line.includes('"socket.changed","device":"pc2"'));
    expect(setUp).toBeGreaterThan(9);
    expect(anew.slice(0, setUp)).toEqual(first.slice(0, setUp));
  });

  it('has run for a while before anybody comes, where its topology says so, and after a reset again', async () => {
    const test = new TestScene({ ...lan, begins: 5 });
    expect(test.scene.now).toBe(5 * second);
    await test.see('pc2', 'answer', 'ready');
    expect(await test.see('pc1', 'probe 192.168.1.20 1', 'sent')).toMatch(/heard 1 /);
    await test.scene.reset();
    expect(test.scene.now).toBe(5 * second);
    test.scene.close();
  });

  it('switches a host off: its programs lose their sockets, and nobody answers', async () => {
    const test = new TestScene({ ...lan, cables: lan.cables.map(({ ends }) => ({ ends })) });
    await test.see('pc2', 'answer', 'ready');
    test.scene.act({ act: 'power', device: 'pc2', on: false });
    await test.scene.runFor(millisecond);
    expect(test.classroom.shell('pc2').transcript).toContain('NO-HOST');
    const shown = await test.see('pc1', 'probe 192.168.1.20 2', 'sent');
    expect(shown).not.toContain('heard');
    test.scene.act({ act: 'power', device: 'pc2', on: true });
    // ARP asks once a second.
    await test.scene.runFor(5 * second);
    await test.see('pc2', 'answer', 'ready');
    expect(await test.see('pc1', 'probe 192.168.1.20 10', 'sent')).toContain('heard');
  });
});
