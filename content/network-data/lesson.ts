import type { Lesson } from '../../lab/lesson.ts';
import { frameLab } from './frame-lab.ts';
import { quiz } from './quiz.ts';
import { splitterLab } from './splitter-lab.ts';

export const lesson: Lesson = {
  slug: 'network-data',
  number: '5.4',
  title: 'Where does a message end?',
  question: 'How do bytes become messages?',
  module: 'Writing network programs',
  minutes: { reading: 11, lab: 14 },
  needs: 'what recv gives back',
  terms: ['framing', 'delimiter', 'length prefix', 'UTF-8', 'network byte order'],
  labs: [splitterLab, frameLab],
  quiz,
  references: [
    { source: 'RFC 9293 §3.4', says: 'TCP numbers bytes; messages have no place in it' },
    { source: 'RFC 9293 §3.7', says: 'TCP divides the bytes into segments as it sees fit' },
    { source: 'RFC 3629 §3', says: 'UTF-8: which letters take one, two, three or four bytes' },
    { source: 'RFC 791 Appendix B', says: 'the order in which the bytes of a number are sent' },
    { source: 'RFC 5321 §4.5.2', says: 'mail ends with a dot on a line, and how a dot in the text is escaped' },
    { source: 'RFC 768', says: 'a datagram carries its own length' },
    {
      source: 'Python documentation, int.to_bytes',
      url: 'https://docs.python.org/3/library/stdtypes.html#int.to_bytes',
      says: 'numbers to bytes, with the order named',
    },
    { source: 'Measured on Linux', says: 'three writes read as one chunk; 300,000 bytes read in five to eight pieces' },
  ],
  topics: ['001-01', '002-01', '003-06', '004-02', '004-15'],
  corrections: ['C72'],
  summary:
    'TCP keeps the order of bytes and no borders, so a protocol must say where a message ends, how text and numbers become bytes, and how long is too long.',
};
