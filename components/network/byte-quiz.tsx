'use client';

import { useMemo, useState } from 'react';
import { type BitRange, bytesOf, fieldAt } from '../../lab/views/selection.ts';
import { dissect } from '../../network/wire/dissect.ts';
import { HexView } from './hex-view.tsx';
import './byte-quiz.css';

export interface ByteQuestion {
  /** `Where is the destination IP address?` */
  readonly ask: string;
  /** The key of the field that is looked for: `ip.dst`. */
  readonly field: string;
}

export interface ByteQuizProps {
  readonly bytes: Uint8Array;
  readonly questions: readonly ByteQuestion[];
  /** Questions that were answered before, by index. */
  readonly answered: readonly number[];
  onAnswer(question: number, right: boolean, byte: number): void;
}

/** Questions that are answered by clicking bytes. A wrong click says what that byte is. */
export function ByteQuiz({ bytes, questions, answered, onAnswer }: ByteQuizProps) {
  const layers = useMemo(() => dissect(bytes), [bytes]);
  const [clicked, setClicked] = useState<{ question: number; byte: number; bits: BitRange; right: boolean } | null>(
    null,
  );
  const open = questions.findIndex((_, index) => !answered.includes(index));
  const shown = clicked && (clicked.right || clicked.question === open) ? clicked : null;
  const current = questions[open];

  const answer = (byte: number): void => {
    if (!current) return;
    const wanted = rangeOf(layers, current.field);
    const inside = wanted && bytesOf(wanted);
    const right = inside !== null && inside !== undefined && byte >= inside.start && byte < inside.end;
    const bits = right && wanted ? wanted : { start: byte * 8, end: byte * 8 + 8 };
    setClicked({ question: open, byte, bits, right });
    onAnswer(open, right, byte);
  };
  const found = shown && fieldAt(layers, shown.byte * 8);
  return (
    <div className="byte-quiz">
      <ol className="byte-quiz-list">
        {questions.map(({ ask }, index) => (
          <li key={ask} className={answered.includes(index) ? 'done' : index === open ? 'now' : undefined}>
            {ask}
            {answered.includes(index) && <span className="visually-hidden"> Found.</span>}
          </li>
        ))}
      </ol>
      <div className="byte-quiz-bytes">
        <QuizBytes bytes={bytes} layers={layers} shown={shown?.bits ?? null} answer={answer} />
        <p className="byte-quiz-says" role="status">
          {!shown
            ? current
              ? 'Click the bytes, or go there with the arrow keys and press Enter.'
              : 'All found.'
            : shown.right
              ? `Yes. ${found ? `${found.field.name}: ${found.field.value}. ${found.field.meaning}` : ''}`
              : `Byte ${shown.byte} is ${found ? `${found.field.name} (${found.layer.name})` : 'past the end'}. Look further.`}
        </p>
      </div>
    </div>
  );
}

interface QuizBytesProps {
  readonly bytes: Uint8Array;
  readonly layers: ReturnType<typeof dissect>;
  readonly shown: BitRange | null;
  answer(byte: number): void;
}

/** Arrow keys move a cursor; only a click or Enter is an answer. The colours of the layers stay, their names do not. */
function QuizBytes({ bytes, layers, shown, answer }: QuizBytesProps) {
  const [cursor, setCursor] = useState<number | null>(null);
  const at = cursor === null ? shown : { start: cursor * 8, end: cursor * 8 + 8 };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the Enter key of the listbox inside
    <div
      onClickCapture={() => setCursor(-1)}
      onKeyDown={(event) => {
        if ((event.key !== 'Enter' && event.key !== ' ') || cursor === null) return;
        event.preventDefault();
        setCursor(null);
        answer(cursor);
      }}
    >
      <HexView
        bytes={bytes}
        layers={layers}
        selected={at}
        hovered={null}
        perRow={16}
        onByte={(byte) => {
          if (cursor === -1) {
            setCursor(null);
            answer(byte);
          } else setCursor(byte);
        }}
        onHover={() => undefined}
      />
    </div>
  );
}

function rangeOf(layers: ReturnType<typeof dissect>, key: string): BitRange | null {
  for (const layer of layers) {
    const queue = [...layer.fields];
    for (let field = queue.shift(); field; field = queue.shift()) {
      if (field.key === key) return field.bits;
      queue.push(...(field.parts ?? []));
    }
  }
  return null;
}
