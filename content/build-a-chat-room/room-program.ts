import type { Program } from '../../lab/lesson.ts';
import { roomPython } from './room-python.ts';
import { roomStarter } from './room-starter.ts';
import { roomTypescript } from './room-typescript.ts';

export const roomProgram: Program = {
  file: 'room.py',
  starter: roomStarter,
  solution: roomPython,
  node: { file: 'room.ts', source: roomTypescript },
};
