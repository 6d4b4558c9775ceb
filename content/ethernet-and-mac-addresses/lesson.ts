import type { Lesson } from '../../lab/lesson.ts';
import { changedLab } from './changed-lab.ts';
import { ownLab } from './own-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'ethernet-and-mac-addresses',
  number: '2.1',
  title: 'Six octets in front',
  question: 'Who is this frame for? How do the interfaces on one wire tell?',
  module: 'One wire',
  minutes: { reading: 9, lab: 8 },
  needs: 'what a packet is',
  terms: ['Ethernet', 'frame', 'MAC address', 'broadcast', 'OUI'],
  labs: [ownLab, changedLab],
  quiz,
  references: [
    {
      source: 'RFC 9542 §2.1',
      says: '48-bit MAC addresses: the group bit, the local bit, OUIs and longer prefixes, and the addresses for documentation; it replaces RFC 7042',
      url: 'https://www.rfc-editor.org/rfc/rfc9542',
    },
    {
      source: 'IEEE Std 802.3, clause 3',
      says: 'the frame: destination, source, type or length, data, padding, FCS; least and greatest sizes',
    },
    {
      source: 'RFC 9724',
      says: 'how and why devices use random and changing MAC addresses',
      url: 'https://www.rfc-editor.org/rfc/rfc9724',
    },
    { source: 'RFC 9562', says: 'what a UUID is: 128 bits', url: 'https://www.rfc-editor.org/rfc/rfc9562' },
    { source: 'IEEE Std 802.11', says: 'the link layer of Wi-Fi, with frames of its own' },
  ],
  topics: ['000-16', '002-05', '003-08', '003-09', '003-17', '003-20'],
  corrections: ['C31', 'C32', 'C33', 'C34', 'C35', 'C43'],
  summary:
    'A frame begins with the address of the interface it is for; two bits of that address tell one from many, and registered from chosen.',
};
