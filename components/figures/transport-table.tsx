'use client';

import { useState } from 'react';
import { Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import { type Argument, argumentsFor, cases, type Need, needs, type Transport } from './transport-case.ts';
import './transport-table.css';

const marks: Readonly<Record<Argument['kind'], string>> = { fits: 'fits', costs: 'costs', breaks: 'breaks' };

/** W16: choose a transport for an application, and be contradicted. The needs may be changed, and the argument changes. */
export function TransportTable() {
  const [id, setId] = useState(cases[0]?.id ?? '');
  const chosen = cases.find((each) => each.id === id);
  const [needed, setNeeded] = useState<readonly Need[]>(chosen?.needs ?? []);
  const [choices, setChoices] = useState<Readonly<Record<string, Transport>>>({});
  const transport = choices[id];
  if (!chosen) return null;

  const turn = (value: string): void => {
    setId(value);
    setNeeded(cases.find((each) => each.id === value)?.needs ?? []);
  };
  const toggle = (need: Need): void =>
    setNeeded(needed.includes(need) ? needed.filter((each) => each !== need) : [...needed, need]);

  return (
    <FigureBox title="Choose, and be contradicted" twin={<Twin />}>
      <Choices
        legend="The application"
        choices={cases.map((each) => ({ value: each.id, text: each.name }))}
        chosen={id}
        choose={turn}
      />
      <fieldset className="fig-choices transport-needs">
        <legend>What it needs (change it, and the argument changes)</legend>
        {needs.map((need) => (
          <label key={need.id}>
            <input type="checkbox" checked={needed.includes(need.id)} onChange={() => toggle(need.id)} />
            <span>{need.says}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="fig-choices">
        <legend>You take</legend>
        {(['udp', 'tcp'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="transport"
              checked={transport === each}
              onChange={() => setChoices({ ...choices, [id]: each })}
            />
            <span>{each.toUpperCase()}</span>
          </label>
        ))}
      </fieldset>
      <div className="transport-argument" role="status">
        {transport === undefined ? (
          <p className="fig-says">Take one of the two for “{chosen.name}”. The table will argue.</p>
        ) : (
          <>
            <ul>
              {argumentsFor(transport, needed).map(({ kind, says }) => (
                <li key={says} data-kind={kind}>
                  <b>{marks[kind]}</b> {says}
                </li>
              ))}
            </ul>
            <p className="fig-says">{chosen.inFact}</p>
          </>
        )}
      </div>
      <p className="fig-note">
        You have decided {Object.keys(choices).length} of {cases.length}.
      </p>
    </FigureBox>
  );
}

const wordsOf = (list: readonly Need[]): string =>
  needs
    .filter(({ id }) => list.includes(id))
    .map(({ says }) => says)
    .join('; ');

const Twin = () => (
  <table>
    <thead>
      <tr>
        <th scope="col">Application</th>
        <th scope="col">Needs</th>
        <th scope="col">In the world</th>
      </tr>
    </thead>
    <tbody>
      {cases.map(({ id, name, needs: needed, inFact }) => (
        <tr key={id}>
          <th scope="row">{name}</th>
          <td>{wordsOf(needed)}</td>
          <td>{inFact}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
