import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { DatagramSocket, SocketRow, Stream } from '../../lab/host.ts';
import type { ThisComputer } from '../../lab/this-computer.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { CODE, classForTests } from '../class/class-for-tests.ts';
import { openTestLan } from '../class/lan.ts';
import { ask, takeSeat } from '../class/visitor.ts';
import { readUntil } from '../node-page.ts';

// Threat 6 in a class: what a seat reaches, and what its teacher may do with it. Real sockets of the kernel.

const lan = openTestLan();
const at = (port: number, address = '127.0.0.1') => ({ address, port });
const say = (stream: Stream, text: string) => stream.write(new TextEncoder().encode(text));

describe.skipIf(lan === null)('the seats of a class', () => {
  const school = classForTests(lan ?? { address: '', visitor: null, close: () => undefined });
  const portOf = (name: string): number => school.lab.services().find((each) => each.name === name)?.port ?? 0;
  const code = async (doing: Promise<unknown>): Promise<string> =>
    doing.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const join = async (computer: ThisComputer): Promise<Stream> => {
    const stream = await computer.connect(at(portOf('green')));
    await readUntil(stream, 'OK you=');
    return stream;
  };

  it('have numbers of their own, the same one for all tabs of a browser', async () => {
    const [one, two] = [await school.sit(), await school.sit()];
    expect(one.number).toBeGreaterThan(0);
    expect(two.number).not.toBe(one.number);
    expect((await school.open(one.cookie)).hello?.seat).toBe(one.number);
  });

  it('listen on the same port at the same time, and each finds its own program there, from every tab', async () => {
    const seats = [await school.sit(), await school.sit(), await school.sit()];
    for (const { computer, cookie } of seats) {
      const listener = await computer.listen(at(5_050));
      expect(listener.local).toEqual(at(5_050));
      const tab = await school.open(cookie);
      const stream = await tab.connect(at(5_050));
      const accepted = await listener.accept();
      expect([stream.local.address, accepted.remote]).toEqual(['127.0.0.1', stream.local]);
      await say(stream, `seat ${cookie}`);
      await readUntil(accepted, `seat ${cookie}`);
    }
  });

  it('cannot reach each other’s listeners, by whatever address', async () => {
    const [owner, stranger] = [await school.sit(), await school.sit()];
    const listener = await owner.computer.listen(at(5_051));
    const second = await owner.computer.listen(at(5_051, '127.0.0.2'));
    let reached = 0;
    for (const each of [listener, second])
      void each.accept().then(
        () => (reached += 1),
        () => undefined,
      );
    const spellings = ['127.0.0.1', '127.0.0.2', `127.${owner.number}.0.1`, `127.${owner.number}.0.2`, 'localhost'];
    for (const address of [...spellings, '0.0.0.0', lan?.address ?? '', `127.0.${owner.number}.1`]) {
      expect([address, await code(stranger.computer.connect(at(5_051, address)))]).not.toEqual([address, 'done']);
    }
    expect(await code(stranger.computer.connect(at(5_051)))).toBe('ECONNREFUSED');
    expect(await code(stranger.computer.connect(at(5_051, `127.${owner.number}.0.1`)))).toBe('REFUSED-BY-LAB');
    expect(reached).toBe(0);
  });

  it('cannot reach a program of the machine that listens on every address, not even at their own', async () => {
    const program = createServer((socket) => socket.end('secret'));
    program.listen(0, '0.0.0.0');
    await once(program, 'listening');
    school.onEnd(() => program.close());
    // One with a port in the lab's range, as a web server of the teacher's might have it.
    const ranged = createServer(() => (touched += 1));
    let touched = 0;
    const port = await firstFree(ranged, 5_600);
    school.onEnd(() => ranged.close());
    const { computer, number } = await school.sit();
    for (const address of ['127.0.0.1', '127.0.0.9', `127.${number}.0.1`]) {
      expect(await code(computer.connect(at(port, address)))).toMatch(/ECONNREFUSED|REFUSED-BY-LAB/);
      expect(await code(computer.connect(at((program.address() as AddressInfo).port, address)))).toBe('REFUSED-BY-LAB');
    }
    expect(touched).toBe(0);
  });

  it('exchange datagrams with themselves, and what goes elsewhere reaches nobody', async () => {
    const [one, two] = [await school.sit(), await school.sit()];
    const [mine, theirs] = [await one.computer.bind(at(5_060)), await two.computer.bind(at(5_060))];
    const sender = await one.computer.bind(at(0));
    await sender.send(at(5_060), new TextEncoder().encode('to myself'));
    const got = await mine.receive();
    expect([new TextDecoder().decode(got.payload), got.from]).toEqual(['to myself', sender.local]);
    await mine.send(got.from, new TextEncoder().encode('back'));
    expect(new TextDecoder().decode((await sender.receive()).payload)).toBe('back');
    const heard = heardBy(theirs);
    for (const address of ['127.0.0.1', `127.${two.number}.0.1`]) {
      await sender.send(at(5_060, address), new Uint8Array(1)).catch(() => undefined);
    }
    // To a port of its own where nobody is: gone without a word; a connected socket hears of it.
    await sender.send(at(5_061), new Uint8Array(1));
    const connected = await one.computer.bind(at(0), at(5_061));
    await connected.send(at(5_061), new Uint8Array(1));
    expect(await code(connected.receive())).toBe('ECONNREFUSED');
    expect(heard()).toBe(0);
  });

  it('share ::1, of which there is one, and cannot reach each other there either', async () => {
    const [owner, stranger] = [await school.sit(), await school.sit()];
    await owner.computer.listen(at(5_052, '::1'));
    expect(await code(owner.computer.connect(at(5_052, '::1')))).toBe('done');
    expect(await code(stranger.computer.connect(at(5_052, '::1')))).toBe('ECONNREFUSED');
    await expect(stranger.computer.listen(at(5_052, '::1'))).rejects.toThrow('all seats share ::1');
  });

  it('read a UDP socket on demand, which is theirs alone as well', async () => {
    const [one, two] = [await school.sit(), await school.sit()];
    const slow = await one.computer.bind(at(5_062), undefined, { onDemand: true });
    expect(slow.local).toEqual(at(5_062));
    const stranger = await two.computer.bind(at(0));
    await stranger.send(at(5_062), new TextEncoder().encode('not yours'));
    const friend = await one.computer.bind(at(0));
    await friend.send(at(5_062), new TextEncoder().encode('mine'));
    const got = await slow.receive();
    expect([new TextDecoder().decode(got.payload), got.from]).toEqual(['mine', friend.local]);
    await two.computer.bind(at(5_062), undefined, { onDemand: true });
  });

  it('cannot take a service’s port, as on any computer, but may have its number at another address', async () => {
    const { computer } = await school.sit();
    expect(await code(computer.listen(at(portOf('blue'))))).toBe('EADDRINUSE');
    expect((await computer.listen(at(portOf('blue'), '127.0.0.2'))).local).toEqual(at(portOf('blue'), '127.0.0.2'));
  });

  it('see in the socket table their own rows and the services’, nobody else’s', async () => {
    const [one, two] = [await school.sit(), await school.sit()];
    await one.computer.listen(at(5_070));
    await two.computer.listen(at(5_071));
    await Promise.all([join(one.computer), join(two.computer)]);
    const { rows } = await one.computer.sockets();
    const listening = (table: readonly SocketRow[]) =>
      table.filter(({ state }) => state === 'LISTEN').map((row) => row.local.port);
    expect(listening(rows)).toEqual(expect.arrayContaining([5_070, portOf('blue'), portOf('green'), portOf('lobby')]));
    expect(listening(rows)).not.toContain(5_071);
    const green = rows.filter(({ state, remote }) => state === 'ESTAB' && remote.port === portOf('green'));
    expect(green).toHaveLength(1);
    expect(green[0]).toMatchObject({ owner: 'this page', local: { address: '127.0.0.1' } });
    for (const row of rows) expect(row.local.address).toMatch(/^127\.0\.0\.\d+$|^::1$/);
  });

  it('hear of the machine’s loopback and of the class’s network, of no other', async () => {
    const { computer } = await school.sit();
    const addresses = (await computer.interfaces()).flatMap((row) => row.addresses.map(({ address }) => address));
    expect(addresses).toContain('127.0.0.1');
    expect(addresses.filter((each) => !each.startsWith('127.') && each !== '::1')).toEqual([lan?.address]);
  });

  it('talk in one room with plain nc from the network, and the page’s own witness names its socket', async () => {
    const { computer } = await school.sit();
    const stream = await join(computer);
    const outside = await TestClient.connect(portOf('green'), undefined, lan?.address);
    school.onEnd(() => outside.drop());
    await outside.sees(/OK you=/);
    outside.say('SAY hello from nc');
    await readUntil(stream, 'hello from nc');
    await say(stream, 'SAY hello from a seat\n');
    await outside.sees(/hello from a seat/);
  });

  it('hold no more than their share, whatever number of tabs', async () => {
    const { cookie, computer } = await school.sit();
    const tabs = [computer, await school.open(cookie)];
    let opened = 0;
    for (const tab of tabs) {
      for (let count = 0; count < 128; count += 1) if ((await code(tab.bind(at(0)))) === 'done') opened += 1;
    }
    expect(opened).toBe(192);
    for (let count = 0; count < 4; count += 1) tabs.push(await school.open(cookie));
    const origin = school.url.slice(0, -1);
    const seventh = new WebSocket(`${school.url.replace('http', 'ws')}bridge`, { origin, headers: { cookie } });
    const [, answer] = await once(
      seventh.on('error', () => undefined),
      'unexpected-response',
    );
    expect(answer.statusCode).toBe(503);
    // Another seat has its own.
    expect(await code((await school.sit()).computer.bind(at(0)))).toBe('done');
  });

  it('are seen by the teacher as numbers, with lesson and step only when they tell', async () => {
    const teacher = await school.teach();
    const { computer, number } = await school.sit();
    const row = (seats: readonly { seat: number }[]) => seats.find(({ seat }) => seat === number);
    await teacher.sees('the seat', ({ seats }) => (row(seats) as { pages?: number } | undefined)?.pages === 1);
    expect(row(teacher.state().seats)).toEqual({ seat: number, pages: 1, muted: false, lesson: '', step: '' });
    computer.tell('tcp-reliability', '4.3a.2');
    await teacher.sees('where it is', ({ seats }) => (row(seats) as { step?: string }).step === '4.3a.2');
    computer.tell('', '');
    await teacher.sees('nothing any more', ({ seats }) => (row(seats) as { step?: string }).step === '');
    expect(teacher.state()).toMatchObject({ code: CODE, urls: [school.url], lobbyPort: portOf('lobby') });
  });

  it('are muted one by one: the others are heard, and the muted one still hears', async () => {
    const teacher = await school.teach();
    const [loud, other] = [await school.sit(), await school.sit()];
    const [a, b] = [await join(loud.computer), await join(other.computer)];
    teacher.say({ type: 'mute', seat: loud.number, on: true });
    await teacher.sees('mute', ({ seats }) => seats.some(({ seat, muted }) => seat === loud.number && muted));
    await say(a, 'SAY noise\n');
    await readUntil(a, 'ERR muted');
    await say(b, 'SAY a word\n');
    const heard = await readUntil(b, 'a word');
    expect(heard).not.toContain('noise');
    await readUntil(a, 'a word');
    teacher.say({ type: 'mute', seat: loud.number, on: false });
    await teacher.sees('unmute', ({ seats }) => seats.every(({ muted }) => !muted));
    await say(a, 'SAY better\n');
    await readUntil(b, 'better');
  });

  it('are silent in a room that the teacher paused, until it goes on', async () => {
    const teacher = await school.teach();
    const { computer } = await school.sit();
    const stream = await join(computer);
    teacher.say({ type: 'pause', room: 'green', on: true });
    await teacher.sees('pause', ({ rooms }) => rooms.some(({ name, paused }) => name === 'green' && paused));
    await say(stream, 'SAY now\n');
    await readUntil(stream, 'ERR paused');
    await say(stream, 'WHO\n');
    await readUntil(stream, 'HERE');
    teacher.say({ type: 'pause', room: 'green', on: false });
    await teacher.sees('resume', ({ rooms }) => rooms.every(({ paused }) => !paused));
    await say(stream, 'SAY then\n');
    await readUntil(stream, 'then');
    teacher.say({ type: 'pause', room: 'no such room', on: true });
  });

  it('are taken back: pages closed, listener gone, cookie worth nothing', async () => {
    const teacher = await school.teach();
    const { computer, cookie, number } = await school.sit();
    await computer.listen(at(5_080));
    teacher.say({ type: 'remove', seat: number });
    await teacher.sees('it gone', ({ seats }) => !seats.some(({ seat }) => seat === number));
    await expect.poll(() => computer.state).not.toBe('online');
    expect((await ask(school.url, '/', { headers: { cookie } })).status).toBe(403);
    const next = await school.sit();
    expect(next.number).toBe(number);
    expect(await code(next.computer.listen(at(5_080)))).toBe('done');
  });

  it('are forgotten when the board is cleared, but for those who sit there', async () => {
    const teacher = await school.teach();
    const { computer, number } = await school.sit();
    computer.tell('ports', '4.1a.1');
    const gone = await takeSeat(school.url, CODE);
    await teacher.sees('both', ({ seats }) => seats.some(({ lesson }) => lesson === 'ports'));
    teacher.say({ type: 'clear' });
    const { seats } = await teacher.sees('a clear board', (state) => state.seats.every(({ lesson }) => lesson === ''));
    expect(seats.map(({ pages }) => pages)).not.toContain(0);
    expect(seats.map(({ seat }) => seat)).toContain(number);
    expect((await ask(school.url, '/', { headers: { cookie: gone } })).status).toBe(403);
  });

  it('stay when the code is renewed, and the old code lets nobody in', async () => {
    const teacher = await school.teach();
    const { cookie } = await school.sit();
    teacher.say({ type: 'renew' });
    const { code: fresh } = await teacher.sees('another code', (state) => state.code !== CODE);
    await expect(takeSeat(school.url, CODE)).rejects.toThrow('403');
    expect((await ask(school.url, '/class/join', { headers: { cookie } })).status).toBe(204);
    await takeSeat(school.url, fresh);
    teacher.say({ type: 'close' });
    await expect.poll(() => school.closedByTeacher).toBe(1);
  });
});

async function firstFree(server: ReturnType<typeof createServer>, from: number): Promise<number> {
  for (let port = from; ; port += 1) {
    server.listen(port, '0.0.0.0');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (free) return port;
  }
}

function heardBy(socket: DatagramSocket): () => number {
  let heard = 0;
  socket.receive().then(
    () => (heard += 1),
    () => undefined,
  );
  return () => heard;
}
