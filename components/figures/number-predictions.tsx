'use client';

import { type FormEvent, useState } from 'react';
import {
  capturedNumber,
  type HandshakeNumber,
  type HandshakeState,
  handshakeIn,
  numberQuestion,
} from '../../lab/checks/handshake-numbers.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import './number-predictions.css';

export interface NumberPredictionsProps {
  /** The scene whose newest handshake it is; it is the lab's id. */
  readonly scene: string;
}

/** The three segments of a handshake as they leave, with three numbers left for the learner to say. */
export function NumberPredictions({ scene }: NumberPredictionsProps) {
  const { evidence, answer } = useLab();
  const state = handshakeIn(evidence, scene);
  const { syn, synAck, expected } = state;
  const say = (which: HandshakeNumber, number: number): void => answer(numberQuestion(scene, which), String(number));
  const blank = (which: HandshakeNumber, label: string, after: boolean) => (
    <Blank
      key={syn?.seq}
      label={label}
      open={after}
      given={expected[which]?.number ?? null}
      captured={capturedNumber(state, which)}
      say={(number) => say(which, number)}
    />
  );
  return (
    <FigureBox title="Say the next number" badges={['SIMULATED']}>
      <p className="fig-lead">{leadOf(state)}</p>
      <table className="numbers">
        <thead>
          <tr>
            <th>Segment</th>
            <th>Sequence number</th>
            <th>Acknowledgment number</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">1. SYN, from pc1</th>
            <td>{syn ? syn.segment.sequence : 'pc1 chooses'}</td>
            <td>none yet</td>
          </tr>
          <tr>
            <th scope="row">2. SYN, ACK, from the server</th>
            <td>{synAck ? synAck.segment.sequence : 'the server chooses'}</td>
            <td>{blank('synack.ack', 'Acknowledgment number of the SYN, ACK', syn !== null)}</td>
          </tr>
          <tr>
            <th scope="row">3. ACK, from pc1</th>
            <td>{blank('ack.seq', 'Sequence number of the third segment', synAck !== null)}</td>
            <td>{blank('ack.ack', 'Acknowledgment number of the third segment', synAck !== null)}</td>
          </tr>
        </tbody>
      </table>
    </FigureBox>
  );
}

function leadOf({ syn, synAck, ack, expected }: HandshakeState): string {
  if (syn === null) return 'No SYN has left yet. The numbers of your own handshake appear here.';
  if (expected['synack.ack'] === undefined) return 'The SYN has left. What will the server acknowledge?';
  if (synAck === null) return 'Noted. Let the next frame leave.';
  if (expected['ack.seq'] === undefined || expected['ack.ack'] === undefined)
    return 'The server has answered. Which two numbers will pc1 send?';
  return ack === null ? 'Noted. Let the next frame leave.' : 'All three segments have left.';
}

interface BlankProps {
  readonly label: string;
  /** What it follows from has been captured. */
  readonly open: boolean;
  readonly given: number | null;
  readonly captured: number | null;
  say(number: number): void;
}

/** One number: an empty field, then what was said, then that beside the capture. */
function Blank({ label, open, given, captured, say }: BlankProps) {
  const [typed, setTyped] = useState(given === null ? '' : String(given));
  const digits = typed.replaceAll(/[\s,.]/g, '');
  const number = /^\d{1,10}$/.test(digits) && Number(digits) < 2 ** 32 ? Number(digits) : null;
  const right = given !== null && given === captured;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (number !== null) say(number);
  };
  if (!open) return <span className="numbers-later">later</span>;
  if (right) return <output aria-label={label}>{given} ✓</output>;
  return (
    <form className="numbers-blank" onSubmit={submit}>
      <input
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" disabled={number === null || number === given}>
        Say
      </button>
      {given !== null && <span role="status">{captured === null ? 'noted' : 'the capture has another one'}</span>}
    </form>
  );
}
