import type { Lesson } from '../../lab/lesson.ts';
import { damageLab } from './damage-lab.ts';
import { openLab } from './open-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'inside-a-packet',
  number: '1.4',
  title: 'What is in a packet?',
  question: 'If I catch one packet, what can I read?',
  module: 'The big picture',
  minutes: { reading: 10, lab: 10 },
  needs: 'what hosts, links and packets are',
  terms: ['frame', 'header', 'payload', 'checksum', 'FCS'],
  labs: [openLab, damageLab],
  quiz,
  references: [
    {
      source: 'RFC 791 §3.1',
      url: 'https://www.rfc-editor.org/rfc/rfc791#section-3.1',
      says: 'The fields of the IPv4 header: Total Length tells where a datagram ends, Identification belongs to fragments, the checksum covers the header only.',
    },
    {
      source: 'RFC 791 §2.3',
      url: 'https://www.rfc-editor.org/rfc/rfc791#section-2.3',
      says: 'How the Identification field puts fragments of one datagram together again.',
    },
    {
      source: 'RFC 6864 §4',
      url: 'https://www.rfc-editor.org/rfc/rfc6864#section-4',
      says: 'The Identification field has a meaning for fragments only.',
    },
    {
      source: 'RFC 8200 §3',
      url: 'https://www.rfc-editor.org/rfc/rfc8200#section-3',
      says: 'The IPv6 header has a payload length, no identification, no checksum and no trailer.',
    },
    {
      source: 'RFC 9293 §3.1',
      url: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.1',
      says: 'The TCP header; its checksum covers header, data and a pseudo-header with both IP addresses.',
    },
    {
      source: 'RFC 9293 §3.4',
      url: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.4',
      says: 'TCP numbers every byte of data, not packets.',
    },
    {
      source: 'IEEE 802.3 clause 3',
      says: 'The Ethernet frame: addresses, type, padding up to a smallest size, and a 4-byte FCS by which damage is detected.',
    },
    {
      source: 'RFC 2827 §2–3',
      url: 'https://www.rfc-editor.org/rfc/rfc2827#section-2',
      says: 'Source addresses can be forged, and what networks can do to stop such packets at their edge.',
    },
  ],
  topics: ['000-03', '000-13', '000-14', '000-15', '000-16', '002-06'],
  corrections: ['C14', 'C15', 'C16'],
  summary:
    'A packet is a message with headers in front of it, one for each reader on the way; lengths say where it ends, and checksums say whether it is whole.',
};
