import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { socketsSeen } from './sockets-seen.ts';
import { counted, missing, seen } from './verdict.ts';

type Served = Extract<Evidence, { kind: 'room.served' }>;
type Crowd = Extract<Evidence, { kind: 'bots.left' }>;

const servedAt = (evidence: readonly Evidence[], port: number): Served | undefined =>
  evidence.findLast((fact): fact is Served => fact.kind === 'room.served' && fact.port === port);

const crowdsAt = (evidence: readonly Evidence[], port: number): readonly Crowd[] =>
  evidence.filter((fact): fact is Crowd => fact.kind === 'bots.left' && fact.port === port);

/** This page serves a room at the port in such a shape, or did. */
export function servedAs(port: number, wanted: Partial<Pick<Served, 'arch' | 'slow' | 'sayMs'>>): Check {
  return (evidence) => {
    const served = servedAt(evidence, port);
    if (!served) return missing(`No room of this page listens on port ${port} yet, or it was served without a shape.`);
    const { arch, slow, sayMs } = served;
    if (wanted.arch !== undefined && wanted.arch !== arch)
      return missing(`The room on port ${port} was served with --arch ${arch}. This step wants ${wanted.arch}.`);
    if (wanted.slow !== undefined && wanted.slow !== slow)
      return missing(`The room on port ${port} was served with --slow ${slow}. This step wants ${wanted.slow}.`);
    if (wanted.sayMs !== undefined && wanted.sayMs > sayMs)
      return missing(
        `The room on port ${port} computes for ${sayMs / 1000} s. This step wants ${wanted.sayMs / 1000} s.`,
      );
    return seen(`The room on port ${port} works as wanted (${wanted.slow === undefined ? arch : slow}).`, [served.seq]);
  };
}

/** A bot was connected to a room that worked for somebody else, and heard nothing. */
export function notGreeted(port: number): Check {
  return (evidence) => {
    const crowds = crowdsAt(evidence, port);
    const hungry = crowds.filter(({ bots }) => bots.some(({ greetedMs }) => greetedMs === null));
    const best = hungry.findLast((crowd) => insideMeanwhile(evidence, port, crowd.seq));
    if (best) return seen('It was connected, and nobody greeted it: the room was with somebody else.', [best.seq]);
    if (hungry.length > 0) return missing('The bot was not greeted, and nobody else was in the room at that moment.');
    if (crowds.length > 0)
      return missing('The bot was greeted, so nobody was before it. Join from terminal b first, and stay.');
    return missing(`No bot has tried the room on port ${port} yet.`);
  };
}

/** Whether another connection of ours, greeted, was open at that moment. */
const insideMeanwhile = (evidence: readonly Evidence[], port: number, seq: number): boolean =>
  socketsSeen(evidence).some(
    ({ role, remote, opened, received, closed }) =>
      role === 'client' &&
      remote.port === port &&
      opened < seq &&
      received.length > 0 &&
      (closed === null || closed.seq > seq),
  );

/** So many bots at once were all greeted within `ms`, and each heard all that was said. */
export function greetedSoon(port: number, count: number, ms: number): Check {
  return (evidence) => {
    const crowds = crowdsAt(evidence, port);
    const waits = crowds.map((crowd) => ({ crowd, longest: longestWait(crowd) }));
    const right = waits.findLast(
      ({ crowd, longest }) => crowd.bots.length >= count && longest !== null && longest <= ms,
    );
    if (right)
      return seen(
        `Port ${port}: ${right.crowd.bots.length} were greeted; the longest wait was ${(right.longest ?? 0).toFixed(0)} ms.`,
        [right.crowd.seq],
      );
    const last = waits.at(-1);
    if (!last) return missing(`No bots have been in the room on port ${port} yet.`);
    if (last.crowd.bots.length < count)
      return missing(`${counted(last.crowd.bots.length, 'bot')} came to port ${port}. This step wants ${count}.`);
    if (last.longest === null) return missing(`A bot at port ${port} was not greeted. Is somebody before it?`);
    return missing(`One bot at port ${port} waited ${Math.round(last.longest)} ms, longer than ${ms} ms. Try again.`);
  };
}

