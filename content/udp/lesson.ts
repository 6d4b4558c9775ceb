import type { Lesson } from '../../lab/lesson.ts';
import { floodLab } from './flood-lab.ts';
import { helloNobodyLab } from './hello-nobody-lab.ts';
import { quiz } from './quiz.ts';
import { shuffleLab } from './shuffle-lab.ts';

export const lesson: Lesson = {
  slug: 'udp',
  number: '4.2',
  title: 'What if nobody promises anything?',
  question: 'What do I get from UDP, and what must I do myself?',
  module: 'Processes',
  minutes: { reading: 9, lab: 12 },
  needs: 'what a port is, and how to hold one with nc',
  terms: ['datagram', 'receive buffer', 'connected UDP socket'],
  labs: [helloNobodyLab, floodLab, shuffleLab],
  quiz,
  references: [
    { source: 'RFC 768', says: 'the header: two ports, length, checksum; a checksum of zero means there is none' },
    {
      source: 'RFC 1122 §4.1.3',
      says: 'port unreachable for a port that nobody holds; UDP must pass ICMP errors on to the program',
    },
    { source: 'RFC 8085 §3.1', says: 'senders over UDP owe the road congestion control' },
    { source: 'RFC 8085', says: 'the same for all else that UDP leaves out: what programs over it have to see to' },
    { source: 'RFC 8200 §8.1', says: 'over IPv6 the UDP checksum is not optional, with an exception for tunnels' },
    { source: 'RFC 1035 §4.2', says: 'DNS over UDP and over TCP' },
    { source: 'RFC 9000', says: 'QUIC, a reliable and secure transport over UDP' },
    {
      source: 'Linux commit cb61cb9b, udp: sk_drops handling',
      says: 'the column of drops in /proc/net/udp; RcvbufErrors counts the same for all sockets',
    },
    { source: 'Linux, socket(7)', says: 'SO_RCVBUF is doubled, to leave room for bookkeeping' },
    { source: 'Linux, ip(7)', says: 'IP_RECVERR: errors for sockets that are connected to nobody' },
  ],
  topics: [
    ...['001-14', '001-15', '001-16', '001-17', '001-18', '002-30'],
    ...['003-07', '003-08', '004-05', '004-12', '004-13'],
  ],
  corrections: ['C28', 'C76', 'C77', 'C78', 'C79', 'C80'],
  summary:
    'A datagram is one message that travels alone: it may be lost, doubled, overtaken or dropped at a full receive buffer, and if you want to know, your program has to ask.',
};
