'use client';

import { Fragment, type ReactNode, useState } from 'react';
import { endpointText } from '../../lab/host.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { stepKey } from '../progress/progress.ts';
import { useProgress } from '../progress/use-progress.ts';
import { Choices } from './choices.tsx';
import { Door, Laptop, People, Server } from './drawings.tsx';
import { FigureBox } from './figure-box.tsx';
import { type Leg, type Light, legs, lightsOf, type PathFacts, pathFacts } from './path-facts.ts';
import './path-figure.css';

const legNames: Record<Leg, string> = { websocket: 'WebSocket', tcp: 'TCP connection', membership: 'your place' };

const breaks = [
  { value: 'none', text: 'No leg' },
  { value: 'websocket', text: 'The WebSocket' },
  { value: 'tcp', text: 'The TCP connection' },
  { value: 'membership', text: 'Your place in the room' },
] as const;

const ifBroken: Record<Leg, string> = {
  websocket:
    'The page cannot reach the lab server any more. The lab server notices, closes the socket that it held for you, and the room tells the others that you left. Lab server and room go on for everybody else; the page says what happened and connects again.',
  tcp: 'The room sees your connection end, and you are out. The WebSocket does not notice: page and lab server still talk, and `chat blue` opens a new connection.',
  membership:
    'The connection stands, but the room does not count you among its members, as before you have given the password. What you say comes back as ERR need-password, and nobody hears it.',
};

/** Whose prediction the picture answers: it stays covered until that lab has joined the room, now or on an earlier day. */
const joining = stepKey('0.1a', 2);

