'use client';

import { useEffect, useId, useRef, useState } from 'react';
import type { Topology } from '../../lab/topology/topology.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { isOnThisComputer } from '../lab-session/lab-store.ts';
import { useOpenWhenNear } from '../lab-session/use-open-when-near.ts';
import { KeyRow } from './key-row.tsx';
import { LiveRegion } from './live-region.tsx';
import { NoLabServer } from './no-lab-server.tsx';
import { PlainText } from './plain-text.tsx';
import { StatusChip } from './status-chip.tsx';
import { TerminalPane } from './terminal-pane.tsx';
import './terminal.css';
import './terminal-controls.css';

const mostTerminals = 4;

/**
 * The terminals of the page's laboratory. It fills its parent, whose size does not depend on it, and draws the same
 * boxes before and after xterm.js is there, so nothing on the page moves when it loads.
 */
export function TerminalPanel() {
  const lab = useLab();
  const panel = useRef<HTMLElement>(null);
  const hint = useId();
  const [split, setSplit] = useState(true);
  const [plain, setPlain] = useState(false);
  const beside = useBeside(lab.terminals, lab.active);
  const real = lab.terminals.filter(isOnThisComputer);
  useOpenWhenNear(panel, lab.open);

  const shown = (terminal: string): string | undefined => {
    if (terminal === lab.active) return 'active';
    return split && terminal === beside ? 'beside' : undefined;
  };
  return (
    <section className="terminal" aria-label="Terminal" ref={panel}>
      <div className="terminal-bar">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields */}
        <div className="terminal-tabs" role="group" aria-label="Terminals">
          {lab.terminals.map((terminal) => (
            <span className="terminal-tab" data-active={terminal === lab.active || undefined} key={terminal}>
              <button
                type="button"
                aria-pressed={terminal === lab.active}
                onClick={(event) => {
                  lab.activate(terminal);
                  // A press with a pointer (not of a key, where the focus stays) means: I want to type there.
                  // Only once it is shown can it be focused.
                  if (event.detail > 0) requestAnimationFrame(() => lab.view(terminal)?.focus());
                }}
              >
                {isOnThisComputer(terminal) && (
                  <span className="terminal-where">{lab.seat === null ? 'this computer' : `seat ${lab.seat}`} · </span>
                )}
                {terminal}
              </button>
              {terminal !== 'a' && terminal === lab.active && (
                <button
                  type="button"
                  className="terminal-close"
                  aria-label={`Close terminal ${terminal}`}
                  onClick={() => lab.closeTerminal(terminal)}
                >
                  ×
                </button>
              )}
            </span>
          ))}
          {real.length > 0 && real.length < mostTerminals && (
            <button
              type="button"
              className="terminal-add"
              aria-label="Open another terminal"
              onClick={() => lab.addTerminal()}
            >
              +
            </button>
          )}
          {lab.scene && <AddDevice topology={lab.scene.scene.topology} open={lab.terminals} add={lab.addTerminal} />}
        </div>
        <StatusChip state={lab.state} inNetwork={!isOnThisComputer(lab.active)} seat={lab.seat} />
      </div>
      {lab.terminals.map((terminal) => (
        <LiveRegion key={terminal} terminal={terminal} view={lab.view(terminal)} />
      ))}
      <div className="terminal-panes" data-split={split && beside !== undefined ? '' : undefined}>
        {lab.terminals.map((terminal) =>
          plain && terminal === lab.active ? (
            <PlainText key={terminal} terminal={terminal} view={lab.view(terminal)} />
          ) : (
            <TerminalPane key={terminal} terminal={terminal} shown={shown(terminal)} hint={hint} />
          ),
        )}
        {lab.state === 'static' && isOnThisComputer(lab.active) && <NoLabServer />}
        {lab.terminals.length === 0 && (
          <p className="terminal-none">Terminals open here, one for each device of the network that you work at.</p>
        )}
      </div>
      <div className="terminal-foot">
        <span id={hint}>
          <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the terminal.
        </span>
        <KeyRow view={lab.view(lab.active)} />
        <span className="terminal-modes">
          {beside !== undefined && (
            <button
              type="button"
              className="terminal-mode terminal-split"
              aria-pressed={split}
              onClick={() => setSplit(!split)}
            >
              Show both
            </button>
          )}
          <button type="button" className="terminal-mode" aria-pressed={plain} onClick={() => setPlain(!plain)}>
            Plain text
          </button>
        </span>
      </div>
    </section>
  );
}

interface AddDeviceProps {
  readonly topology: Topology;
  readonly open: readonly string[];
  add(device: string): void;
}

/** Opens a terminal at a device of the network. */
const AddDevice = ({ topology, open, add }: AddDeviceProps) => {
  const free = topology.devices.filter(({ name, kind }) => !open.includes(name) && kind !== 'hub');
  if (free.length === 0) return null;
  return (
    <select
      className="terminal-add-device"
      aria-label="Open a terminal at another device"
      value=""
      onChange={(event) => add(event.target.value)}
    >
      <option value="" disabled>
        + device
      </option>
      {free.map(({ name, kind }) => (
        <option key={name} value={name}>
          {name} ({kind.replace('-', ' ')})
        </option>
      ))}
    </select>
  );
};

/**
 * The terminal that stands beside the active one: the one used before it, or else its neighbour. This computer and a
 * network are two worlds, and no lab needs both at once.
 */
function useBeside(terminals: readonly string[], active: string): string | undefined {
  const [order, setOrder] = useState<readonly string[]>([]);
  useEffect(() => {
    setOrder((before) => [active, ...before.filter((terminal) => terminal !== active)]);
  }, [active]);
  const here = isOnThisComputer(active);
  const others = terminals.filter((terminal) => terminal !== active && isOnThisComputer(terminal) === here);
  return order.find((terminal) => others.includes(terminal)) ?? others[0];
}
