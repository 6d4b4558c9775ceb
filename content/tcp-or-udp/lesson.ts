import type { Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';
import { raceLab } from './race-lab.ts';
import { udpChatLab } from './udp-chat-lab.ts';

export const lesson: Lesson = {
  slug: 'tcp-or-udp',
  number: '4.5',
  title: 'Which one, and why?',
  question: 'Given an application, which transport, and what must it add?',
  module: 'Processes',
  minutes: { reading: 8, lab: 10 },
  needs: 'what UDP leaves out, and how TCP repairs a loss',
  terms: [],
  labs: [raceLab, udpChatLab],
  quiz,
  references: [],
  topics: [],
  corrections: [],
  summary: '',
};
