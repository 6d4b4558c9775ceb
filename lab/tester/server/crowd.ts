import type { Bench, Member } from '../bench.ts';
import type { ServerCheck } from './server-check.ts';

const encoder = new TextEncoder();
const THIRTY = 30;
/** A reset is alone for so long, ms: long enough for the room to have read it. */
const QUIET_MS = 60;
const GONE =
  'A connection that was reset makes the next recv or send fail. Take that member out, and go on with the others.';

const several = async (bench: Bench, count: number): Promise<Member[]> => {
  const members: Member[] = [];
  for (let at = 0; at < count; at += 1) members.push(await bench.join());
  return members;
};

export const thirty: ServerCheck = {
  id: 'thirty',
  title: 'Thirty members each say a line, and each gets all thirty',
  lesson: '5.6',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const peers = await Promise.all(Array.from({ length: THIRTY }, () => bench.greeted()));
    const nicks = await Promise.all(peers.map((peer) => bench.enter(peer)));
    if (new Set(nicks).size < THIRTY)
      throw (peers[0] ?? (await bench.connect())).failed(
        'thirty different nicknames',
        `They were: ${nicks.join(', ')}`,
      );
    await Promise.all(peers.map((peer, at) => peer.say(`SAY line ${at}`)));
    for (const peer of peers) {
      peer.sent = 'a line by each of thirty members';
      const missing = new Set(nicks.map((nick, at) => `${nick} line ${at}`));
      while (missing.size > 0) {
        const { sentence = '' } = await peer.expect('MSG <sentence>', `Of thirty lines, ${missing.size} are missing.`);
        missing.delete(sentence);
      }
    }
    return undefined;
  },
};

export const resets: ServerCheck = {
  id: 'resets',
  title: 'Connections that are cut off in the middle of it all hurt nobody',
  lesson: '5.5',
  safety: true,
  needs: ['glued', 'separate-buffers'],
  async run(bench) {
    const [one, other, ...cut] = await several(bench, 5);
    if (!one || !other) return undefined;
    const doomed = [...cut];
    const ten = (from: number): Uint8Array =>
      encoder.encode(Array.from({ length: 10 }, (_, at) => `SAY number ${from + at}\n`).join(''));
    // While nobody speaks, only a read can find out.
    doomed.pop()?.peer.stream.reset();
    await bench.clock.sleep(QUIET_MS);
    await doomed[0]?.peer.write(encoder.encode('SAY half a li'));
    await one.peer.write(ten(0));
    for (const { peer } of doomed) peer.stream.reset();
    await one.peer.write(ten(10));
    for (const { peer } of [one, other]) {
      peer.sent = 'SAY number 0\\n … SAY number 19\\n, while three members are reset';
      for (let at = 0; at < 20; at += 1) await peer.expect(`MSG ${one.nick} number ${at}`, GONE);
    }
    await bench.goesOn(GONE);
    await one.peer.say('WHO');
    const { sentence = '' } = await one.peer.await('HERE <n> <sentence>');
    const ghost = cut.find(({ nick }) => sentence.split(' ').includes(nick));
    if (ghost) throw one.peer.failed(`${ghost.nick} to be gone`, `It was reset, and WHO still lists it: ${sentence}`);
    return undefined;
  },
};
