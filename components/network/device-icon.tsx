import type { ReactNode } from 'react';
import '../figures/drawings.css';
import type { DeviceLooks, DrawnDevice } from './drawn-topology.ts';

/** Line drawings of devices on a sheet of 64 × 56, one pen for all. */
const icons: Readonly<Record<DeviceLooks, ReactNode>> = {
  laptop: (
    <>
      <path className="draw-body" d="M12 8.5Q12 5 15.6 5h33Q52 5 52 8.6v24.6q0 3.3-3.4 3.3H15.3Q12 36.6 12 33.2z" />
      <path className="draw-screen" d="M16 9.5h32v22.8H16z" />
      <path className="net-prompt" d="M20 15l4 3.2-4 3.3M27 22h6" />
      <path className="draw-foot" d="M5.5 41.6Q32 42.8 58.5 41.4" />
    </>
  ),
  pc: (
    <>
      <path className="draw-body" d="M8 7.4Q8 4 11.5 4h31Q46 4 46 7.5v23q0 3.5-3.5 3.5h-31Q8 34 8 30.5z" />
      <path className="draw-screen" d="M12 8h30v21.5H12z" />
      <path className="net-prompt" d="M16 13.5l4 3.2-4 3.3M23 20.5h6" />
      <path className="draw-thin" d="M27 34.2v7" />
      <path className="draw-foot" d="M16 42.2q11-.8 22 .1" />
      <path className="draw-body" d="M49.5 15Q49.5 13 51.5 13h6.2q2 0 2 2v26.5q0 2-2 2h-6q-2.2 0-2.2-2z" />
      <path className="draw-thin" d="M52.5 18h4.3M52.5 22h4.3" />
    </>
  ),
  server: (
    <>
      <path className="draw-body" d="M9 9.5Q9 5 13.4 5h37.2Q55 5 55 9.4v33.2q0 4.4-4.5 4.4H13.4Q9 47 9 42.6z" />
      <path className="draw-slot" d="M16.5 14.5h31M16.5 26h31M16.5 37.5h31" />
      {[14.5, 26, 37.5].map((y) => (
        <circle key={y} className="draw-lamp on" cx="45" cy={y} r="2.4" />
      ))}
    </>
  ),
  printer: (
    <>
      <path className="draw-body" d="M17 20V7.5h30V20" />
      <path className="draw-body" d="M8 23.5Q8 19.5 12 19.5h40q4 0 4 4V37q0 4-4 4H12q-4 0-4-4z" />
      <path className="draw-body" d="M17 32h30v15.5H17z" />
      <path className="draw-thin" d="M22 37.5h20M22 42.5h13" />
      <circle className="draw-dot" cx="49.5" cy="25.5" r="1.9" />
    </>
  ),
  mainframe: (
    <>
      <path className="draw-body" d="M6 9Q6 6 9 6h20q2.6 0 2.6 2.7v36.4q0 2.9-2.8 2.9H9.2Q6 48 6 45z" />
      <path className="draw-body" d="M31.6 9q0-3 2.8-3H55q3 0 3 3.2v35.6q0 3.2-3.2 3.2H34.3q-2.7 0-2.7-2.9z" />
      <path className="draw-thin" d="M11 40.5h15.5M11 44h15.5M36.5 12.5h16.8M36.5 17h16.8M36.5 21.5h16.8" />
      <circle className="draw-body" cx="18.7" cy="15.5" r="5.7" />
      <circle className="draw-body" cx="18.7" cy="29" r="5.7" />
      <circle className="draw-dot" cx="18.7" cy="15.5" r="1.7" />
      <circle className="draw-dot" cx="18.7" cy="29" r="1.7" />
      <circle className="draw-lamp on" cx="38.5" cy="30" r="2" />
      <circle className="draw-lamp on" cx="45" cy="30" r="2" />
      <circle className="draw-lamp" cx="51.5" cy="30" r="2" />
    </>
  ),
  phone: (
    <>
      <path className="draw-body" d="M20 7.5Q20 3 24.5 3h15.2Q44 3 44 7.4v37.3q0 4.3-4.3 4.3H24.4Q20 49 20 44.7z" />
      <path className="draw-screen" d="M23.5 9h17v31h-17z" />
      <path className="net-prompt" d="M27 15.5h9.5M27 20h6M31 27.5h6" />
      <path className="draw-thin" d="M29.5 44.5h5" />
    </>
  ),
  switch: (
    <>
      <path className="draw-link" d="M6 15.5Q6 11 10.5 11h43Q58 11 58 15.6v21.9q0 4.5-4.6 4.5H10.6Q6 42 6 37.4z" />
      <path
        className="draw-link-line"
        d="M17 21.5h29.5l-5.7-4.7m5.7 4.7l-5.6 4.8M47 32.5H17.3l5.8-4.8m-5.8 4.8l5.7 4.7"
      />
    </>
  ),
  hub: (
    <>
      <path className="draw-link" d="M6 18.5Q6 14 10.5 14h43Q58 14 58 18.6v16.9q0 4.5-4.6 4.5H10.6Q6 40 6 35.4z" />
      <path className="draw-link-line" d="M32 27L16 20.5M32 27l16-6.5M32 27L16 33.8M32 27l16 6.7" />
      <circle className="net-link-dot" cx="32" cy="27" r="4" />
    </>
  ),
  bridge: (
    <>
      <path className="draw-link" d="M6 15.5Q6 11 10.5 11h43Q58 11 58 15.6v21.9q0 4.5-4.6 4.5H10.6Q6 42 6 37.4z" />
      <path
        className="draw-link-line"
        d="M13 33.5h38M18 33.5V20.8M46 33.5V20.8M13.5 27Q18 26 18 20.8 32 37.5 46 20.8q0 5.2 4.6 6.2"
      />
    </>
  ),
  router: (
    <>
      <circle className="draw-net" cx="32" cy="26.5" r="21.5" />
      <path
        className="draw-net-line"
        d="M32 21.5V10.5l-4 4.5M32 10.5l4 4.5M32 31.5v11l-4-4.5M32 42.5l4-4.5M48.5 26.5H38l4-3.7M38 26.5l4 3.8M15.5 26.5H26l-4-3.7M26 26.5l-4 3.8"
      />
    </>
  ),
  'access-point': (
    <>
      <path className="draw-link" d="M10 35.5Q10 32 13.5 32h37q3.5 0 3.5 3.6v5.9q0 3.5-3.6 3.5H13.5Q10 45 10 41.5z" />
      <path className="draw-link-line" d="M32 32V24M24.5 21.5Q32 14.5 39.5 21.5M18.8 15.4Q32 3.8 45.2 15.4" />
      <circle className="net-link-dot" cx="32" cy="24.5" r="2.6" />
      <circle className="net-link-dot" cx="18" cy="38.5" r="1.9" />
      <circle className="net-link-dot" cx="24.5" cy="38.5" r="1.9" />
    </>
  ),
  firewall: (
    <>
      <path className="draw-net" d="M7 8.5h50v36H7z" />
      <path
        className="draw-net-line"
        d="M7 17.5h50M7 26.5h50M7 35.5h50M24 8.5v9M41 8.5v9M15.5 17.5v9M32 17.5v9M48.5 17.5v9M24 26.5v9M41 26.5v9M15.5 35.5v9M32 35.5v9M48.5 35.5v9"
      />
    </>
  ),
};

const byKind: Readonly<Record<string, DeviceLooks>> = {
  host: 'pc',
  'access point': 'access-point',
  accessPoint: 'access-point',
  nat: 'router',
};

const isLooks = (text: string): text is DeviceLooks => Object.hasOwn(icons, text);

export const looksOf = ({ looks, kind }: DrawnDevice): DeviceLooks =>
  looks ?? (isLooks(kind) ? kind : (byKind[kind] ?? 'pc'));

/** Drawn around its middle. */
export const DeviceIcon = ({ looks, scale }: { readonly looks: DeviceLooks; readonly scale: number }) => (
  <g className="draw" transform={`scale(${scale}) translate(-32 -27)`}>
    {icons[looks]}
  </g>
);
