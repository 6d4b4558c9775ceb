'use client';

import { Island, part } from '../../../components/island/island.tsx';

// Each figure's code is fetched only by the lessons that show it.
const path = part(async () => (await import('../../../components/figures/path-figure.tsx')).PathFigure);
const state = part(async () => (await import('../../../components/figures/find-the-state.tsx')).FindTheState);
const holes = part(async () => (await import('../../../components/figures/pigeonholes.tsx')).Pigeonholes);
const ladder = part(async () => (await import('../../../components/figures/tcp-ladder.tsx')).TcpLadder);
const builder = part(async () => (await import('../../../components/figures/socket-builder.tsx')).SocketBuilder);
const promises = part(async () => (await import('../../../components/figures/promise-table.tsx')).PromiseTable);

export const PathFigure = () => <Island of={path} />;
export const FindTheState = () => <Island of={state} />;
export const Pigeonholes = () => <Island of={holes} />;
export const TcpLadder = () => <Island of={ladder} />;
export const SocketBuilder = () => <Island of={builder} />;
export const PromiseTable = () => <Island of={promises} />;