/** F1: every leg between your key and the others in the room, with a light that the evidence switches on. */
export function PathFigure() {
  const { state, evidence, ports } = useLab();
  const facts = pathFacts(state, evidence, ports);
  const known = useProgress().steps[joining] !== undefined || facts.socket !== null;
  const [broken, setBroken] = useState<Leg | 'none'>('none');
  const cut = broken === 'none' ? null : broken;
  const lights = lightsOf(facts, cut);
  const room = facts.room || 'blue';
  const parts: readonly Part[] = [
    { name: 'this page', does: 'shell and commands, in your browser', drawing: <Laptop screen="lab$" /> },
    {
      name: 'lab server',
      does: 'holds sockets for the page',
      drawing: <Server lamps={legs.filter((leg) => lights[leg] === 'on').length} />,
    },
    {
      name: `room ${room}`,
      does: `a program at port ${facts.socket?.remote.port ?? ports[room] ?? 5001}`,
      drawing: <Door open={lights.membership === 'on'} />,
    },
    {
      name: 'the members',
      does: facts.here === null ? 'hear what you say' : `${facts.here} here`,
      drawing: <People />,
    },
  ];
  const says = legs.map((leg) => ({ leg, light: lights[leg], text: legText(leg, lights[leg], facts) }));
  const live = cut === null && lights.websocket === 'on';

  if (!known) return <Covered room={room} parts={parts.filter((_, index) => index !== 1)} />;
  return (
    <FigureBox
      title="From your key to the room"
      badges={live ? ['OBSERVED'] : []}
      twin={
        <table>
          <thead>
            <tr>
              <th>Leg</th>
              <th>From, to</th>
              <th>Now</th>
            </tr>
          </thead>
          <tbody>
            {says.map(({ leg, text }, index) => (
              <tr key={leg}>
                <th scope="row">{legNames[leg]}</th>
                <td>
                  {parts[index]?.name}, {parts[index + 1]?.name}
                </td>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <div className="path" data-whatif={cut ? '' : undefined}>
        {parts.map(({ name, does, drawing }, index) => {
          const next = says[index];
          const before = says[index - 1];
          return (
            <Fragment key={name}>
              <div className="path-part" data-dim={before && before.light !== 'on' ? '' : undefined}>
                {drawing}
                <b>{name}</b>
                <small>{does}</small>
              </div>
              {next && <Wire leg={next.leg} light={next.light} text={next.text} />}
            </Fragment>
          );
        })}
      </div>
      <Choices legend="What if this leg breaks?" choices={breaks} chosen={broken} choose={setBroken} />
      <p className="fig-says" role="status">
        {cut ? <Code text={ifBroken[cut]} /> : <Code text={nowText(facts)} />}
      </p>
      <p className="fig-note">
        Room and lab server are one program on your computer. The connection between them is a real one all the same: it
        goes through the operating system, and an <code>nc</code> from outside this page comes in by the same port.
      </p>
    </FigureBox>
  );
}

interface Part {
  readonly name: string;
  readonly does: string;
  readonly drawing: ReactNode;
}

/** The path before anybody has gone along it: the ends, and a question between. */
function Covered({ room, parts }: { readonly room: string; readonly parts: readonly Part[] }) {
  return (
    <FigureBox
      title="From your key to the room"
      badges={[]}
      twin={<p>From this page to room {room}, and from there to its members. How it gets there is still covered.</p>}
    >
      <div className="path">
        {parts.map(({ name, does, drawing }, index) => (
          <Fragment key={name}>
            <div className="path-part" data-dim={index > 0 ? '' : undefined}>
              {drawing}
              <b>{name}</b>
              <small>{does}</small>
            </div>
            {index === 0 && <Wire leg="tcp" name="?" light="off" text="who connects?" />}
            {index === 1 && <Wire leg="membership" light="off" text="not a member" />}
          </Fragment>
        ))}
      </div>
      <p className="fig-says" role="status">
        <Code
          text={`The way to the room is covered. \`chat ${room}\` goes it, and then the picture shows who took part.`}
        />
      </p>
    </FigureBox>
  );
}

interface WireProps {
  readonly leg: Leg;
  readonly name?: string;
  readonly light: Light;
  readonly text: string;
}

function Wire({ leg, name = legNames[leg], light, text }: WireProps) {
  return (
    <div className={`path-leg ${leg}`} data-light={light}>
      <b>{name}</b>
      <span className="path-wire" aria-hidden="true">
        <svg aria-hidden="true" className="wide" viewBox="0 0 100 12" preserveAspectRatio="none">
          <path d={light === 'cut' ? 'M0 5Q20 7 40 6.500M60 6.500Q80 7 100 5' : 'M0 5Q50 9 100 5'} />
        </svg>
        <svg aria-hidden="true" className="tall" viewBox="0 0 12 100" preserveAspectRatio="none">
          <path d={light === 'cut' ? 'M6 0V36M6 64V100' : 'M6 0V100'} />
        </svg>
        <i className="path-lamp" />
      </span>
      <small>{text}</small>
    </div>
  );
}

function legText(leg: Leg, light: Light, facts: PathFacts): string {
  if (light === 'cut') return 'broken';
  if (light === 'dead') return 'gone with it';
  switch (leg) {
    case 'websocket':
      return light === 'on' ? 'open' : 'not open';
    case 'tcp':
      if (light !== 'on') return facts.socket ? 'closed' : 'none yet';
      return facts.socket?.open ? `from port ${facts.socket.local.port}` : 'open';
    case 'membership':
      if (light !== 'on') return 'not a member';
      return facts.nick ? `you are ${facts.nick.replace('-', '\u2011')}` : 'a member';
  }
}

function nowText(facts: PathFacts): string {
  if (!facts.online) return 'All dark: the lab is not running yet. Start the terminal and the first light comes on.';
  if (!facts.socket?.open) return 'The page has reached the lab server. Run `chat blue`, and watch the next light.';
  const ends = `${endpointText(facts.socket.local)} to ${endpointText(facts.socket.remote)}`;
  if (facts.nick === null) return `Connected, ${ends}. The room has not taken you in: it waits for the password.`;
  return `All lights on. Your connection goes from ${ends}, and the room knows you as ${facts.nick}.`;
}

/** Words between backticks as code. */
function Code({ text }: { readonly text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one fixed sentence never change their places
  return text.split('`').map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece));
}
