import type { ComponentType } from 'react';

/** Code of the figures, one piece each: a lesson fetches only what it shows, and the list itself when it shows any. */
export const figures = {
  PathFigure: async () => (await import('../../../components/figures/path-figure.tsx')).PathFigure,
  FindTheState: async () => (await import('../../../components/figures/find-the-state.tsx')).FindTheState,
  Pigeonholes: async () => (await import('../../../components/figures/pigeonholes.tsx')).Pigeonholes,
  TcpLadder: async () => (await import('../../../components/figures/tcp-ladder.tsx')).TcpLadder,
  SocketBuilder: async () => (await import('../../../components/figures/socket-builder.tsx')).SocketBuilder,
  PromiseTable: async () => (await import('../../../components/figures/promise-table.tsx')).PromiseTable,
  AddressSorter: async () => (await import('../../../components/figures/address-sorter.tsx')).AddressSorter,
  BitBoard: async () => (await import('../../../components/figures/bit-board.tsx')).BitBoard,
  ByteClicks: async () => (await import('../../../components/figures/byte-clicks.tsx')).ByteClicks,
  FirstOctet: async () => (await import('../../../components/figures/first-octet.tsx')).FirstOctet,
  ForetellHeaders: async () => (await import('../../../components/figures/foretell-headers.tsx')).ForetellHeaders,
  HopEnvelopes: async () => (await import('../../../components/figures/hop-envelopes.tsx')).HopEnvelopes,
  MaskBoard: async () => (await import('../../../components/figures/bit-board.tsx')).MaskBoard,
  NumberPredictions: async () => (await import('../../../components/figures/number-predictions.tsx')).NumberPredictions,
  Peel: async () => (await import('../../../components/figures/peel.tsx')).Peel,
  ClassifyMacs: async () => (await import('../../../components/figures/classify-macs.tsx')).ClassifyMacs,
  MediumTimeline: async () => (await import('../../../components/figures/medium-timeline.tsx')).MediumTimeline,
  PlayTheSwitch: async () => (await import('../../../components/figures/play-the-switch.tsx')).PlayTheSwitch,
  WindowRuler: async () => (await import('../../../components/figures/window-ruler.tsx')).WindowRuler,
  PingHistogram: async () => (await import('../../../components/figures/ping-histogram.tsx')).PingHistogram,
  TtlStaircase: async () => (await import('../../../components/figures/ttl-staircase.tsx')).TtlStaircase,
  SceneStage: async () => (await import('../../../components/network/scene-stage.tsx')).SceneStage,
} satisfies Record<string, () => Promise<ComponentType<never>>>;
