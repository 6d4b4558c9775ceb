import type { MDXComponents } from 'mdx/types.js';
import {
  AddressCompressor,
  AddressSorter,
  AdoptionGuess,
  BitBoard,
  ByteClicks,
  ClassifyMacs,
  DatagramRain,
  FindTheState,
  FirstOctet,
  ForetellHeaders,
  HopEnvelopes,
  Hourglass,
  MaskBoard,
  MediumTimeline,
  NumberPredictions,
  OwnerMap,
  PathFigure,
  Peel,
  Pigeonholes,
  PingHistogram,
  PipeToy,
  PlayTheSwitch,
  PromiseTable,
  RoleBadge,
  SocketBuilder,
  SwapLayers,
  TcpLadder,
  TransportTable,
  TtlStaircase,
  WhoHears,
  WindowRuler,
  ZoomSlider,
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
  AddressCompressor,
  AddressSorter,
  AdoptionGuess,
  BitBoard,
  ByteClicks,
  C: Correction,
  Card,
  ClassifyMacs,
  Confess,
  DatagramRain,
  Figure,
  FindTheState,
  FirstOctet,
  ForetellHeaders,
  h2: SectionHeading,
  h3: SmallHeading,
  HopEnvelopes,
  Hourglass,
  Lab,
  Layer,
  MaskBoard,
  MediumTimeline,
  Myth,
  NumberPredictions,
  Outside,
  OwnerMap,
  Password,
  PathFigure,
  Peel,
  Pigeonholes,
  PingHistogram,
  PipeToy,
  PlayTheSwitch,
  pre: CodeBlock,
  PromiseTable,
  Quiz,
  RoleBadge,
  SocketBuilder,
  SwapLayers,
  TcpLadder,
  Term: Word,
  TransportTable,
  TtlStaircase,
  WhoHears,
  WindowRuler,
  ZoomSlider,
};

export function useMDXComponents(): MDXComponents {
  return components;
}
