'use client';

import { useId } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import './hop-envelopes.css';

/** The interfaces along the way of lab 3.4a, as its drawing names them. */
const cards = [
  { mac: '00:00:5e:00:53:10', of: 'pc1' },
  { mac: '00:00:5e:00:53:02', of: 'r1 right' },
  { mac: '00:00:5e:00:53:03', of: 'r2 left' },
  { mac: '00:00:5e:00:53:04', of: 'r2 right' },
  { mac: '00:00:5e:00:53:05', of: 'r3 left' },
  { mac: '00:00:5e:00:53:20', of: 'server' },
];
const macs = cards.map(({ mac, of }) => ({ value: mac, text: `${mac} ${of}` }));
const ttls = ['64', '63', '62', '61'].map((value) => ({ value, text: value }));

const fields = [
  { question: '3.4a-source', name: 'Source MAC', options: macs },
  { question: '3.4a-destination', name: 'Destination MAC', options: macs },
  { question: '3.4a-ttl', name: 'TTL of the packet inside', options: ttls },
] as const;

/** Lab 3.4a: what will the frame from r2 to r3 carry? The choices are answers in the log; the lab's check compares. */
export function ForetellHeaders() {
  const { evidence, answer } = useLab();
  const id = useId();
  const choiceOf = (question: string): string => {
    const fact = evidence.findLast((each) => each.kind === 'answered' && each.question === question);
    return fact?.kind === 'answered' ? fact.option : '';
  };
  return (
    <FigureBox title="Say it before it happens">
      <p className="fig-lead">pc1 pings the server. What will the frame carry that crosses from r2 to r3?</p>
      <div className="foretell">
        {fields.map(({ question, name, options }) => (
          <label key={question} htmlFor={`${id}${question}`}>
            {name}
            <select
              id={`${id}${question}`}
              value={choiceOf(question)}
              onChange={({ target }) => answer(question, target.value)}
            >
              <option value="" disabled>
                choose
              </option>
              {options.map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <p className="fig-note">
        You may change your mind at any time. The lab compares your last choice with the frame.
      </p>
    </FigureBox>
  );
}
