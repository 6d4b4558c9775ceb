'use client';

import { Island, part } from '../../../components/island/island.tsx';

/** Most figures take no props. One object, so that nothing is drawn again for another one. */
const nothing = {};

// Each figure's code is fetched only by the lessons that show it.
const path = part(async () => (await import('../../../components/figures/path-figure.tsx')).PathFigure);
const state = part(async () => (await import('../../../components/figures/find-the-state.tsx')).FindTheState);
const holes = part(async () => (await import('../../../components/figures/pigeonholes.tsx')).Pigeonholes);
const ladder = part(async () => (await import('../../../components/figures/tcp-ladder.tsx')).TcpLadder);
const builder = part(async () => (await import('../../../components/figures/socket-builder.tsx')).SocketBuilder);
const scene = part(async () => (await import('../../../components/network/scene-stage.tsx')).SceneStage);
const promises = part(async () => (await import('../../../components/figures/promise-table.tsx')).PromiseTable);

/** The virtual network; `lab` is the one that opens by itself. */
export const SceneStage = ({ lab }: { readonly lab: string }) => <Island of={scene} with={{ lab }} />;
export const PathFigure = () => <Island of={path} with={nothing} />;
export const FindTheState = () => <Island of={state} with={nothing} />;
export const Pigeonholes = () => <Island of={holes} with={nothing} />;
export const TcpLadder = () => <Island of={ladder} with={nothing} />;
export const SocketBuilder = () => <Island of={builder} with={nothing} />;
export const PromiseTable = () => <Island of={promises} with={nothing} />;
