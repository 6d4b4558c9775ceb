'use client';

import { useMemo, useState } from 'react';
import { type Probe, probesOfLastTrace } from '../../lab/views/probes.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { eventsOfLatestRun } from './hop-run.ts';
import './ttl-staircase.css';

/** W10: the last traceroute as a staircase, a step for each TTL, from the frames of the run. @param lab whose network it is */
export function TtlStaircase({ lab }: { readonly lab: string }) {
  const { evidence } = useLab();
  const probes = useMemo(() => probesOfLastTrace(eventsOfLatestRun(evidence, lab)), [evidence, lab]);
  const [picked, pick] = useState(1);
  const ttls = [...new Set(probes.map(({ ttl }) => ttl))];
  const stairs = ttls.map((ttl) => probes.filter((probe) => probe.ttl === ttl));
  const way = longest(probes);
  const chosen = stairs.find(([first]) => first?.ttl === picked) ?? stairs[0];
  return (
    <FigureBox title="What the last trace was made of" badges={['SIMULATED']}>
      {chosen === undefined ? (
        <p className="fig-says">
          Nothing was traced yet. The first trace of lab {lab} is drawn here, from its own packets.
        </p>
      ) : (
        <>
          <table className="stairs">
            <thead>
              <tr>
                <th scope="col">TTL</th>
                {way.map((device) => (
                  <th scope="col" key={device}>
                    {device}
                  </th>
                ))}
                <th scope="col">who answered</th>
              </tr>
            </thead>
            <tbody>
              {stairs.map((stair) => (
                <Stair
                  key={stair[0]?.ttl}
                  probes={stair}
                  way={way}
                  picked={stair === chosen}
                  onPick={() => pick(stair[0]?.ttl ?? 1)}
                />
              ))}
            </tbody>
          </table>
          <p className="fig-says" role="status">
            {story(chosen)}
          </p>
        </>
      )}
    </FigureBox>
  );
}

interface StairProps {
  readonly probes: readonly Probe[];
  readonly way: readonly string[];
  readonly picked: boolean;
  onPick(): void;
}

function Stair({ probes, way, picked, onPick }: StairProps) {
  const [probe] = probes;
  if (!probe) return null;
  const reached = new Map(probe.crossings.map(({ to, ttl }) => [to, ttl]));
  const last = probe.crossings.at(-1)?.to;
  return (
    <tr data-picked={picked || undefined}>
      <th scope="row">
        <button type="button" aria-pressed={picked} onClick={onPick}>
          <span className="visually-hidden">TTL </span>
          {probe.ttl}
        </button>
      </th>
      {way.map((device) => {
        const ttl = reached.get(device);
        if (ttl === undefined) return <td key={device} />;
        return (
          <td key={device} className={device === last ? 'stair-end' : 'stair-on'}>
            <span>
              {ttl}
              {device === last && (ttl > 1 || probe.answer?.kind === 'port unreachable' ? ' ◼' : ' ✕')}
            </span>
          </td>
        );
      })}
      <td className="stair-answer">
        {probes.map(({ answer }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first, second and third probe of this TTL
          <i key={at} data-came={answer !== null || undefined}>
            {answer === null ? '∗' : '●'}
          </i>
        ))}
        <code>{probes.find(({ answer }) => answer)?.answer?.from ?? 'nobody'}</code>
      </td>
    </tr>
  );
}

/** The devices that a probe passed, farthest probe first: these are the columns. */
const longest = (probes: readonly Probe[]): readonly string[] =>
  probes
    .reduce<Probe['crossings']>((most, { crossings }) => (crossings.length > most.length ? crossings : most), [])
    .map(({ to }) => to);

const story = (probes: readonly Probe[]): string => {
  const [probe] = probes;
  if (!probe) return '';
  const { ttl, crossings, answer } = probe;
  const at = crossings.at(-1)?.to ?? 'nobody';
  const passed = crossings.slice(0, -1).map(({ to, ttl: before }) => `${to} makes it ${before - 1}`);
  const begins = `It leaves with TTL ${ttl}${passed.length > 0 ? `; ${passed.join(', ')}` : ''}.`;
  if (answer?.kind === 'port unreachable')
    return `${begins} It arrives at ${at}. Nobody listens at that port, and ${at} says so: port unreachable. That is how traceroute knows that it is done.`;
  if (answer?.kind === 'time exceeded')
    return `${begins} At ${at} nothing is left of it, so ${at} drops it and reports from ${answer.from}: time exceeded.`;
  if (answer !== null) return `${begins} ${at} could not deliver it, and ${answer.from} says so.`;
  return `${begins} It came as far as ${at}, and no report of it has come back. In traceroute that is a star.`;
};
