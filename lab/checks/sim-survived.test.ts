import { afterEach, expect, it } from 'vitest';
import { parseFilter } from '../capture/filter.ts';
import { Scene } from '../scene/scene.ts';
import { lan, TestScene } from '../scene/test-scene.ts';
import { realWall } from '../scene/wall.ts';
import { simSurvived } from './sim-survived.ts';

const compile = (text: string): ((bytes: Uint8Array) => boolean) => {
  const filter = parseFilter(text);
  if ('problem' in filter) throw new Error(filter.problem);
  return filter.matches;
};

const fetchIt = 'curl -s http://192.168.1.30/';
const wanted = { client: 'pc1', server: 'server', port: 80, by: fetchIt } as const;
const byTimer = simSurvived('lan', { ...wanted, lost: 'data', noticed: 'timer' });
const unnoticed = simSurvived('lan', { ...wanted, lost: 'acknowledgment', noticed: 'never' });

let net: TestScene;
afterEach(() => net.scene.close());

const begin = (): void => {
  net = new TestScene(lan, realWall(), (log, wall) => new Scene('lan', lan, log, wall, compile));
};
/** A hand over pc1's cable takes the next frame that matches. */
const take = (from: string, filter: string): void =>
  net.scene.act({ act: 'hand', order: { do: 'drop', link: 'cable1', from, filter } });
const fetched = async (): Promise<void> => {
  await net.see('pc1', fetchIt, 'hello');
  await net.scene.runFor(1e9);
};

it('is content only when something was lost and everything was read', async () => {
  begin();
  expect(byTimer(net.log.entries).saying).toBe(`Nothing was fetched from server yet. \`${fetchIt}\` at pc1 does it.`);
  await fetched();
  expect(byTimer(net.log.entries).saying).toContain('came through untouched');
  take('sw1:p1', 'src port 80 and greater 100');
  await fetched();
  expect(byTimer(net.log.entries)).toMatchObject({ passed: true });
  expect(unnoticed(net.log.entries).saying).toContain('The hand took a segment that server sent.');
});

it('knows a loss that nobody had to repair', async () => {
  begin();
  await fetched();
  // Of the next connection, the end of the handshake: the request behind it says the same.
  take('pc1:eth0', 'dst port 80 and tcp[tcpflags] == tcp-ack and less 80');
  await fetched();
  expect(unnoticed(net.log.entries)).toMatchObject({ passed: true });
  expect(byTimer(net.log.entries).saying).toContain('The hand took an acknowledgment that pc1 sent.');
});

it('begins anew when the scene does', async () => {
  begin();
  take('sw1:p1', 'src port 80 and greater 100');
  await fetched();
  expect(byTimer(net.log.entries).passed).toBe(true);
  await net.scene.reset();
  await net.scene.runFor(1);
  expect(byTimer(net.log.entries).saying).toContain('Nothing was fetched from server yet.');
  // The new network numbers its sockets as the one before did: what those read is not counted again.
  take('sw1:p1', 'src port 80 and greater 100');
  await fetched();
  expect(byTimer(net.log.entries)).toMatchObject({ passed: true });
});
