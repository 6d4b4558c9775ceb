import type { Lesson } from '../../lab/lesson.ts';
import { bingoLab } from './bingo-lab.ts';
import { heartLab } from './heart-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'errors-in-code',
  number: '5.5',
  title: 'Errors that speak, and one that does not',
  question: 'What does failure look like from inside?',
  module: 'Writing network programs',
  minutes: { reading: 9, lab: 14 },
  needs: 'how a client and a server are written',
  terms: ['timeout', 'keep-alive', 'heartbeat', 'back-off', 'idempotent'],
  labs: [bingoLab, heartLab],
  quiz,
  references: [
    { source: 'RFC 9293 §3.5.2', says: 'when a reset is sent: no connection, or no such one any more' },
    { source: 'RFC 9293 §3.8.3', says: 'TCP gives up after it has repeated in vain, and tells the program' },
    { source: 'RFC 9293 §3.8.4', says: 'keep-alive is optional, off by default, and waits two hours or more' },
    { source: 'RFC 1122 §4.2.3.6', says: 'the same, and why' },
    { source: 'RFC 5382 REQ-5', says: 'a translating router keeps an idle connection for 2 hours 4 minutes at least' },
    { source: 'RFC 9110 §9.2.2', says: 'what idempotent means, and why it decides whether one may try again' },
    { source: 'RFC 2525 §2.17', says: 'a close with data unread is answered with a reset' },
    {
      source: 'Python documentation, built-in exceptions',
      url: 'https://docs.python.org/3/library/exceptions.html#OSError',
      says: 'which error number becomes which exception',
    },
    {
      source: 'Python documentation, socket.gaierror',
      url: 'https://docs.python.org/3/library/socket.html#socket.gaierror',
      says: 'a subclass of OSError, whose number is one of the EAI_ constants',
    },
    {
      source: 'Microsoft, KeepAliveTime (Windows Server 2003)',
      url: 'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2003/cc782936(v=ws.10)',
      says: 'the value in the registry, in milliseconds, absent until it is set; two hours by default',
    },
    {
      source: 'RFC 6761 §6.4',
      says: 'names that end in .invalid do not exist',
    },
    {
      source: 'Linux documentation, ip-sysctl, tcp_retries2',
      url: 'https://docs.kernel.org/networking/ip-sysctl.html',
      says: 'the default of 15 makes 924.6 seconds, after which Linux gives up',
    },
    { source: 'Measured on Linux', says: 'the first send after the peer has closed returns 1, the next one EPIPE' },
  ],
  topics: ['001-01', '002-01', '003-06', '004-16'],
  corrections: ['C71', 'C74'],
  summary:
    'An error says who noticed and at which layer to look; silence says nothing, so a program needs a clock, a question that must be answered, and a second try that does no harm.',
};
