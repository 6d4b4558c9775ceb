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
  references: [],
  topics: [],
  corrections: [],
  summary: '',
};
