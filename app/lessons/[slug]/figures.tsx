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
const addressCompressor = part(
  async () => (await import('../../../components/figures/address-compressor.tsx')).AddressCompressor,
);
const adoptionGuess = part(async () => (await import('../../../components/figures/adoption-guess.tsx')).AdoptionGuess);
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
const ownerMap = part(async () => (await import('../../../components/figures/owner-map.tsx')).OwnerMap);
const peel = part(async () => (await import('../../../components/figures/peel.tsx')).Peel);
const roleBadge = part(async () => (await import('../../../components/figures/role-badge.tsx')).RoleBadge);
const pipeToy = part(async () => (await import('../../../components/figures/pipe-toy.tsx')).PipeToy);
const classifyMacs = part(async () => (await import('../../../components/figures/classify-macs.tsx')).ClassifyMacs);
const mediumTimeline = part(
  async () => (await import('../../../components/figures/medium-timeline.tsx')).MediumTimeline,
);
const playTheSwitch = part(async () => (await import('../../../components/figures/play-the-switch.tsx')).PlayTheSwitch);
const windowRuler = part(async () => (await import('../../../components/figures/window-ruler.tsx')).WindowRuler);
const whoHears = part(async () => (await import('../../../components/figures/who-hears.tsx')).WhoHears);
const zoomSlider = part(async () => (await import('../../../components/figures/zoom-slider.tsx')).ZoomSlider);
const sceneStage = part(async () => (await import('../../../components/network/scene-stage.tsx')).SceneStage);

export const PathFigure = (props: PropsOf<typeof pathFigure>) => <Island of={pathFigure} with={props} />;
export const FindTheState = (props: PropsOf<typeof findTheState>) => <Island of={findTheState} with={props} />;
export const Pigeonholes = (props: PropsOf<typeof pigeonholes>) => <Island of={pigeonholes} with={props} />;
export const TcpLadder = (props: PropsOf<typeof tcpLadder>) => <Island of={tcpLadder} with={props} />;
export const SocketBuilder = (props: PropsOf<typeof socketBuilder>) => <Island of={socketBuilder} with={props} />;
export const PromiseTable = (props: PropsOf<typeof promiseTable>) => <Island of={promiseTable} with={props} />;
export const AddressCompressor = (props: PropsOf<typeof addressCompressor>) => (
  <Island of={addressCompressor} with={props} />
);
export const AdoptionGuess = (props: PropsOf<typeof adoptionGuess>) => <Island of={adoptionGuess} with={props} />;
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
export const OwnerMap = (props: PropsOf<typeof ownerMap>) => <Island of={ownerMap} with={props} />;
export const Peel = (props: PropsOf<typeof peel>) => <Island of={peel} with={props} />;
export const RoleBadge = (props: PropsOf<typeof roleBadge>) => <Island of={roleBadge} with={props} />;
export const PipeToy = (props: PropsOf<typeof pipeToy>) => <Island of={pipeToy} with={props} />;
export const ClassifyMacs = (props: PropsOf<typeof classifyMacs>) => <Island of={classifyMacs} with={props} />;
export const MediumTimeline = (props: PropsOf<typeof mediumTimeline>) => <Island of={mediumTimeline} with={props} />;
export const PlayTheSwitch = (props: PropsOf<typeof playTheSwitch>) => <Island of={playTheSwitch} with={props} />;
export const WindowRuler = (props: PropsOf<typeof windowRuler>) => <Island of={windowRuler} with={props} />;
export const WhoHears = (props: PropsOf<typeof whoHears>) => <Island of={whoHears} with={props} />;
export const ZoomSlider = (props: PropsOf<typeof zoomSlider>) => <Island of={zoomSlider} with={props} />;
/** The virtual network above the terminals; `lab` is the one that opens by itself. */
export const SceneStage = (props: PropsOf<typeof sceneStage>) => <Island of={sceneStage} with={props} />;
