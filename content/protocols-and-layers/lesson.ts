import type { Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';
import { threeGrammarsLab } from './three-grammars-lab.ts';

export const lesson: Lesson = {
  slug: 'protocols-and-layers',
  number: '1.6',
  title: 'Why so many protocols?',
  question: 'What does each layer promise to the one above it?',
  module: 'The big picture',
  minutes: { reading: 11, lab: 7 },
  needs: 'what a packet is, and how to type into the terminal',
  terms: ['protocol', 'link layer', 'internet layer', 'transport layer', 'application layer'],
  labs: [threeGrammarsLab],
  quiz,
  references: [
    {
      source: 'RFC 1122 §1.1.3',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-1.1.3',
      says: 'The four layers, and what each of them does.',
    },
    {
      source: 'RFC 1122 §2.3.2',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-2.3.2',
      says: 'ARP, in the chapter on the link layer.',
    },
    {
      source: 'RFC 791 §1.2, §1.4',
      url: 'https://www.rfc-editor.org/rfc/rfc791#section-1.2',
      says: 'IP addresses, forwards and fragments; no reliability, no flow control, no order.',
    },
    {
      source: 'RFC 791 §3.1, RFC 8200 §3',
      url: 'https://www.rfc-editor.org/rfc/rfc791#section-3.1',
      says: 'The version number is a field of the IP header.',
    },
    {
      source: 'RFC 9293 §3.1, §3.4.1',
      url: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.1',
      says: 'TCP joins processes; its checksum covers the addresses of either version of IP.',
    },
    {
      source: 'RFC 9000',
      url: 'https://www.rfc-editor.org/rfc/rfc9000',
      says: 'QUIC is a transport that is carried in UDP.',
    },
    {
      source: 'RFC 3439 §3',
      url: 'https://www.rfc-editor.org/rfc/rfc3439#section-3',
      says: 'Layers are a help for thinking, and cost something where they are taken too seriously.',
    },
    {
      source: 'RFC 867',
      url: 'https://www.rfc-editor.org/rfc/rfc867',
      says: 'The daytime protocol: connect, read, and it hangs up.',
    },
    {
      source: 'RFC 9112 §3, §3.2',
      url: 'https://www.rfc-editor.org/rfc/rfc9112#section-3',
      says: 'The first line of a request, and the Host field that HTTP/1.1 wants.',
    },
  ],
  topics: [
    ...['000-03', '000-21', '001-11', '001-12', '001-13', '002-15'],
    ...['003-15', '003-16', '003-29', '003-30', '003-31'],
  ],
  corrections: ['C21', 'C22', 'C23', 'C24', 'C25', 'C27', 'C29'],
  summary:
    'A protocol says form, order and reaction; layers let each agreement rely on the one below, and IP in the middle promises an honest try and nothing more.',
};
