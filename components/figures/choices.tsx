import { useId } from 'react';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

interface Props<Value extends string> {
  readonly legend: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: NoInfer<Value>;
  readonly mono?: boolean;
  /** The question that the choice answers, where it is one of the evidence. */
  readonly question?: string;
  choose(value: NoInfer<Value>): void;
}

/** One of several: a real radio group, so arrow keys and screen readers work as everywhere. */
export function Choices<Value extends string>({ legend, choices, chosen, mono, question, choose }: Props<Value>) {
  const id = useId();
  const name = question ?? id;
  return (
    <fieldset className={mono ? 'fig-choices mono' : 'fig-choices'}>
      <legend>{legend}</legend>
      {choices.map(({ value, text }) => (
        <label key={value}>
          <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => choose(value)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
