'use client';

import { Island, type Part, part } from '../../../components/island/island.tsx';

type PropsOf<Of> = Of extends Part<infer Props> ? Props : never;

// Each figure's code is fetched only by the lessons that show it.
const pathFigure = part(async () => (await import('../../../components/figures/path-figure.tsx')).PathFigure);
const findTheState = part(async () => (await import('../../../components/figures/find-the-state.tsx')).FindTheState);
const pigeonholes = part(async () => (await import('../../../components/figures/pigeonholes.tsx')).Pigeonholes);
const tcpLadder = part(async () => (await import('../../../components/figures/tcp-ladder.tsx')).TcpLadder);
const socketBuilder = part(async () => (await import('../../../components/figures/socket-builder.tsx')).SocketBuilder);
const promiseTable = part(async () => (await import('../../../components/figures/promise-table.tsx')).PromiseTable);
const addressSorter = part(async () => (await import('../../../components/figures/address-sorter.tsx')).AddressSorter);
const bitBoard = part(async () => (await import('../../../components/figures/bit-board.tsx')).BitBoard);
const byteClicks = part(async () => (await import('../../../components/figures/byte-clicks.tsx')).ByteClicks);
const datagramRain = part(async () => (await import('../../../components/figures/datagram-rain.tsx')).DatagramRain);
const firstOctet = part(async () => (await import('../../../components/figures/first-octet.tsx')).FirstOctet);
const foretellHeaders = part(
  async () => (await import('../../../components/figures/foretell-headers.tsx')).ForetellHeaders,
);
const hopEnvelopes = part(async () => (await import('../../../components/figures/hop-envelopes.tsx')).HopEnvelopes);
const hourglass = part(async () => (await import('../../../components/figures/hourglass.tsx')).Hourglass);
const swapLayers = part(async () => (await import('../../../components/figures/swap-layers.tsx')).SwapLayers);
const maskBoard = part(async () => (await import('../../../components/figures/bit-board.tsx')).MaskBoard);
const numberPredictions = part(
  async () => (await import('../../../components/figures/number-predictions.tsx')).NumberPredictions,
);
const peel = part(async () => (await import('../../../components/figures/peel.tsx')).Peel);
const pipeToy = part(async () => (await import('../../../components/figures/pipe-toy.tsx')).PipeToy);
const classifyMacs = part(async () => (await import('../../../components/figures/classify-macs.tsx')).ClassifyMacs);
const mediumTimeline = part(
  async () => (await import('../../../components/figures/medium-timeline.tsx')).MediumTimeline,
);
const playTheSwitch = part(async () => (await import('../../../components/figures/play-the-switch.tsx')).PlayTheSwitch);
const transportTable = part(
  async () => (await import('../../../components/figures/transport-table.tsx')).TransportTable,
);
const windowRuler = part(async () => (await import('../../../components/figures/window-ruler.tsx')).WindowRuler);
const sceneStage = part(async () => (await import('../../../components/network/scene-stage.tsx')).SceneStage);

export const PathFigure = (props: PropsOf<typeof pathFigure>) => <Island of={pathFigure} with={props} />;
export const FindTheState = (props: PropsOf<typeof findTheState>) => <Island of={findTheState} with={props} />;
export const Pigeonholes = (props: PropsOf<typeof pigeonholes>) => <Island of={pigeonholes} with={props} />;
export const TcpLadder = (props: PropsOf<typeof tcpLadder>) => <Island of={tcpLadder} with={props} />;
export const SocketBuilder = (props: PropsOf<typeof socketBuilder>) => <Island of={socketBuilder} with={props} />;
export const PromiseTable = (props: PropsOf<typeof promiseTable>) => <Island of={promiseTable} with={props} />;
export const AddressSorter = (props: PropsOf<typeof addressSorter>) => <Island of={addressSorter} with={props} />;
export const BitBoard = (props: PropsOf<typeof bitBoard>) => <Island of={bitBoard} with={props} />;
export const ByteClicks = (props: PropsOf<typeof byteClicks>) => <Island of={byteClicks} with={props} />;
export const DatagramRain = (props: PropsOf<typeof datagramRain>) => <Island of={datagramRain} with={props} />;
export const FirstOctet = (props: PropsOf<typeof firstOctet>) => <Island of={firstOctet} with={props} />;
export const ForetellHeaders = (props: PropsOf<typeof foretellHeaders>) => <Island of={foretellHeaders} with={props} />;
export const HopEnvelopes = (props: PropsOf<typeof hopEnvelopes>) => <Island of={hopEnvelopes} with={props} />;
export const Hourglass = (props: PropsOf<typeof hourglass>) => <Island of={hourglass} with={props} />;
export const SwapLayers = (props: PropsOf<typeof swapLayers>) => <Island of={swapLayers} with={props} />;
export const MaskBoard = (props: PropsOf<typeof maskBoard>) => <Island of={maskBoard} with={props} />;
export const NumberPredictions = (props: PropsOf<typeof numberPredictions>) => (
  <Island of={numberPredictions} with={props} />
);
export const Peel = (props: PropsOf<typeof peel>) => <Island of={peel} with={props} />;
export const PipeToy = (props: PropsOf<typeof pipeToy>) => <Island of={pipeToy} with={props} />;
export const ClassifyMacs = (props: PropsOf<typeof classifyMacs>) => <Island of={classifyMacs} with={props} />;
export const MediumTimeline = (props: PropsOf<typeof mediumTimeline>) => <Island of={mediumTimeline} with={props} />;
export const PlayTheSwitch = (props: PropsOf<typeof playTheSwitch>) => <Island of={playTheSwitch} with={props} />;
export const TransportTable = (props: PropsOf<typeof transportTable>) => <Island of={transportTable} with={props} />;
export const WindowRuler = (props: PropsOf<typeof windowRuler>) => <Island of={windowRuler} with={props} />;
/** The virtual network above the terminals; `lab` is the one that opens by itself. */
export const SceneStage = (props: PropsOf<typeof sceneStage>) => <Island of={sceneStage} with={props} />;
