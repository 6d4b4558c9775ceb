import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { isOf, openerOf, type ProgramRun, programRuns } from './program-runs.ts';
import { type SeenSocket, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** So long after the freeze one has to have waited before a look at the table says anything, ms. */
const WAITED_MS = 10_000;
/** Within so many ms of the freeze the program must have let go. */
const LET_GO_MS = 15_000;

/** A connection of the program through the relay, and its greeting. */
interface Stay {
  readonly socket: SeenSocket;
  readonly run: ProgramRun;
  readonly greeted: number;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function staysIn(evidence: readonly Evidence[], port: number, file: string): readonly Stay[] {
  return socketsSeen(evidence).flatMap((socket) => {
    const run = openerOf(evidence, socket.socket);
    const greeted = socket.received[0]?.seq;
    if (socket.role !== 'client' || socket.remote.port !== port || !run || !isOf(run, file)) return [];
    return greeted === undefined ? [] : [{ socket, run, greeted }];
  });
}

/** Where the relay was frozen, and until when; `until` is infinite while it is. */
function frostsAt(evidence: readonly Evidence[], port: number): readonly { seq: number; ms: number; until: number }[] {
  return evidence.flatMap((fact) => {
    if (fact.kind !== 'relay.set' || fact.port !== port || fact.state !== 'frozen') return [];
    const thaw = evidence.find(
      (later) => later.kind === 'relay.set' && later.port === port && later.seq > fact.seq && later.state !== 'frozen',
    );
    return [{ seq: fact.seq, ms: fact.ms, until: thaw?.seq ?? Number.POSITIVE_INFINITY }];
  });
}

/** A relay of this page passes on what comes to this port. */
export const relayed =
  (port: number): Check =>
  (evidence) => {
    const set = evidence.flatMap((fact) =>
      fact.kind === 'relay.set' && fact.port === port && fact.transport === 'tcp' && fact.state === 'open'
        ? [fact]
        : [],
    );
    const last = set.at(-1);
    if (!last)
      return missing(`No relay stands at port ${port} yet. \`relay add ${port} to\` and the room’s port puts one up.`);
    return seen(
      `What comes to port ${port} goes on to ${last.to.port}.`,
      set.map(({ seq }) => seq),
    );
  };

/** The program is connected through the relay, and was greeted. */
export const greetedThrough =
  (port: number, file: string): Check =>
  (evidence) => {
    const stays = staysIn(evidence, port, file);
    const last = stays.at(-1);
    if (last)
      return seen(
        `Your program is in the room, from port ${last.socket.local.port}, through the relay.`,
        stays.map(({ greeted }) => greeted),
      );
    if (programRuns(evidence, file).length === 0)
      return missing(`\`${file}\` has not run yet. Type \`python ${file} ${port}\`.`);
    return missing(`Your program has not been greeted through port ${port} yet. Is the relay up, and not frozen?`);
  };

/** The relay was frozen while the program was in the room through it. */
export const frozenUnder =
  (port: number, file: string): Check =>
  (evidence) => {
    const greeted = greetedThrough(port, file)(evidence);
    if (!greeted.passed) return greeted;
    const right = frostsAt(evidence, port).filter(({ seq }) =>
      staysIn(evidence, port, file).some((stay) => stay.greeted < seq && seq < (stay.socket.closed?.seq ?? Infinity)),
    );
    if (right.length > 0)
      return seen(
        'Both directions stand still, and nothing was closed.',
        right.map(({ seq }) => seq),
      );
    return missing(`The relay at port ${port} is not frozen while your program is there. \`relay freeze ${port}\``);
  };

/** The table was read ten seconds or more after the freeze, and the connection was in it as if all were well. */
export const stillEstablished =
  (port: number, file: string): Check =>
  (evidence) => {
    const frozen = frozenUnder(port, file)(evidence);
    if (!frozen.passed) return frozen;
    const found: { seq: number; waited: number }[] = [];
    let early = 0;
    for (const { seq, ms, until } of frostsAt(evidence, port))
      for (const { socket, greeted } of staysIn(evidence, port, file)) {
        if (greeted > seq) continue;
        for (const fact of evidence) {
          if (fact.kind !== 'table.read' || fact.seq < seq || fact.seq > until) continue;
          const there = fact.table.rows.some(
            ({ state, local, remote }) => state === 'ESTAB' && local.port === socket.local.port && remote.port === port,
          );
          if (there && fact.ms - ms >= WAITED_MS) found.push({ seq: fact.seq, waited: fact.ms - ms });
          else if (there) early = Math.max(early, fact.ms - ms);
        }
      }
    const best = found.at(-1);
    if (best)
      return seen(
        `ESTAB, ${Math.round(best.waited / 1000)} s after the wire had stopped. Nobody has told anybody.`,
        found.map(({ seq }) => seq),
      );
    if (early > 0)
      return missing(
        `You looked ${Math.round(early / 1000)} s after the freeze. Wait until 10 s have gone, and look again.`,
      );
    return missing('Wait ten seconds, and then look: is the connection still in the table?');
  };

const asks = ({ sent }: SeenSocket, from: number): number =>
  sent.filter(({ seq, bytes }) => seq > from && text(bytes).startsWith('WHO')).length;

interface GivenUp {
  readonly run: ProgramRun;
  readonly seq: number;
  readonly after: number;
}

function givenUpIn(evidence: readonly Evidence[], port: number, file: string): readonly GivenUp[] {
  return staysIn(evidence, port, file).flatMap(({ socket, run, greeted }) => {
    const frost = frostsAt(evidence, port).find(({ seq, until }) => greeted < seq && seq < until);
    const end = endOf(evidence, socket);
    if (!frost || !end || end.seq < frost.seq || end.seq > frost.until || asks(socket, 0) === 0) return [];
    if (run.ended && run.ended.seq < end.seq) return [];
    return [{ run, seq: end.seq, after: end.ms - frost.ms }];
  });
}

/** Where our own side let go of a connection, by FIN or RST. */
const endOf = (evidence: readonly Evidence[], { socket }: SeenSocket): Evidence | undefined =>
  evidence.find(
    (fact) =>
      (fact.kind === 'tcp.finished' || fact.kind === 'tcp.closed') && fact.socket === socket && fact.by === 'local',
  );

/** With the wire frozen, the program noticed by itself, within seconds, and let go. */
export const gaveUp =
  (port: number, file: string): Check =>
  (evidence) => {
    const given = givenUpIn(evidence, port, file);
    const right = given.filter(({ after }) => after <= LET_GO_MS);
    const best = right.at(-1);
    if (best)
      return seen(
        `${(best.after / 1000).toFixed(1)} s after the freeze your program had asked, heard nothing, and let go.`,
        right.map(({ seq }) => seq),
      );
    const late = given.at(-1);
    if (late)
      return missing(`Your program let go after ${Math.round(late.after / 1000)} s. It should need 15 at most.`);
    const stays = staysIn(evidence, port, file);
    const last = stays.at(-1);
    if (!last) return missing(greetedThrough(port, file)(evidence).saying);
    const frosts = frostsAt(evidence, port);
    const healthy = stays.find(({ socket, run }) => {
      const end = endOf(evidence, socket);
      const stopped =
        run.ended !== null && end !== undefined && end.seq > run.ended.seq - 20 && run.ended.status === 130;
      const frozen = frosts.some(({ seq, until }) => end !== undefined && seq < end.seq && end.seq < until);
      return end !== undefined && !stopped && !frozen;
    });
    if (healthy && asks(healthy.socket, 0) === 0)
      return missing(
        'Your program gave up a room that was only quiet, because it never asked. Send a line that has to be answered: WHO.',
      );
    const frost = frosts.findLast(({ seq }) => seq > last.greeted);
    if (!frost) return missing(`Your program is in the room, and the wire is not frozen. \`relay freeze ${port}\``);
    const unanswered = asks(last.socket, frost.seq);
    if (unanswered >= 4)
      return missing(
        `Your program has asked ${unanswered} times into the silence, and does not let go. When is it enough?`,
      );
    if (asks(last.socket, 0) === 0)
      return missing('The wire is frozen, and your program waits. It has no heartbeat: it never asks anything.');
    return missing('The wire is frozen. Give your program a few seconds to notice.');
  };

/** After it had given up, the same run of the program got in again. */
export const cameBack =
  (port: number, file: string): Check =>
  (evidence) => {
    const given = givenUpIn(evidence, port, file);
    const last = given.at(-1);
    if (!last) return missing(gaveUp(port, file)(evidence).saying);
    const back = staysIn(evidence, port, file).filter(({ run, greeted }) =>
      given.some((one) => one.run === run && greeted > one.seq),
    );
    const best = back.at(-1);
    if (best)
      return seen(
        `Your program is back in the room by itself, from port ${best.socket.local.port}.`,
        back.map(({ greeted }) => greeted),
      );
    if (last.run.ended) return missing('Your program had let go, and then ended before it was back. Let it run.');
    const frozen = frostsAt(evidence, port).some(({ until }) => until === Number.POSITIVE_INFINITY);
    return missing(
      frozen
        ? `The wire is still frozen, so nobody can come back. \`relay thaw ${port}\``
        : 'The wire is free again. Your program tries with longer and longer pauses: give it ten seconds.',
    );
  };
