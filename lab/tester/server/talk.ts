import type { ServerCheck } from './server-check.ts';

const OWN = 'The sender wants to see its own line, too.';
const STRAY =
  'To which line is that ERR an answer? split("\\n") leaves an empty piece behind the last \\n, and that is no line.';
/** What programs print for a name that somebody does not have yet. */
const NAMELESS = ['None', 'null', 'undefined'];

export const everyMember: ServerCheck = {
  id: 'message',
  title: 'What one says reaches every member, and the sender too',
  lesson: '5.6',
  safety: false,
  needs: ['join', 'silent'],
  async run(bench) {
    const one = await bench.join();
    const other = await bench.join();
    await one.peer.say('SAY hello, is anybody here?');
    await one.peer.expect(`MSG ${one.nick} hello, is anybody here?`, (came) => (came.startsWith('ERR ') ? STRAY : OWN));
    other.peer.sent = 'SAY hello, is anybody here?\\n, by another member';
    await other.peer.expect(`MSG ${one.nick} hello, is anybody here?`);
    return undefined;
  },
};

export const joinLeft: ServerCheck = {
  id: 'join-left',
  title: 'The others hear who comes and who goes',
  lesson: '5.2',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const one = await bench.join();
    const guest = await bench.join();
    one.peer.sent = 'somebody joins';
    await one.peer.await(`JOIN ${guest.nick}`);
    guest.peer.sent = one.peer.sent;
    if (guest.peer.toldOf(guest.nick))
      throw guest.peer.wrongLine(
        'OK you=<nick>',
        `JOIN ${guest.nick}`,
        'JOIN is for the others. Who comes in gets OK.',
      );
    guest.peer.stream.end();
    one.peer.sent = 'a member closes its connection (FIN), without BYE';
    await one.peer.await(`LEFT ${guest.nick}`, 'An empty read, b"", says that the other side has finished.');
    await one.peer.say('WHO');
    const { sentence = '' } = await one.peer.expect('HERE <n> <sentence>');
    if (sentence.split(' ').includes(guest.nick))
      throw one.peer.failed(`${guest.nick} to be gone`, `It has left, and WHO still lists it: ${sentence}`);
    return undefined;
  },
};

export const who: ServerCheck = {
  id: 'who',
  title: 'WHO lists everybody who is here',
  lesson: '5.6',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const one = await bench.join();
    const other = await bench.join();
    const guarded = bench.options.password !== undefined;
    if (guarded) await bench.greeted();
    await one.peer.say('WHO');
    if (guarded) one.peer.sent = 'WHO\\n, while a visitor has not given the password yet';
    const { n, sentence = '' } = await one.peer.expect('HERE <n> <sentence>');
    const nicks = sentence.split(' ');
    const came = `HERE ${n} ${sentence}`;
    const both = sentence.startsWith(other.nick) ? `${other.nick} ${one.nick}` : `${one.nick} ${other.nick}`;
    if (!nicks.includes(one.nick) || !nicks.includes(other.nick))
      throw one.peer.wrongLine(`HERE 2 ${both}`, came, 'The names of all members, with one space before each.');
    if (nicks.some((nick) => NAMELESS.includes(nick)))
      throw one.peer.wrongLine(`HERE 2 ${both}`, came, 'Who has no nickname yet is no member.');
    if (Number(n) !== nicks.length)
      throw one.peer.wrongLine(`HERE ${nicks.length} ${sentence}`, came, `It lists ${nicks.length} names.`);
    return undefined;
  },
};

export const noHistory: ServerCheck = {
  id: 'no-history',
  title: 'Who comes later hears nothing of what was said before',
  lesson: '9.4',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const one = await bench.join();
    await one.peer.say('SAY before you came');
    await one.peer.expect(`MSG ${one.nick} before you came`);
    const late = await bench.join();
    await one.peer.say('SAY now you are here');
    late.peer.sent = 'a message before this member came, and one after';
    await late.peer.expect(
      `MSG ${one.nick} now you are here`,
      'A room that keeps no history has nothing to give away.',
    );
    return undefined;
  },
};

export const bareLine: ServerCheck = {
  id: 'bare-line',
  title: 'A line that is no command gets an ERR, and the connection stays',
  lesson: '5.7',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const { peer, nick } = await bench.join();
    await peer.say('hello everybody');
    await peer.expect('ERR unknown-command <sentence>');
    await peer.say('SAY and now with SAY');
    await peer.expect(`MSG ${nick} and now with SAY`);
    return undefined;
  },
};

export const bye: ServerCheck = {
  id: 'bye',
  title: 'BYE is answered with BYE, and then the room closes (FIN)',
  lesson: '4.3',
  safety: false,
  needs: ['join'],
  async run(bench) {
    const { peer } = await bench.join();
    await peer.say('BYE');
    await peer.expect('BYE');
    await peer.expectEnd('close() sends a FIN. A reset comes where bytes were left unread.');
    return undefined;
  },
};
