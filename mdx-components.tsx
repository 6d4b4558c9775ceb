import type { MDXComponents } from 'mdx/types.js';
import type { ReactNode } from 'react';
import {
  AddressSorter,
  BitBoard,
  ByteClicks,
  ClassifyMacs,
  ConformanceLights,
  EndianFlipper,
  ErrorChooser,
  FindTheState,
  FirstOctet,
  FiveSteps,
  ForetellHeaders,
  FourMoments,
  HopEnvelopes,
  Hourglass,
  MaskBoard,
  MediumTimeline,
  NameCalls,
  NumberPredictions,
  PathFigure,
  Peel,
  Pigeonholes,
  PipeToy,
  PlayTheSwitch,
  PromiseTable,
  SocketBuilder,
  StreamTape,
  SwapLayers,
  TcpLadder,
  ThreeRestaurants,
  WaitingBytesLine,
  WindowRuler,
} from './app/lessons/[slug]/figures.tsx';
import { Lab, Quiz } from './app/lessons/[slug]/lesson-room.tsx';
import { Card } from './components/prose/card.tsx';
import { CodeBlock } from './components/prose/code-block.tsx';
import { Confess } from './components/prose/confess.tsx';
import { Correction } from './components/prose/correction.tsx';
import { Figure } from './components/prose/figure.tsx';
import { Layer } from './components/prose/layer.tsx';
import { Myth } from './components/prose/myth.tsx';
import { Outside } from './components/prose/outside.tsx';
import { Password } from './components/prose/password.tsx';
import { Term as TermWord } from './components/prose/term.tsx';
import { glossaryEntry } from './content/glossary.ts';

/** `<Term of="port">ports</Term>`: the glossary and the word meet here, since prose may import neither. */
const Term = ({ of, children }: { of: string; children: ReactNode }) => {
  const { definition, source } = glossaryEntry(of);
  return (
    <TermWord definition={definition} source={source}>
      {children}
    </TermWord>
  );
};

const components: MDXComponents = {
  AddressSorter,
  BitBoard,
  ByteClicks,
  C: Correction,
  Card,
  Confess,
  EndianFlipper,
  ErrorChooser,
  Figure,
  FiveSteps,
  FourMoments,
  ClassifyMacs,
  ConformanceLights,
  FindTheState,
  FirstOctet,
  ForetellHeaders,
  HopEnvelopes,
  Hourglass,
  Lab,
  Layer,
  MaskBoard,
  Myth,
  MediumTimeline,
  NameCalls,
  NumberPredictions,
  Outside,
  Password,
  PathFigure,
  Peel,
  Pigeonholes,
  PipeToy,
  PlayTheSwitch,
  PromiseTable,
  Quiz,
  SocketBuilder,
  StreamTape,
  SwapLayers,
  TcpLadder,
  Term,
  ThreeRestaurants,
  WaitingBytesLine,
  WindowRuler,
  pre: CodeBlock,
};

export function useMDXComponents(): MDXComponents {
  return components;
}
