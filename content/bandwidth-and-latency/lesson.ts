import type { Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';
import { slowLineLab } from './slow-line-lab.ts';
import { twoLinksLab } from './two-links-lab.ts';

export const lesson: Lesson = {
  slug: 'bandwidth-and-latency',
  number: '1.5',
  title: 'Wide or near?',
  question: 'Why is my network slow: is it too narrow, or too far?',
  module: 'The big picture',
  minutes: { reading: 10, lab: 9 },
  needs: 'what a link and a packet are',
  terms: ['bandwidth', 'bit rate', 'latency', 'round-trip time', 'throughput'],
  labs: [twoLinksLab, slowLineLab],
  quiz,
  references: [
    {
      source: 'RFC 7679 §3.4',
      url: 'https://www.rfc-editor.org/rfc/rfc7679#section-3.4',
      says: 'One-way delay: from the first bit leaving the source to the last bit arriving.',
    },
    {
      source: 'RFC 5136 §2.2, §2.3.2',
      url: 'https://www.rfc-editor.org/rfc/rfc5136#section-2.2',
      says: 'Capacity: how many bits a second a link can carry.',
    },
    {
      source: 'RFC 2681 §2.4',
      url: 'https://www.rfc-editor.org/rfc/rfc2681#section-2.4',
      says: 'Round-trip delay: from the first bit leaving to the last bit of the answer coming in.',
    },
    {
      source: 'RFC 7323 §1.1',
      url: 'https://www.rfc-editor.org/rfc/rfc7323#section-1.1',
      says: 'What TCP sends ahead of any word back has to match bandwidth times delay, or the path is not full.',
    },
    {
      source: 'RFC 6349 §1',
      url: 'https://www.rfc-editor.org/rfc/rfc6349#section-1',
      says: 'Throughput: how much data TCP carries in a unit of time, measured beside the bandwidth that was sold.',
    },
    {
      source: 'MapYourTech, fibre propagation latency',
      url: 'https://mapyourtech.com/the-5-microsecond-rule-fiber-propagation-latency-per-kilometer/',
      says: 'Light in glass fibre takes 4.9 microseconds for a kilometre.',
    },
    {
      source: 'RFC 1149',
      url: 'https://www.rfc-editor.org/rfc/rfc1149',
      says: 'IP datagrams by carrier pigeon, dated 1 April 1990: high delay and low throughput.',
    },
  ],
  topics: ['000-03', '000-18', '000-19', '000-20', '001-02'],
  corrections: ['C11', 'C17', 'C18', 'C19'],
  summary:
    'The delay of a message is its size divided by the bit rate, plus the distance, plus the queues on the way; for a large message the width decides, for a small one the distance.',
};
