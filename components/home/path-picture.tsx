const says =
  'All on your computer: the page speaks WebSocket to the lab server. The lab server holds a TCP socket to room blue, at ' +
  '127.0.0.1 port 5001. A terminal window with nc holds a TCP socket of its own to the same room.';

const Page = ({ x, y }: { x: number; y: number }) => (
  <g transform={`translate(${x} ${y})`}>
    <rect width="110" height="78" rx="9" className="pp-box" />
    <path d="M0 16h110" className="pp-line" />
    <circle cx="10" cy="8" r="2.4" className="pp-dot" />
    <circle cx="18" cy="8" r="2.4" className="pp-dot" />
    <path d="M10 28h36M10 37h30M10 46h34M10 55h22" className="pp-text" />
    <rect x="54" y="23" width="48" height="47" rx="3" className="pp-term" />
    <text x="59" y="36" className="pp-type">
      $ chat
    </text>
  </g>
);

const LabServer = ({ x, y }: { x: number; y: number }) => (
  <g transform={`translate(${x} ${y})`}>
    <rect width="70" height="56" rx="9" className="pp-box" />
    <path d="M14 20h42l-7-5.5m7 5.5l-7 5.5M56 37h-42l7-5.5m-7 5.5l7 5.5" className="pp-arrows" />
  </g>
);

const Room = ({ x, y }: { x: number; y: number }) => (
  <g transform={`translate(${x} ${y})`}>
    <rect width="104" height="84" rx="9" className="pp-box" />
    <path d="M14 20h76M14 42h76M14 64h76" className="pp-shelf" />
    <circle cx="82" cy="20" r="3.4" className="pp-on" />
    <circle cx="82" cy="42" r="3.4" className="pp-on" />
    <circle cx="82" cy="64" r="3.4" className="pp-off" />
  </g>
);

const Friend = ({ x, y }: { x: number; y: number }) => (
  <g transform={`translate(${x} ${y})`}>
    <rect width="110" height="62" rx="9" className="pp-term edge" />
    <text x="11" y="22" className="pp-type">
      $ nc 127.0.0.1
    </text>
    <text x="22" y="36" className="pp-type">
      5001
    </text>
  </g>
);

const Tag = ({ x, y, layer, word }: { x: number; y: number; layer: 'app' | 'tcp'; word: string }) => {
  const half = word.length * 4.3 + 9;
  return (
    <g className={`pp-tag ${layer}`}>
      <rect x={x - half} y={y - 13} width={half * 2} height="26" rx="7" />
      <text x={x} y={y + 4.5}>
        {word}
      </text>
    </g>
  );
};

const Wide = () => (
  <svg className="path-picture wide" viewBox="0 0 640 322" role="img" aria-label={says}>
    <rect x="12" y="12" width="616" height="298" rx="16" className="pp-host" />
    <text x="30" y="37" className="pp-small">
      your computer, 127.0.0.1
    </text>
    <path d="M146 106H270" className="pp-wire app" />
    <path d="M340 106H492" className="pp-wire tcp" />
    <path d="M146 247H478Q544 247 544 196V148" className="pp-wire tcp" />
    <Page x={36} y={66} />
    <text x="91" y="166" className="pp-name">
      this page
    </text>
    <text x="91" y="183" className="pp-note">
      your shell runs here
    </text>
    <LabServer x={270} y={78} />
    <text x="305" y="166" className="pp-name">
      lab server
    </text>
    <text x="305" y="183" className="pp-note">
      holds the socket
    </text>
    <Room x={492} y={64} />
    <text x="544" y="52" className="pp-name">
      room blue
    </text>
    <text x="574" y="166" className="pp-mono">
      :5001
    </text>
    <Friend x={36} y={216} />
    <text x="91" y="297" className="pp-name">
      a friend’s terminal
    </text>
    <Tag x={209} y={106} layer="app" word="WebSocket" />
    <Tag x={416} y={106} layer="tcp" word="TCP" />
    <Tag x={305} y={247} layer="tcp" word="TCP" />
  </svg>
);

/** The same for a narrow screen, from top to bottom. */
const Tall = () => (
  <svg className="path-picture tall" viewBox="0 0 340 470" role="img" aria-label={says}>
    <rect x="6" y="6" width="328" height="458" rx="16" className="pp-host" />
    <text x="22" y="30" className="pp-small">
      your computer, 127.0.0.1
    </text>
    <path d="M85 130V212" className="pp-wire app" />
    <path d="M85 268V340Q85 396 120 396H196" className="pp-wire tcp" />
    <path d="M248 226V354" className="pp-wire tcp" />
    <Page x={30} y={52} />
    <text x="156" y="88" className="pp-name at-start">
      this page
    </text>
    <text x="156" y="105" className="pp-note at-start">
      your shell runs here
    </text>
    <LabServer x={50} y={212} />
    <text x="130" y="236" className="pp-name at-start">
      lab
    </text>
    <text x="130" y="253" className="pp-name at-start">
      server
    </text>
    <Friend x={193} y={164} />
    <text x="248" y="152" className="pp-name">
      a friend’s terminal
    </text>
    <Room x={196} y={354} />
    <text x="180" y="378" className="pp-name at-end">
      room blue
    </text>
    <text x="180" y="424" className="pp-mono at-end">
      :5001
    </text>
    <Tag x={85} y={172} layer="app" word="WebSocket" />
    <Tag x={85} y={312} layer="tcp" word="TCP" />
    <Tag x={248} y={290} layer="tcp" word="TCP" />
  </svg>
);

/** The product as it is: a page, the lab server, a room, and a friend who comes in by another door. Nothing invented. */
export const PathPicture = () => (
  <>
    <Wide />
    <Tall />
  </>
);
