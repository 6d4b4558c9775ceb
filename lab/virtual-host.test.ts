import { describe, expect, it } from 'vitest';
import { millisecond, second } from '../network/time/clock.ts';
import { eventsOf } from './scene/capture.ts';
import { Scene } from './scene/scene.ts';
import { lan, TestScene } from './scene/test-scene.ts';
import { realWall } from './scene/wall.ts';
import type { Topology } from './topology/topology.ts';

const perfect: Topology = { ...lan, cables: lan.cables.map(({ ends }) => ({ ends })) };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Runs the scene as fast as possible until the promise has settled. */
async function inTime<T>(scene: Scene, promise: Promise<T>): Promise<T> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  promise.then(end, end);
  await scene.runUntil(() => over, 600 * second);
  if (!over) throw new Error('It did not come to an end in ten virtual minutes.');
  return promise;
}

describe('a virtual host', () => {
  it('opens, talks, half-closes and closes a TCP connection, with the facts of a real one', async () => {
    const { scene, log } = new TestScene(perfect);
    const stream = await inTime(scene, scene.host('pc1').connect({ address: '192.168.1.30', port: 7 }));
    await stream.write(encoder.encode('hello'));
    expect(decoder.decode((await inTime(scene, stream.read())) ?? undefined)).toBe('hello');
    stream.end();
    expect(await inTime(scene, stream.read())).toBe(null);
    expect(await inTime(scene, stream.closed)).toBe('fin');
    const facts = log.entries.filter((fact) => fact.kind !== 'network');
    expect(facts.map((fact) => fact.kind)).toEqual([
      'tcp.opened',
      'tcp.sent',
      'tcp.received',
      'tcp.finished',
      'tcp.finished',
      'tcp.closed',
    ]);
    for (const fact of facts) expect(fact).toMatchObject({ host: 'pc1' });
    expect(facts[3]).toMatchObject({ by: 'local' });
    expect(facts[5]).toMatchObject({ how: 'fin', by: 'local' });
  });

  it('says as a real system does why it cannot connect', async () => {
    const { scene } = new TestScene(perfect);
    const pc1 = scene.host('pc1');
    const problem = (address: string, port: number) =>
      inTime(
        scene,
        pc1.connect({ address, port }).then(
          () => 'connected',
          (error: { code?: string }) => error.code,
        ),
      );
    expect(await problem('192.168.1.30', 9)).toBe('ECONNREFUSED');
    expect(await problem('192.168.1.99', 9)).toBe('EHOSTUNREACH');
    expect(await problem('198.51.100.1', 9)).toBe('ENETUNREACH');
    expect(await problem('nowhere.lab.test', 9)).toBe('EAI_AGAIN');
    expect(await problem('192.168.1.30', 70_000)).toBe('EINVAL');
  });

  it('gives up a connection attempt when the signal aborts', async () => {
    const { scene } = new TestScene(perfect);
    const controller = new AbortController();
    const attempt = scene
      .host('pc1')
      .connect({ address: '192.168.1.99', port: 9 }, { signal: controller.signal })
      .catch((error: unknown) => error);
    await scene.runFor(millisecond);
    const why = new Error('enough');
    controller.abort(why);
    expect(await attempt).toBe(why);
  });

  it('refuses a port that is taken', async () => {
    const { scene } = new TestScene(perfect);
    const pc1 = scene.host('pc1');
    await pc1.listen({ address: '0.0.0.0', port: 5006 });
    await expect(pc1.listen({ address: '0.0.0.0', port: 5006 })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await pc1.bind({ address: '0.0.0.0', port: 5006 });
    await expect(pc1.bind({ address: '0.0.0.0', port: 5006 })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(pc1.listen({ address: '192.0.2.1', port: 1 })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });

  it('makes a fast writer wait for a slow reader, and loses nothing', async () => {
    const { scene } = new TestScene(perfect);
    const listener = await scene.host('pc2').listen({ address: '0.0.0.0', port: 5006 });
    const stream = await inTime(scene, scene.host('pc1').connect({ address: '192.168.1.20', port: 5006 }));
    const accepted = await inTime(scene, listener.accept());
    const sent = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 7) & 255);
    let written = false;
    const writing = stream.write(sent).then(() => {
      written = true;
      stream.end();
    });
    await scene.runFor(5 * second);
    expect(written).toBe(false);
    const got: number[] = [];
    const reading = (async () => {
      for (let bytes = await accepted.read(); bytes !== null; bytes = await accepted.read()) got.push(...bytes);
    })();
    await inTime(scene, reading);
    await inTime(scene, writing);
    expect(Buffer.from(got).equals(Buffer.from(sent))).toBe(true);
  });

  it('tells a reader of a reset, and a writer', async () => {
    const { scene, log } = new TestScene(perfect);
    const listener = await scene.host('pc2').listen({ address: '0.0.0.0', port: 5006 });
    const stream = await inTime(scene, scene.host('pc1').connect({ address: '192.168.1.20', port: 5006 }));
    const accepted = await inTime(scene, listener.accept());
    accepted.reset();
    await expect(inTime(scene, stream.read())).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(stream.write(encoder.encode('x'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await stream.closed).toBe('rst');
    const closed = log.entries.filter((fact) => fact.kind === 'tcp.closed');
    expect(closed).toMatchObject([
      { host: 'pc2', how: 'rst', by: 'local' },
      { host: 'pc1', how: 'rst', by: 'remote' },
    ]);
  });

  it('tells a connected UDP socket that nobody has that port', async () => {
    const { scene } = new TestScene(perfect);
    const socket = await scene
      .host('pc1')
      .bind({ address: '0.0.0.0', port: 0 }, { address: '192.168.1.20', port: 4321 });
    await socket.send({ address: '192.168.1.20', port: 4321 }, encoder.encode('x'));
    await expect(inTime(scene, socket.receive())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('shows its sockets, its interfaces and its services', async () => {
    const { scene } = new TestScene(perfect);
    const server = scene.host('server');
    const stream = await inTime(scene, scene.host('pc1').connect({ address: '192.168.1.30', port: 5001 }));
    await inTime(scene, stream.read());
    const { source, rows } = await server.sockets();
    expect(source).toBe('kernel');
    expect(rows.find(({ state, local }) => state === 'LISTEN' && local.port === 5001)?.owner).toBe('room blue');
    expect(rows.find(({ state }) => state === 'ESTAB')).toMatchObject({ owner: 'room blue', remote: stream.local });
    const interfaces = await server.interfaces();
    expect(interfaces.map(({ name, mac }) => [name, mac])).toEqual([
      ['lo', '00:00:00:00:00:00'],
      ['eth0', '00:00:5e:00:53:30'],
    ]);
    expect((await server.services()).map(({ kind, port }) => [kind, port])).toEqual([
      ['room', 5001],
      ['lobby', 4999],
      ['echo', 7],
      ['web', 80],
    ]);
  });
});

describe('the commands of this computer, at a virtual host', () => {
  it('join a chat room over a lossy cable, with the witness of the room', async () => {
    const test = new TestScene();
    await test.see('pc2', 'nc 192.168.1.30 5001', 'HELLO chat/1 room=blue auth=password');
    await test.see('pc2', 'PASS first-hop', 'OK you=');
    await test.see('pc1', 'nc 192.168.1.30 5001', 'HELLO');
    await test.see('pc1', 'PASS first-hop', 'OK you=');
    await test.see('pc1', 'SAY hello from pc1', 'hello from pc1');
    await test.scene.runUntil(() => test.classroom.shell('pc2').transcript.includes('hello from pc1'), 60 * second);
    expect(test.classroom.shell('pc2').transcript).toMatch(/MSG anon-\w+ hello from pc1/);
    const witness = test.log.entries.filter((fact) => fact.kind === 'room.witness' && fact.what.event === 'delivered');
    expect(witness).toMatchObject([{ host: 'server', room: 'blue', what: { to: 2 } }]);
  });

  it('list the sockets of the host and show its name in the prompt', async () => {
    const test = new TestScene(perfect);
    await test.see('server', 'ss -tln', '5001');
    expect(test.classroom.shell('server').transcript).toMatch(/^server\$ /);
  });

  it('fetch a page', async () => {
    const test = new TestScene(perfect);
    await test.see('pc1', 'nc 192.168.1.30 80', '');
    await test.see('pc1', 'GET / HTTP/1.1', '');
    await test.see('pc1', 'Host: server', '');
    await test.see('pc1', '', 'hello');
    expect(test.classroom.shell('pc1').transcript).toContain('HTTP/1.1 200 OK');
  });

  it('do the same again from a recording, with TCP, loss, rooms and passwords', async () => {
    const first = new TestScene();
    await first.see('pc2', 'nc 192.168.1.30 5001', 'HELLO');
    await first.see('pc2', 'PASS first-hop', 'OK you=');
    await first.see('pc2', 'SAY one', 'one');
    first.classroom.terminal('pc2').type('\x03');
    await first.scene.runFor(2 * second);
    const again = new TestScene(lan, realWall(), (log, wall) =>
      Scene.replay(first.scene.recording(), 'lan', lan, log, wall),
    );
    again.classroom.shell('pc2');
    await again.scene.replayed();
    await again.scene.runUntil(() => again.scene.ran >= first.scene.ran, 60 * second);
    const text = (test: TestScene) =>
      eventsOf(test.log.entries, 'lan').map((event) => JSON.stringify(event, (_, value) => value));
    expect(text(again)).toEqual(text(first));
    expect(again.classroom.shell('pc2').transcript).toBe(first.classroom.shell('pc2').transcript);
  });
});
