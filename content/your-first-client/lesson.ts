import type { Lesson } from '../../lab/lesson.ts';
import { clientLab } from './client-lab.ts';
import { fetchLab } from './fetch-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'your-first-client',
  number: '5.2',
  title: 'Five steps to a room',
  question: 'How do I talk to the room from code?',
  module: 'Writing network programs',
  minutes: { reading: 10, lab: 12 },
  needs: 'what a socket is, and how a room is joined',
  terms: ['encode', 'end of stream', 'standard library'],
  labs: [clientLab, fetchLab],
  quiz,
  references: [
    {
      source: 'Python documentation, socket',
      url: 'https://docs.python.org/3/library/socket.html',
      says: 'socket(), its defaults, connect, send, sendall, recv, and that empty bytes mean the end',
    },
    {
      source: 'Python documentation, Socket Programming HOWTO',
      url: 'https://docs.python.org/3/howto/sockets.html',
      says: 'send and recv may handle fewer bytes than they were given or asked for',
    },
    {
      source: 'Python documentation, Internet protocols and support',
      url: 'https://docs.python.org/3/library/internet.html',
      says: 'the upper floor: http.client, smtplib, poplib, imaplib, ftplib',
    },
    {
      source: 'PEP 594',
      url: 'https://peps.python.org/pep-0594/',
      says: 'modules that left the standard library, telnetlib, smtpd and asyncore among them',
    },
    { source: 'RFC 9293 §3.9.1', says: 'the calls that a program has: open, send, receive, close' },
    { source: 'RFC 9112 §2.1', says: 'a request is a line, headers, and an empty line' },
  ],
  topics: ['001-01', '001-22', '002-01', '002-32', '003-01', '004-02', '004-03'],
  corrections: ['C84', 'C88', 'C89'],
  summary:
    'A client resolves, creates, connects, exchanges bytes and closes; recv gives what is there, and empty bytes are the end.',
};
