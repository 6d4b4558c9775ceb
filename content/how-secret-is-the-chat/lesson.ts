import type { Lesson } from '../../lab/lesson.ts';
import { challenge } from './challenge.ts';
import { quiz } from './quiz.ts';
import { tap } from './tap.ts';
import { traces } from './traces.ts';
import { twoNames } from './two-names.ts';

export const lesson: Lesson = {
  slug: 'how-secret-is-the-chat',
  number: '9.4',
  title: 'An audit of our own room',
  question: 'Is our room really secret?',
  module: 'Secrecy',
  minutes: { reading: 11, lab: 14 },
  needs: 'how to join a room, and what an address and a port are',
  terms: ['threat model', 'pseudonym', 'replay', 'challenge–response'],
  labs: [twoNames, tap, challenge, traces],
  quiz,
  references: [
    { source: 'RFC 3552 §3', says: 'the attacker to design against: one with nearly complete control of the path' },
    { source: 'RFC 3552 §3.2.2, §3.3.1', says: 'passwords read on the way, and replay' },
    {
      source: 'RFC 3552 §4.1.2',
      says: 'challenge and response stops replay, and a weak password can still be guessed',
    },
    {
      source: 'RFC 7258 §1, §2',
      says: 'watching everybody, everywhere, is an attack, and protocols are designed against it',
    },
    { source: 'RFC 6973 §3.3', says: 'the terms: anonymity, anonymity set, pseudonym' },
    { source: 'RFC 6973 §6.1.1', says: 'anonymity needs a set of people who look alike to the observer' },
    { source: 'RFC 6973 §5.1.2', says: 'data that is stored, and who may come to hold it' },
    { source: 'RFC 2104', says: 'HMAC, the mixture of a key and a message' },
    { source: 'RFC 8446 §1, §8', says: 'what TLS protects, and replay: ruled out except for early data' },
    { source: 'RFC 1918 §3', says: 'private addresses, and who can reach them' },
  ],
  topics: ['000-04', '000-05', '000-06', '001-03'],
  corrections: ['C01', 'C10', 'C70', 'C112', 'C113', 'C114'],
  summary:
    'Secrecy is not a property of a program but an answer to a question: who could look, from where, and what would they see?',
};
