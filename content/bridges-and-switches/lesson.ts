import type { Lesson } from '../../lab/lesson.ts';
import { bridgeLab } from './bridge-lab.ts';
import { loopLab } from './loop-lab.ts';
import { quiz } from './quiz.ts';
import { switchLab } from './switch-lab.ts';

export const lesson: Lesson = {
  slug: 'bridges-and-switches',
  number: '2.3',
  title: 'The box that learns by listening',
  question: 'Nobody set it up. How does a switch know which port to send a frame to?',
  module: 'One wire',
  minutes: { reading: 11, lab: 10 },
  needs: 'what a frame is, and what a hub does with it',
  terms: ['bridge', 'MAC table', 'flooding', 'filtering', 'spanning tree'],
  labs: [bridgeLab, switchLab, loopLab],
  quiz,
  references: [
    {
      source: 'IEEE Std 802.1D-2004, clause 7.7',
      says: 'forwarding: which ports a frame is sent on by, and when it is filtered',
    },
    {
      source: 'IEEE Std 802.1D-2004, clause 7.8',
      says: 'learning: the source address of a frame and the port it came in by',
    },
    {
      source: 'IEEE Std 802.1D-2004, clause 7.9',
      says: 'the filtering database, its rows and their ageing, 300 seconds recommended',
    },
    {
      source: 'IEEE Std 802.1D-1998, clause 8',
      says: 'the first spanning tree protocol, with 15 seconds of listening and 15 of learning',
    },
    { source: 'IEEE Std 802.1Q', says: 'where bridging and spanning tree are written down today' },
    {
      source: 'RFC 1122 §3.2.2',
      says: 'hosts must not answer broadcasts with ICMP errors, which would breed storms',
      url: 'https://www.rfc-editor.org/rfc/rfc1122',
    },
    {
      source: 'RFC 826',
      says: 'ARP is spoken by hosts; nothing in it is asked of a bridge',
      url: 'https://www.rfc-editor.org/rfc/rfc826',
    },
  ],
  topics: ['003-08', '003-12', '003-19', '003-22', '003-23', '003-24', '003-35'],
  corrections: ['C37', 'C38', 'C39', 'C41'],
  summary: 'A switch learns from where frames come, decides by where they go, and floods what it does not know.',
};
