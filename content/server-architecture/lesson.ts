import type { Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';
import { shapesLab } from './shapes-lab.ts';
import { slowMemberLab } from './slow-member-lab.ts';

export const lesson: Lesson = {
  slug: 'server-architecture',
  number: '5.6',
  title: 'One server, thirty people',
  question: 'How does one server serve thirty people?',
  module: 'Writing network programs',
  minutes: { reading: 11, lab: 12 },
  needs: 'accept and recv, and what a queue of bytes is',
  terms: ['thread', 'event loop', 'fan-out', 'back-pressure'],
  labs: [shapesLab, slowMemberLab],
  quiz,
  references: [
    { source: 'RFC 9110 §3.3', says: 'client and server are roles that programs play for one connection' },
    { source: 'RFC 9293 §3.4.1', says: 'a connection is defined by the pair of its two sockets' },
    { source: 'RFC 9293 §3.6.1', says: 'TIME-WAIT, and why a closed connection is remembered' },
    { source: 'RFC 9293 §3.8.6', says: 'the window that closes when nobody reads' },
    {
      source: 'Rhodes & Goerzen, Foundations of Python Network Programming, ch. 7',
      says: 'server architecture: one at a time, threads, an event loop',
    },
    {
      source: 'Python documentation, socket',
      url: 'https://docs.python.org/3/library/socket.html',
      says: 'create_server and SO_REUSEADDR: a local socket in TIME_WAIT may be used again',
    },
    {
      source: 'Python documentation, sys.setswitchinterval',
      url: 'https://docs.python.org/3/library/sys.html#sys.setswitchinterval',
      says: 'how long a thread may run before another one gets a turn; where it was measured (3.11), 0.005 s',
    },
    {
      source: 'Measured on Linux, sender’s buffer at most 4 MB (tcp_wmem)',
      says: 'of 10,496 lines of 1,009 bytes for one that reads nothing, 6.2 MB waited in the room; the rest the system held',
    },
    {
      source: 'Node.js documentation, Don’t Block the Event Loop',
      url: 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
      says: 'one thread runs the code of all clients, so a long callback delays them',
    },
  ],
  topics: ['001-01', '002-01', '002-03', '003-02', '004-04', '004-18'],
  corrections: ['C07', 'C08', 'C90'],
  summary:
    'A server’s architecture says who waits for whom: one client after the other, a thread for each, or one loop for all; and who reads nothing must cost the others neither time nor memory.',
};
