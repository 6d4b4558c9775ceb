import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { encodeAnswerFrames } from '../../lab/bridge/frames.ts';
import { channelOf, type WebSocketLike } from '../../lab/bridge/websocket-channel.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import { MAX_ANSWER } from '../../lab/python/answer.ts';
import { ThisComputer } from '../../lab/this-computer.ts';
import { waitingLimits } from '../../lab-server/config.ts';
import { type RunningLab, startLab } from '../../lab-server/lab.ts';
import { rawRequest } from './raw-request.ts';

// Answers for a thread of a page that stands still on a request: whose they are, only the ticket says.

let lab: RunningLab;
const computers: ThisComputer[] = [];

beforeAll(async () => {
  lab = await startLab({ port: 0, lobbyPort: 0, chatPorts: { from: 0, to: 0 } });
});
afterAll(async () => {
  for (const computer of computers) computer.close();
  await lab.close();
});

const origin = (): string => lab.url.replace(/\/$/, '');
const socket = (): WebSocket => new WebSocket(`${origin().replace('http', 'ws')}/bridge`, { origin: origin() });

const page = async (): Promise<ThisComputer> => {
  const log = new EvidenceLog(() => performance.now());
  const world = { now: () => performance.now() };
  const computer = new ThisComputer({ connect: () => channelOf(socket() as WebSocketLike), log, world });
  computers.push(computer);
  await computer.ready();
  return computer;
};

const ask = (ticket: string, number: number | string, method = 'GET'): Promise<Response> =>
  fetch(`${origin()}/python/answers/${ticket}/${number}`, { method });

const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());

describe('answers for a thread that waits', () => {
  it('are handed to a request that was there first, or comes later, whole and once more when asked again', async () => {
    const desk = await (await page()).openDesk();
    expect(desk.ticket).toMatch(/^[0-9a-f]{32}$/);
    const first = ask(desk.ticket, 1);
    desk.put(1, new Uint8Array([1, 2, 3]));
    expect(await bytesOf(await first)).toEqual(new Uint8Array([1, 2, 3]));
    expect(await bytesOf(await ask(desk.ticket, 1))).toEqual(new Uint8Array([1, 2, 3]));
    const large = Uint8Array.from({ length: MAX_ANSWER }, (_, at) => at % 251);
    desk.put(2, large);
    const second = await ask(desk.ticket, 2);
    expect(second.headers.get('cache-control')).toBe('no-store');
    expect(await bytesOf(second)).toEqual(large);
  });

  it('are nobody else’s: another ticket, another page, another method, another host', async () => {
    const [one, other] = [await page(), await page()];
    const desk = await one.openDesk();
    const foreign = await other.openDesk();
    expect(foreign.ticket).not.toBe(desk.ticket);
    // The other page's desk bears the same number on its own way; what it puts there is for its own ticket.
    foreign.put(1, new Uint8Array([6]));
    desk.put(1, new Uint8Array([7]));
    expect(await bytesOf(await ask(desk.ticket, 1))).toEqual(new Uint8Array([7]));
    expect((await ask('0'.repeat(32), 1)).status).toBe(404);
    for (const wrong of ['0', '-1', '1e3', '01', '99999999999', '../1', ''])
      expect((await ask(desk.ticket, wrong)).status, wrong).toBe(404);
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect((await ask(desk.ticket, 1, method)).status, method).toBe(405);
    const refused = await rawRequest(
      lab.port,
      `GET /python/answers/${desk.ticket}/1 HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n`,
    );
    expect(refused).toMatch(/^HTTP\/1\.1 421/);
  });

  it('end with the page, and a second request sends the first one home', async () => {
    const computer = await page();
    const desk = await computer.openDesk();
    const first = ask(desk.ticket, 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = ask(desk.ticket, 1);
    expect((await first).status).toBe(409);
    computer.close();
    expect((await second).status).toBe(410);
    expect((await ask(desk.ticket, 1)).status).toBe(404);
  });

  it('have desks up to a limit, and a page that sends an endless answer is cut off', async () => {
    const computer = await page();
    const desks = [];
    for (let count = 0; count < waitingLimits.desksPerPage; count += 1) desks.push(await computer.openDesk());
    await expect(computer.openDesk()).rejects.toMatchObject({ code: 'EMFILE' });
    desks[0]?.close();
    await expect(computer.openDesk()).resolves.toMatchObject({ ticket: expect.any(String) });

    const bare = socket();
    await new Promise((resolve) => bare.once('open', resolve));
    bare.send(JSON.stringify({ type: 'await', desk: 1 }));
    const closed = new Promise<number>((resolve) => bare.once('close', resolve));
    for (let count = 0; count < 4; count += 1) {
      for (const frame of encodeAnswerFrames(1, 1, new Uint8Array(60_000))) {
        frame[9] = 0;
        bare.send(frame);
      }
    }
    expect(await closed).toBe(1008);
  });
});