const longestWait = ({ bots }: Crowd): number | null =>
  bots.some(({ greetedMs }) => greetedMs === null) ? null : Math.max(...bots.map(({ greetedMs }) => greetedMs ?? 0));

/** A bot had to wait at least `ms` for its greeting, because the room was computing for somebody else. */
export function waitedForOthers(port: number, ms: number): Check {
  return (evidence) => {
    const computed = evidence.filter(
      (fact) =>
        fact.kind === 'room.queues' && fact.port === port && fact.queues.some(({ working }) => working !== null),
    );
    const crowds = crowdsAt(evidence, port);
    const right = crowds.findLast(
      (crowd) => (longestWait(crowd) ?? 0) >= ms && computed.some(({ seq }) => seq < crowd.seq),
    );
    if (right)
      return seen(
        `It waited ${((longestWait(right) ?? 0) / 1000).toFixed(1)} s for its greeting, while the room computed for somebody else.`,
        [right.seq],
      );
    if (crowds.length === 0) return missing(`No bot has tried the room on port ${port} yet.`);
    if (computed.length === 0)
      return missing('Nobody has said anything in that room, so it never computed. Speak in terminal b.');
    return missing(
      `The bot waited ${Math.round(longestWait(crowds.at(-1) as Crowd) ?? 0)} ms only: the room was done. Send it within three seconds.`,
    );
  };
}

/** What a crowd with somebody deaf came to in a room, and how much waited there. */
export function withDeafMember(port: number, wanted: 'grows' | 'stands-still' | 'drops'): Check {
  return (evidence) => {
    const crowd = crowdsAt(evidence, port).findLast(({ bots }) => bots.some(({ deaf }) => deaf));
    if (!crowd) {
      return crowdsAt(evidence, port).length > 0
        ? missing('All of those bots could hear. Make one of them deaf: `--deaf 1`.')
        : missing(`No bots with a deaf one among them have been in the room on port ${port} yet.`);
    }
    const since = servedAt(evidence, port)?.seq ?? 0;
    const most = Math.max(
      0,
      ...evidence.flatMap((fact) =>
        fact.kind === 'room.buffered' && fact.port === port && fact.seq > since ? [fact.bytes] : [],
      ),
    );
    const heardAll = crowd.bots.every(({ deaf, heard }) => deaf || heard >= crowd.said);
    const dropped = evidence.some(
      (fact) =>
        fact.kind === 'room.witness' && fact.port === port && fact.what.event === 'left' && fact.what.how === 'dropped',
    );
    const amount = most < 1_000_000 ? `${Math.round(most / 1000)} kB` : `${(most / 1_000_000).toFixed(1)} MB`;
    if (wanted === 'stands-still') {
      if (crowd.stalled && most < BOUNDED)
        return seen(`Everybody stood still, and at most ${amount} waited.`, [crowd.seq]);
      return missing(`Nobody stood still. Was the flood large enough, and the room served with --slow wait?`);
    }
    if (!heardAll) return missing('Some of those who could hear have not heard everything. Let the bots finish.');
    if (wanted === 'grows') {
      if (most >= BOUNDED) return seen(`The others heard everything, and ${amount} waited in the room.`, [crowd.seq]);
      return missing(`At most ${amount} waited in the room: your system still had space. Flood it with more.`);
    }
    if (most >= BOUNDED)
      return missing(`${amount} waited in the room, so there was no limit. Serve it with --slow drop.`);
    if (!dropped) return missing(`Nobody was dropped: at most ${amount} waited. Flood it with more.`);
    return seen(
      `The deaf one was dropped, the others heard everything, and at most ${amount} waited for all of them together.`,
      [crowd.seq],
    );
  };
}

/** More than all members together can have under way while they read, less than a room without limit collects. Bytes. */
const BOUNDED = 1024 * 1024;
