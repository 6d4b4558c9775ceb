import { grouped, lengthText, type PipeMoment, type PipeSums } from './pipe-sums.ts';

/** The link lies between these, in the drawing's own units. */
const FROM = 76;
const TO = 564;
const LENGTH = TO - FROM;
/** A bit narrower than this is not drawn by itself. */
const LEAST_BIT = 5;
const BOX = { width: 56, height: 72, top: 20 } as const;

interface Props {
  readonly moment: PipeMoment;
  readonly sums: PipeSums;
  readonly km: number;
}

/** The link to scale, the message on it, and in the boxes at its ends what has not left and what has come. */
export function PipeDrawing({ moment, sums, km }: Props) {
  const { tail, head, unsent, arrived } = moment;
  const [from, to] = [FROM + tail * LENGTH, FROM + head * LENGTH];
  const bit = LENGTH / sums.fit;
  const borders = bit >= LEAST_BIT ? bordersOf(from, to, bit) : [];
  const oneBit =
    bit >= LEAST_BIT
      ? `one bit is ${lengthText(sums.bitLength)} long`
      : `one bit is ${lengthText(sums.bitLength)} long: ${grouped(sums.fit)} fit`;
  return (
    <svg className="pipe-drawing" viewBox="0 0 640 146" aria-hidden="true" focusable="false">
      <Box x={FROM - BOX.width - 6} name="sender" full={unsent} />
      <Box x={TO + 6} name="receiver" full={arrived} />
      <rect className="pipe-link" x={FROM} y="44" width={LENGTH} height="24" rx="3" />
      {/* What is on the link, however short, can be seen. */}
      {moment.onLink > 0 && (
        <rect className="pipe-bits" x={Math.min(from, TO - 1.5)} y="44" width={Math.max(1.5, to - from)} height="24" />
      )}
      {borders.map((x) => (
        <line className="pipe-border" key={x} x1={x} x2={x} y1="44" y2="68" />
      ))}
      <path className="pipe-measure" d={`M${FROM} 84 v8 M${FROM} 88 H${TO} M${TO} 84 v8`} />
      <text x={(FROM + TO) / 2} y="138" textAnchor="middle">
        {grouped(km)} km; {oneBit}
      </text>
    </svg>
  );
}

/** What is in a box, as a level. */
function Box({ x, name, full }: { readonly x: number; readonly name: string; readonly full: number }) {
  const level = BOX.height * full;
  return (
    <g>
      <rect className="pipe-box" x={x} y={BOX.top} width={BOX.width} height={BOX.height} rx="5" />
      <rect className="pipe-bits" x={x} y={BOX.top + BOX.height - level} width={BOX.width} height={level} rx="5" />
      <rect className="pipe-box outline" x={x} y={BOX.top} width={BOX.width} height={BOX.height} rx="5" />
      <text x={x + BOX.width / 2} y="113" textAnchor="middle">
        {name}
      </text>
    </g>
  );
}

/** Where one bit ends and the next begins, counted from the head of the message. */
function bordersOf(from: number, to: number, bit: number): number[] {
  const borders: number[] = [];
  for (let x = to - bit; x > from + 0.5; x -= bit) borders.push(x);
  return borders;
}
