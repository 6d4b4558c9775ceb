import type { MDXComponents } from 'mdx/types.js';
import {
  AddressCompressor,
  AddressSorter,
  AdoptionGuess,
  BitBoard,
  ByteClicks,
  ClassifyMacs,
  ConformanceLights,
  DatagramRain,
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
  StreamTape,
  SwapLayers,
  TcpLadder,
  ThreeRestaurants,
  TransportTable,
  TtlStaircase,
  WaitingBytesLine,
  WhoHears,
  WindowRuler,
  ZoomSlider,
} from './app/lessons/[slug]/figures.tsx';
import { Lab, Quiz } from './app/lessons/[slug]/lesson-room.tsx';
import { Word } from './app/lessons/[slug]/word.tsx';
import { Card } from './components/prose/card.tsx';
import { Code } from './components/prose/code.tsx';
import { CodeBlock } from './components/prose/code-block.tsx';
import { Confess } from './components/prose/confess.tsx';
import { Correction } from './components/prose/correction.tsx';
import { Figure } from './components/prose/figure.tsx';
import { SectionHeading, SmallHeading } from './components/prose/heading.tsx';
import { InSight } from './components/prose/in-sight.tsx';
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
  code: Code,
  Confess,
  ConformanceLights,
  DatagramRain,
  EndianFlipper,
  ErrorChooser,
  Figure,
  FindTheState,
  FirstOctet,
  FiveSteps,
  ForetellHeaders,
  FourMoments,
  h2: SectionHeading,
  h3: SmallHeading,
  HopEnvelopes,
  Hourglass,
  InSight,
  Lab,
  Layer,
  MaskBoard,
  MediumTimeline,
  Myth,
  NameCalls,
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
  StreamTape,
  SwapLayers,
  TcpLadder,
  Term: Word,
  ThreeRestaurants,
  TransportTable,
  TtlStaircase,
  WaitingBytesLine,
  WhoHears,
  WindowRuler,
  ZoomSlider,
};

export function useMDXComponents(): MDXComponents {
  return components;
}
