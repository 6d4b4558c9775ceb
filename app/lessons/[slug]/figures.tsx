'use client';

import type { ComponentType } from 'react';
import { Island, part } from '../../../components/island/island.tsx';

const list = async () => (await import('./figure-code.ts')).figures;

/** A figure whose code, and the list that knows where it is, are fetched when the page is at rest. */
const figure = <Props extends object>(load: () => Promise<ComponentType<Props>>) => {
  const code = part(load);
  return (props: Props) => <Island of={code} with={props} />;
};

export const AddressCompressor = figure(async () => (await list()).AddressCompressor());
export const AddressSorter = figure(async () => (await list()).AddressSorter());
export const AdoptionGuess = figure(async () => (await list()).AdoptionGuess());
export const BitBoard = figure(async () => (await list()).BitBoard());
export const ByteClicks = figure(async () => (await list()).ByteClicks());
export const ClassifyMacs = figure(async () => (await list()).ClassifyMacs());
export const ConformanceLights = figure(async () => (await list()).ConformanceLights());
export const DatagramRain = figure(async () => (await list()).DatagramRain());
export const EndianFlipper = figure(async () => (await list()).EndianFlipper());
export const ErrorChooser = figure(async () => (await list()).ErrorChooser());
export const FindTheState = figure(async () => (await list()).FindTheState());
export const FirstOctet = figure(async () => (await list()).FirstOctet());
export const FiveSteps = figure(async () => (await list()).FiveSteps());
export const ForetellHeaders = figure(async () => (await list()).ForetellHeaders());
export const FourMoments = figure(async () => (await list()).FourMoments());
export const HopEnvelopes = figure(async () => (await list()).HopEnvelopes());
export const Hourglass = figure(async () => (await list()).Hourglass());
export const MaskBoard = figure(async () => (await list()).MaskBoard());
export const MediumTimeline = figure(async () => (await list()).MediumTimeline());
export const NameCalls = figure(async () => (await list()).NameCalls());
export const NumberPredictions = figure(async () => (await list()).NumberPredictions());
export const OwnerMap = figure(async () => (await list()).OwnerMap());
export const PathFigure = figure(async () => (await list()).PathFigure());
export const Peel = figure(async () => (await list()).Peel());
export const Pigeonholes = figure(async () => (await list()).Pigeonholes());
export const PingHistogram = figure(async () => (await list()).PingHistogram());
export const PipeToy = figure(async () => (await list()).PipeToy());
export const PlayTheSwitch = figure(async () => (await list()).PlayTheSwitch());
export const PromiseTable = figure(async () => (await list()).PromiseTable());
export const PythonPlace = figure(async () => (await list()).PythonPlace());
export const RoleBadge = figure(async () => (await list()).RoleBadge());
export const SocketBuilder = figure(async () => (await list()).SocketBuilder());
export const StreamTape = figure(async () => (await list()).StreamTape());
export const SwapLayers = figure(async () => (await list()).SwapLayers());
export const TcpLadder = figure(async () => (await list()).TcpLadder());
export const ThreeRestaurants = figure(async () => (await list()).ThreeRestaurants());
export const TransportTable = figure(async () => (await list()).TransportTable());
export const TtlStaircase = figure(async () => (await list()).TtlStaircase());
export const WaitingBytesLine = figure(async () => (await list()).WaitingBytesLine());
export const WhoHears = figure(async () => (await list()).WhoHears());
export const WindowRuler = figure(async () => (await list()).WindowRuler());
export const ZoomSlider = figure(async () => (await list()).ZoomSlider());
/** The virtual network above the terminals; `lab` is the one that opens by itself. */
export const SceneStage = figure(async () => (await list()).SceneStage());
