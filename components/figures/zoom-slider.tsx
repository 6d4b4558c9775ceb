'use client';

import { useId, useState } from 'react';
import { FigureBox } from './figure-box.tsx';
import { crossing, distance, scales } from './scales.ts';
import './zoom-slider.css';

/** Each stop is drawn so many times as wide as the one before it. The true factors would hide all but one. */
const factor = 2.4;
const widest = 180;

/** F4: from a headset to the planet, with the owner and the technology of the links at each stop. */
export function ZoomSlider() {
  const id = useId();
  const [stop, setStop] = useState(1);
  const scale = scales[stop] ?? scales[0];
  if (!scale) return null;
  const facts = [
    ['Across', `about ${distance(scale.across)}; light in a fibre takes ${crossing(scale.across)}`],
    ['Whose is it', scale.owner],
    ['Links', scale.links],
    ['Does one broadcast reach all', scale.oneLink],
  ] as const;
  return (
    <FigureBox title="From a headset to the planet" twin={<Twin />}>
      <div className="zoom">
        <svg viewBox="0 0 200 200" aria-hidden="true">
          {scales.map(({ label }, at) => {
            const width = widest * factor ** (at - stop);
            // What is smaller than a dot shows as one, and what is larger than the window is outside it.
            const shown = Math.max(width, 3);
            return (
              width < widest * factor && (
                <g key={label}>
                  <rect
                    data-here={at === stop || undefined}
                    x={100 - shown / 2}
                    y={100 - shown / 2}
                    width={shown}
                    height={shown}
                    rx={shown / 8}
                  />
                  {width > 60 && (
                    <text data-here={at === stop || undefined} x={100} y={100 - shown / 2 + 18} textAnchor="middle">
                      {label.split(',')[0]}
                    </text>
                  )}
                </g>
              )
            );
          })}
        </svg>
        <div className="zoom-stop">
          <label htmlFor={id}>Zoom out</label>
          <input
            id={id}
            type="range"
            min={0}
            max={scales.length - 1}
            step={1}
            value={stop}
            aria-valuetext={`${scale.label}: ${scale.what}`}
            onChange={(event) => setStop(Number(event.target.value))}
          />
          <p className="zoom-name">
            <b>{scale.label}</b> {scale.what}
          </p>
        </div>
      </div>
      <dl className="zoom-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="fig-note">
        The lengths are orders of magnitude, and the boxes are not to scale: true ones would leave one of them in sight.
      </p>
    </FigureBox>
  );
}

function Twin() {
  return (
    <table>
      <thead>
        <tr>
          <th>Label</th>
          <th>For example</th>
          <th>Across</th>
          <th>Owner</th>
          <th>Links</th>
          <th>One broadcast reaches all</th>
        </tr>
      </thead>
      <tbody>
        {scales.map(({ label, what, across, owner, links, oneLink }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{what}</td>
            <td>{distance(across)}</td>
            <td>{owner}</td>
            <td>{links}</td>
            <td>{oneLink}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
