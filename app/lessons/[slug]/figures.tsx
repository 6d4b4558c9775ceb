'use client';

import { Island, type Part, part } from '../../../components/island/island.tsx';
// It stands at the top of its lesson, so what it looks like has to be there before its code.
import '../../../components/figures/three-restaurants.css';

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
const windowRuler = part(async () => (await import('../../../components/figures/window-ruler.tsx')).WindowRuler);
const conformanceLights = part(
  async () => (await import('../../../components/figures/conformance-lights.tsx')).ConformanceLights,
);
const threeRestaurants = part(
  async () => (await import('../../../components/figures/three-restaurants.tsx')).ThreeRestaurants,
);
const waitingBytesLine = part(
  async () => (await import('../../../components/figures/waiting-bytes-line.tsx')).WaitingBytesLine,
);
const fiveSteps = part(async () => (await import('../../../components/figures/five-steps.tsx')).FiveSteps);
const fourMoments = part(async () => (await import('../../../components/figures/four-moments.tsx')).FourMoments);
const nameCalls = part(async () => (await import('../../../components/figures/name-calls.tsx')).NameCalls);
const streamTape = part(async () => (await import('../../../components/figures/stream-tape.tsx')).StreamTape);
const endianFlipper = part(async () => (await import('../../../components/figures/endian-flipper.tsx')).EndianFlipper);
const errorChooser = part(async () => (await import('../../../components/figures/error-chooser.tsx')).ErrorChooser);
const sceneStage = part(async () => (await import('../../../components/network/scene-stage.tsx')).SceneStage);
const pythonPlace = part(async () => (await import('../../../components/python/python-place.tsx')).PythonPlace);

export const PathFigure = (props: PropsOf<typeof pathFigure>) => <Island of={pathFigure} with={props} />;
export const FindTheState = (props: PropsOf<typeof findTheState>) => <Island of={findTheState} with={props} />;
export const Pigeonholes = (props: PropsOf<typeof pigeonholes>) => <Island of={pigeonholes} with={props} />;
export const TcpLadder = (props: PropsOf<typeof tcpLadder>) => <Island of={tcpLadder} with={props} />;
export const SocketBuilder = (props: PropsOf<typeof socketBuilder>) => <Island of={socketBuilder} with={props} />;
export const PromiseTable = (props: PropsOf<typeof promiseTable>) => <Island of={promiseTable} with={props} />;
export const AddressSorter = (props: PropsOf<typeof addressSorter>) => <Island of={addressSorter} with={props} />;
export const BitBoard = (props: PropsOf<typeof bitBoard>) => <Island of={bitBoard} with={props} />;
export const ByteClicks = (props: PropsOf<typeof byteClicks>) => <Island of={byteClicks} with={props} />;
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
export const WindowRuler = (props: PropsOf<typeof windowRuler>) => <Island of={windowRuler} with={props} />;
export const ConformanceLights = (props: PropsOf<typeof conformanceLights>) => (
  <Island of={conformanceLights} with={props} />
);
export const ThreeRestaurants = (props: PropsOf<typeof threeRestaurants>) => (
  <Island of={threeRestaurants} with={props} />
);
export const WaitingBytesLine = (props: PropsOf<typeof waitingBytesLine>) => (
  <Island of={waitingBytesLine} with={props} />
);
export const FiveSteps = (props: PropsOf<typeof fiveSteps>) => <Island of={fiveSteps} with={props} />;
export const FourMoments = (props: PropsOf<typeof fourMoments>) => <Island of={fourMoments} with={props} />;
export const NameCalls = (props: PropsOf<typeof nameCalls>) => <Island of={nameCalls} with={props} />;
export const StreamTape = (props: PropsOf<typeof streamTape>) => <Island of={streamTape} with={props} />;
export const EndianFlipper = (props: PropsOf<typeof endianFlipper>) => <Island of={endianFlipper} with={props} />;
export const ErrorChooser = (props: PropsOf<typeof errorChooser>) => <Island of={errorChooser} with={props} />;
/** The virtual network above the terminals; `lab` is the one that opens by itself. */
export const SceneStage = (props: PropsOf<typeof sceneStage>) => <Island of={sceneStage} with={props} />;
/** Where the programs of a lesson are written. */
export const PythonPlace = (props: PropsOf<typeof pythonPlace>) => <Island of={pythonPlace} with={props} />;
