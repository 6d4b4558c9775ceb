import type { MDXComponents } from 'mdx/types.js';
import {
  AddressSorter,
  BitBoard,
  ByteClicks,
  ClassifyMacs,
  FindTheState,
  FirstOctet,
  ForetellHeaders,
  HopEnvelopes,
  MaskBoard,
  MediumTimeline,
  NumberPredictions,
  PathFigure,
  Peel,
  Pigeonholes,
  PingHistogram,
  PlayTheSwitch,
  PromiseTable,
  SocketBuilder,
  TcpLadder,
  TtlStaircase,
  WindowRuler,
} from './app/lessons/[slug]/figures.tsx';
import { Lab, Quiz } from './app/lessons/[slug]/lesson-room.tsx';
import { Word } from './app/lessons/[slug]/word.tsx';
import { Card } from './components/prose/card.tsx';
import { CodeBlock } from './components/prose/code-block.tsx';
import { Confess } from './components/prose/confess.tsx';
import { Correction } from './components/prose/correction.tsx';
import { Figure } from './components/prose/figure.tsx';
import { SectionHeading, SmallHeading } from './components/prose/heading.tsx';
import { Layer } from './components/prose/layer.tsx';
import { Myth } from './components/prose/myth.tsx';
import { Outside } from './components/prose/outside.tsx';
import { Password } from './components/prose/password.tsx';

const components: MDXComponents = {
  AddressSorter,
  BitBoard,
  ByteClicks,
  C: Correction,
  Card,
  Confess,
  Figure,
  ClassifyMacs,
  FindTheState,
  FirstOctet,
  ForetellHeaders,
  HopEnvelopes,
  Lab,
  Layer,
  MaskBoard,
  Myth,
  MediumTimeline,
  NumberPredictions,
  Outside,
  Password,
  PathFigure,
  Peel,
  PingHistogram,
  Pigeonholes,
  PlayTheSwitch,
  PromiseTable,
  Quiz,
  SocketBuilder,
  TcpLadder,
  Term: Word,
  TtlStaircase,
  WindowRuler,
  h2: SectionHeading,
  h3: SmallHeading,
  pre: CodeBlock,
};

export function useMDXComponents(): MDXComponents {
  return components;
}
