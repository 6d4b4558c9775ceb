import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { type ProgramRun, programRuns } from './program-runs.ts';
import { answersTo, asks, asksHalfLines, endOf, frostsAt, staysIn, wasStopped } from './stays.ts';
import { missing, seen } from './verdict.ts';

/** So long after the freeze one has to have waited before a look at the table says anything, ms. */
const WAITED_MS = 10_000;
/** Within so many ms of the freeze the program must have let go. */
const LET_GO_MS = 15_000;

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
    const laid = relayed(port)(evidence);
    if (!laid.passed) return laid;
    return missing(`Your program has not been greeted through port ${port} yet. Is the relay frozen?`);
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

interface GivenUp {
  readonly run: ProgramRun;
  readonly seq: number;
  readonly after: number;
}

function givenUpIn(evidence: readonly Evidence[], port: number, file: string): readonly GivenUp[] {
  return staysIn(evidence, port, file).flatMap(({ socket, run, greeted }) => {
    const frost = frostsAt(evidence, port).find(({ seq, until }) => greeted < seq && seq < until);
    const end = endOf(evidence, socket);
    if (!frost || !end || end.seq < frost.seq || end.seq > frost.until || wasStopped(run, end)) return [];
    // A program that lets go of rooms that are well has not noticed anything.
    if (!answersTo(socket).some((seq) => seq < frost.seq)) return [];
    return [{ run, seq: end.seq, after: end.ms - frost.ms }];
  });
}

/** After a freeze no program waited any more, and the wire was open again, whichever came first. */
export const thawed =
  (port: number, file: string): Check =>
  (evidence) => {
    const sets = evidence.flatMap((fact) => (fact.kind === 'relay.set' && fact.port === port ? [fact] : []));
    const runs = programRuns(evidence, file);
    const frozen = frostsAt(evidence, port)[0];
    const last = sets.at(-1);
    if (!last || last.state === 'removed') return relayed(port)([]);
    if (!frozen) return missing(`The wire was not frozen yet. \`relay freeze ${port}\``);
    const isOpen = (at: number): boolean => sets.findLast(({ seq }) => seq <= at)?.state === 'open';
    const isQuiet = (at: number): boolean =>
      runs.every(({ started, ended }) => started > at || (ended !== null && ended.seq <= at));
    const moments = [...sets.map(({ seq }) => seq), ...runs.flatMap(({ ended }) => (ended ? [ended.seq] : []))];
    const right = moments.filter((at) => at > frozen.seq && isOpen(at) && isQuiet(at));
    if (right.length > 0) return seen('The program has ended, and the wire passes everything on again.', right);
    if (last.state !== 'open') return missing(`The wire is still frozen. \`relay thaw ${port}\``);
    return missing('Your program still waits. Click into its terminal, and press Ctrl-C.');
  };

/** The program asks who is here when it has heard nothing for a while, and the room answers. */
export const answered =
  (port: number, file: string): Check =>
  (evidence) => {
    const stays = staysIn(evidence, port, file);
    const right = stays.flatMap(({ socket }) => (asks(socket, 0) > 0 ? answersTo(socket).slice(0, 1) : []));
    if (right.length > 0) return seen('Your program asks when it has heard nothing, and the room answers.', right);
    const last = stays.at(-1);
    if (!last) return missing(greetedThrough(port, file)(evidence).saying);
    const asking = stays.findLast(({ socket }) => asks(socket, 0) > 0);
    if (asking && asksHalfLines(asking.socket))
      return missing(
        'Your program asks, and the room does not answer: it waits for the end of the line. A line ends with `\\n`.',
      );
    const quit = stays.some(({ socket, run }) => {
      const end = endOf(evidence, socket);
      return end !== undefined && !wasStopped(run, end) && asks(socket, 0) === 0;
    });
    if (quit)
      return missing(
        'Your program gave up a room that was only quiet, because it never asked. Send a line that has to be answered: WHO.',
      );
    if (last.run.ended) return missing(`No run of \`${file}\` has asked anything yet. Change it, and run it again.`);
    return missing('Your program is in the room and has asked nothing yet. After two seconds of silence it should.');
  };

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
    const heard = answered(port, file)(evidence);
    const last = staysIn(evidence, port, file).at(-1);
    if (!heard.passed || !last) return heard;
    const late = given.at(-1);
    if (late)
      return missing(`Your program let go after ${Math.round(late.after / 1000)} s. It should need 15 at most.`);
    const frost = frostsAt(evidence, port).findLast(({ seq }) => seq > last.greeted);
    if (!frost) return missing(`Your program is in the room, and the wire is not frozen. \`relay freeze ${port}\``);
    const unanswered = asks(last.socket, frost.seq);
    if (unanswered >= 4)
      return missing(
        `Your program has asked ${unanswered} times into the silence, and does not let go. When is it enough?`,
      );
    if (last.run.ended) return missing(`Your program has ended. Thaw the wire, run \`${file}\`, and freeze it again.`);
    if (answersTo(last.socket).length === 0)
      return missing(
        'You were quick: the program had not been answered yet. Thaw the wire, and wait for `heard HERE`.',
      );
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
