import type { Lesson } from '../../lab/lesson.ts';
import { acceptLab } from './accept-lab.ts';
import { deskLab } from './desk-lab.ts';
import { namesLab } from './names-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'socket-names',
  number: '5.3',
  title: 'A name for each end',
  question: 'Who am I, who are you?',
  module: 'Writing network programs',
  minutes: { reading: 11, lab: 12 },
  needs: 'the five steps of a client',
  terms: ['socket name', 'peer', 'listen', 'backlog'],
  labs: [acceptLab, namesLab, deskLab],
  quiz,
  references: [
    {
      source: 'Python documentation, socket',
      url: 'https://docs.python.org/3/library/socket.html',
      says: 'which calls take an address and which return one; accept returns a new socket and an address',
    },
    { source: 'POSIX accept()', says: 'a new socket is taken from the queue of pending connections' },
    { source: 'POSIX getpeername()', says: 'ENOTCONN when the socket has no peer' },
    { source: 'RFC 9293 §3.9.1.1', says: 'a passive open, and what it means to listen' },
    { source: 'RFC 768', says: 'a datagram carries the port of its sender' },
    {
      source: 'Measured on Linux',
      says: 'connect and the first send succeed before accept is called; a fresh socket says 0.0.0.0 and port 0',
    },
  ],
  topics: ['001-01', '002-01', '002-32', '004-07', '004-08', '004-09', '004-10', '004-11', '004-12', '004-13'],
  corrections: ['C85', 'C87'],
  summary:
    'A socket name is an address and a port: bind, connect and sendto take one, the others tell you one, and accept hands out a third socket for a connection that was long since there.',
};
