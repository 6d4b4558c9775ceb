import './drawings.css';

/** The things of a network as small line drawings, one pen for all. Colours come from the page. */
const frame = { width: 64, height: 56, viewBox: '0 0 64 56', className: 'draw' } as const;

export const Laptop = ({ screen = '$ _' }: { readonly screen?: string }) => (
  <svg aria-hidden="true" {...frame}>
    <path className="draw-body" d="M12 8.5Q12 5 15.6 5h33Q52 5 52 8.6v24.6q0 3.3-3.4 3.3H15.3Q12 36.6 12 33.2z" />
    <path className="draw-screen" d="M16 9.5h32v22.8H16z" />
    <text x="19.5" y="20" className="draw-type">
      {screen}
    </text>
    <path className="draw-foot" d="M5.5 41.6Q32 42.8 58.5 41.4" />
  </svg>
);

export const Switch = () => (
  <svg aria-hidden="true" {...frame}>
    <path className="draw-link" d="M6 15.5Q6 11 10.5 11h43Q58 11 58 15.6v21.9q0 4.5-4.6 4.5H10.6Q6 42 6 37.4z" />
    <path
      className="draw-link-line"
      d="M17 21.5h29.5l-5.7-4.7m5.7 4.7l-5.6 4.8M47 32.5H17.3l5.8-4.8m-5.8 4.8l5.7 4.7"
    />
  </svg>
);

export const Router = () => (
  <svg aria-hidden="true" {...frame}>
    <circle className="draw-net" cx="32" cy="26.5" r="20.5" />
    <path
      className="draw-net-line"
      d="M32 21.5V11l-4 4.5M32 11l4 4.5M32 31.5V42l-4-4.5M32 42l4-4.5M47.5 26.5H38l4-3.7M38 26.5l4 3.8M16.5 26.5H26l-4-3.7M26 26.5l-4 3.8"
    />
  </svg>
);

export const Printer = () => (
  <svg aria-hidden="true" {...frame}>
    <path className="draw-body" d="M17 20V7.5h30V20" />
    <path className="draw-body" d="M8 23.5Q8 19.5 12 19.5h40q4 0 4 4V37q0 4-4 4H12q-4 0-4-4z" />
    <path className="draw-body" d="M17 32h30v15.5H17z" />
    <path className="draw-thin" d="M22 37.5h20M22 42.5h13" />
    <circle className="draw-dot" cx="49.5" cy="25.5" r="1.9" />
  </svg>
);

export const Server = ({ lamps = 0 }: { readonly lamps?: number }) => (
  <svg aria-hidden="true" {...frame}>
    <path className="draw-body" d="M9 9.5Q9 5 13.4 5h37.2Q55 5 55 9.4v33.2q0 4.4-4.5 4.4H13.4Q9 47 9 42.6z" />
    <path className="draw-slot" d="M16.5 14.5h31M16.5 26h31M16.5 37.5h31" />
    {[14.5, 26, 37.5].map((y, index) => (
      <circle key={y} className={index < lamps ? 'draw-lamp on' : 'draw-lamp'} cx="45" cy={y} r="2.4" />
    ))}
  </svg>
);

export const Door = ({ open }: { readonly open: boolean }) => (
  <svg aria-hidden="true" {...frame}>
    <path className="draw-app" d="M16 49V7.5Q16 4.5 19 4.5h26q3 0 3 3V49" />
    {open ? (
      <path className="draw-body" d="M20.5 49V9l15.5 5v40.5z" />
    ) : (
      <path className="draw-body" d="M20.5 49V9h23v40z" />
    )}
    <circle className="draw-dot" cx={open ? 32.5 : 39} cy={open ? 33 : 30} r="1.9" />
    <path className="draw-foot" d="M9 49.6h46" />
  </svg>
);

export const People = () => (
  <svg aria-hidden="true" {...frame}>
    <circle className="draw-body" cx="20" cy="19" r="7" />
    <path className="draw-body" d="M7.5 45Q8 30.5 20 30.5q8 0 10.8 6.5" />
    <circle className="draw-body" cx="42" cy="16.5" r="8" />
    <path className="draw-body" d="M27 47Q27.5 29.5 42 29.5T57 47" />
  </svg>
);
