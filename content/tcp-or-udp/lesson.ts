import type { Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';
import { raceLab } from './race-lab.ts';
import { udpChatLab } from './udp-chat-lab.ts';

export const lesson: Lesson = {
  slug: 'tcp-or-udp',
  number: '4.5',
  title: 'Which one, and why?',
  question: 'Given an application, which transport, and what must it add?',
  module: 'Processes',
  minutes: { reading: 8, lab: 10 },
  needs: 'what UDP leaves out, and how TCP repairs a loss',
  terms: ['head-of-line blocking', 'stop and wait', 'QUIC'],
  labs: [raceLab, udpChatLab],
  quiz,
  references: [
    { source: 'RFC 8085 §3.1', says: 'who sends over UDP has to control congestion' },
    {
      source: 'RFC 1350 §2',
      says: 'stop and wait over UDP, in TFTP: a block, its acknowledgment, and only then the next',
    },
    {
      source: 'RFC 9293 §2.2',
      says: 'TCP gives its user a reliable stream of bytes in order, so later ones wait for a gap',
    },
    { source: 'RFC 9293 §3.7.4', says: 'Nagle: small pieces wait while something is unacknowledged' },
    { source: 'RFC 1035 §4.2', says: 'DNS over UDP and over TCP, from the start' },
    { source: 'RFC 3550 §5.1', says: 'RTP numbers its packets and gives each a time' },
    { source: 'RFC 9000', says: 'QUIC: streams, acknowledgments, flow control on UDP; a loss holds up its own stream' },
    { source: 'RFC 9114', says: 'HTTP/3 runs over QUIC' },
    { source: 'IANA, Protocol Numbers', says: 'ICMP 1, TCP 6, UDP 17, ESP 50, SCTP 132' },
  ],
  topics: ['001-13', '001-17', '002-28', '002-30', '003-07', '003-08', '004-05'],
  corrections: ['C22', 'C77', 'C79', 'C80'],
  summary:
    'Ask what is to happen when a piece is missing: wait for it (TCP), go on without it (UDP), or ask again yourself; reliability over UDP is possible, and somebody has to write it.',
};
