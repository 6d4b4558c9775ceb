import type { Lesson } from '../../lab/lesson.ts';
import { hubLab } from './hub-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'hubs-and-collisions',
  number: '2.2',
  title: 'Everybody hears everything',
  question: 'How did computers share one cable without a chairperson?',
  module: 'One wire',
  minutes: { reading: 8, lab: 7 },
  needs: 'what a frame and a MAC address are',
  terms: ['hub', 'collision', 'collision domain', 'CSMA/CD', 'full duplex'],
  labs: [hubLab],
  quiz,
  references: [
    {
      source: 'IEEE Std 802.3, clause 4',
      says: 'CSMA/CD: deference, collision, jam of 32 bits, back-off in slots of 512 bit times, sixteen attempts; full duplex does without',
    },
    { source: 'IEEE Std 802.3, clause 9', says: 'the repeater: what a hub does with bits and with collisions' },
    {
      source: 'RFC 1122 §3.2.2',
      says: 'no ICMP error may be sent about a broadcast, since storms come of that',
      url: 'https://www.rfc-editor.org/rfc/rfc1122',
    },
    {
      source: 'IEEE Std 802.11',
      says: 'Wi-Fi avoids collisions, since it cannot detect them, and acknowledges frames',
    },
  ],
  topics: ['000-34', '003-08', '003-18', '003-19', '003-21'],
  corrections: ['C36', 'C37', 'C43'],
  summary:
    'On a hub everybody hears everything and takes turns by listening, noticing a clash, and waiting a random time; a switch ends that.',
};
