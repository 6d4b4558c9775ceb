'use client';

import { useId, useState } from 'react';
import { Tick } from '../brand/tick.tsx';
import { FigureBox } from './figure-box.tsx';
import { type FiledProtocol, filed, gives, type LayerName, layerNames, layers } from './hourglass-facts.ts';
import './hourglass.css';

/** W3: twelve protocols to be filed. What is right takes its place in the hourglass. */
export function Hourglass() {
  const [said, setSaid] = useState<ReadonlyMap<string, LayerName>>(new Map());
  const right = filed.filter(({ name, layer }) => said.get(name) === layer);
  return (
    <FigureBox
      title="Twelve protocols, four layers"
      twin={
        <dl>
          {layers.map((layer) => (
            <div key={layer}>
              <dt>{layerNames[layer]}</dt>
              <dd>{gives[layer]}</dd>
            </div>
          ))}
        </dl>
      }
    >
      <ol className="glass" aria-label="The hourglass so far">
        {layers.map((layer) => (
          <li className="glass-band" data-layer={layer} key={layer}>
            <b>{layerNames[layer]}</b>
            <span>
              {right
                .filter((one) => one.layer === layer)
                .map(({ name }) => name)
                .join(', ') || '…'}
            </span>
          </li>
        ))}
      </ol>
      <ul className="glass-list">
        {filed.map((protocol) => (
          <Filing
            key={protocol.name}
            protocol={protocol}
            said={said.get(protocol.name)}
            say={(layer) => setSaid(new Map(said).set(protocol.name, layer))}
          />
        ))}
      </ul>
      <p className="fig-note" role="status">
        {right.length} of {filed.length} are where they belong.
      </p>
    </FigureBox>
  );
}

interface FilingProps {
  readonly protocol: FiledProtocol;
  readonly said: LayerName | undefined;
  say(layer: LayerName): void;
}

function Filing({ protocol, said, say }: FilingProps) {
  const id = useId();
  const right = said === protocol.layer;
  return (
    <li data-right={right || undefined}>
      <label htmlFor={id}>{protocol.name}</label>
      <select
        id={id}
        value={said ?? ''}
        onChange={(event) => {
          const layer = layers.find((each) => each === event.target.value);
          if (layer !== undefined) say(layer);
        }}
      >
        <option value="" disabled>
          Which layer?
        </option>
        {layers.map((layer) => (
          <option key={layer} value={layer}>
            {layerNames[layer]}
          </option>
        ))}
      </select>
      <span className="glass-says" role="status">
        {said !== undefined &&
          (right ? (
            <>
              <Tick size={14} /> {protocol.because}
            </>
          ) : (
            `No. ${gives[said]}`
          ))}
      </span>
    </li>
  );
}
