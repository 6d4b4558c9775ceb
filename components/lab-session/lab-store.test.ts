import { describe, expect, it } from 'vitest';
import { FileStore } from '../../lab/files/file-store.ts';
import type { Scene } from '../../lab/scene/scene.ts';
import type { Topology } from '../../lab/topology/topology.ts';
import { LabStore, type Session, type SessionEvents } from './lab-store.ts';
import type { TerminalView } from './terminal-view.ts';

const view = (terminal: string): TerminalView => ({ terminal, focus: () => undefined }) as TerminalView;
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

const lan: Topology = {
  id: '2.3b',
  seed: 's',
  devices: [
    { kind: 'switch', name: 'sw1', at: { x: 0, y: 0 }, ports: 2 },
    { kind: 'host', name: 'pc1', at: { x: 0, y: 0 } },
  ],
  cables: [],
};

function lab(load?: () => Promise<Session>, leftBehind: readonly string[] = [], real = true, realFirst = false) {
  const did: string[] = [];
  const later: (() => void)[] = [];
  let events: SessionEvents | undefined;
  const session: Session = {
    leftBehind,
    open: (terminal) => {
      did.push(`open ${terminal}`);
      return view(terminal);
    },
    run: (terminal, line) => void did.push(`run ${terminal}: ${line}`),
    interrupt: (terminal) => void did.push(`interrupt ${terminal}`),
    tell: (lesson, step) => void did.push(`tell ${lesson} ${step}`),
    close: (terminal) => void did.push(`close ${terminal}`),
    openScene: async (of, topology, recording) => {
      if (recording && recording.topology !== topology.id) throw new Error('another network');
      did.push(`network ${of}`);
      return { lab: of, scene: { topology } as Scene };
    },
    dispose: () => void did.push('dispose'),
  };
  const store = new LabStore({
    load: async (_log, tell) => {
      did.push('load');
      events = tell;
      return load ? load() : session;
    },
    topology: async (of) => (of.startsWith('2.') ? lan : null),
    programs: async () => ({ programs: [], files: new FileStore([]) }),
    real,
    realFirst,
    now: () => 0,
    nextFrame: (run) => queueMicrotask(run),
    after: (_ms, run) => void later.push(run),
  });
  return { store, did, later, events: () => events, session };
}

describe('the laboratory of a page', () => {
  it('takes a prediction before anything is loaded', async () => {
    const { store, did } = lab();
    store.snapshot().answer('q1', 'refused');
    await settled();
    expect(store.snapshot().evidence).toMatchObject([{ kind: 'answered', question: 'q1', option: 'refused' }]);
    expect(did).toEqual([]);
  });

  it('loads once, however often it is asked', async () => {
    const { store, did } = lab();
    store.snapshot().open();
    store.snapshot().open();
    await settled();
    store.snapshot().open();
    expect(did).toEqual(['load', 'open a']);
    expect(store.snapshot().view('a')?.terminal).toBe('a');
  });

  it('keeps the lines of Run until the shells are there, in their order and terminals', async () => {
    const { store, did } = lab();
    store.snapshot().run('a', 'nc -l 5006');
    store.snapshot().run('b', 'nc 127.0.0.1 5006');
    expect(store.snapshot()).toMatchObject({ state: 'loading', terminals: ['a', 'b'], active: 'b' });
    await settled();
    expect(did).toEqual(['load', 'open a', 'open b', 'run a: nc -l 5006', 'run b: nc 127.0.0.1 5006']);
  });

  it('tells what the session tells', async () => {
    const { store, events } = lab();
    store.snapshot().open();
    await settled();
    events()?.state('online');
    events()?.ports({ lobby: 6000 });
    expect(store.snapshot()).toMatchObject({ state: 'online', ports: { lobby: 6000, blue: 5001 } });
  });

  it('has at most four terminals, and the first one stays', async () => {
    const { store, did } = lab();
    for (let count = 0; count < 6; count++) store.snapshot().addTerminal();
    await settled();
    expect(store.snapshot()).toMatchObject({ terminals: ['a', 'b', 'c', 'd'], active: 'd' });
    store.snapshot().closeTerminal('d');
    store.snapshot().closeTerminal('a');
    expect(store.snapshot()).toMatchObject({ terminals: ['a', 'b', 'c'], active: 'c' });
    expect(did.filter((step) => step.startsWith('close'))).toEqual(['close d']);
  });

  it('is a new object only when something changed', async () => {
    const { store } = lab();
    const before = store.snapshot();
    store.snapshot().activate('a');
    expect(store.snapshot()).toBe(before);
  });

  it('opens again the terminals in which the page before left something', async () => {
    const { store, did } = lab(undefined, ['b']);
    store.snapshot().open();
    await settled();
    expect(store.snapshot()).toMatchObject({ terminals: ['a', 'b'], active: 'a' });
    expect(did).toEqual(['load', 'open a', 'open b']);
  });

  it('says that nobody answers when its scripts do not come, and tries again', async () => {
    let working = false;
    const outer = lab(() => (working ? Promise.resolve(outer.session) : Promise.reject(new Error('no chunk'))));
    const { store, later, did } = outer;
    store.snapshot().run('a', 'rooms');
    await settled();
    expect(store.snapshot().state).toBe('offline');
    working = true;
    later.shift()?.();
    await settled();
    expect(did).toEqual(['load', 'load', 'open a', 'run a: rooms']);
  });

  it('throws away a session that arrives after the page was left', async () => {
    const { store, did } = lab();
    store.snapshot().open();
    store.close();
    await settled();
    expect(did).toEqual(['load', 'dispose']);
    expect(store.snapshot().state).toBe('idle');
  });
});

describe('a lesson in a virtual network', () => {
  it('has no terminal until the network is open, and then one at its first host', async () => {
    const { store, did } = lab(undefined, [], false);
    expect(store.snapshot()).toMatchObject({ terminals: [], scene: null });
    await store.snapshot().openScene('2.3b');
    expect(store.snapshot()).toMatchObject({ terminals: ['pc1'], active: 'pc1', scene: { lab: '2.3b' } });
    expect(did).toEqual(['load', 'network 2.3b', 'open pc1']);
  });

  it('opens the network of a lab when a line of it is run, once', async () => {
    const { store, did } = lab();
    store.snapshot().run('pc1', 'arp -a', '2.3b');
    store.snapshot().run('sw1', 'mac', '2.3b');
    await settled();
    expect(did).toEqual(['load', 'open a', 'network 2.3b', 'open pc1', 'run pc1: arp -a', 'open sw1', 'run sw1: mac']);
    expect(store.snapshot()).toMatchObject({ terminals: ['a', 'pc1', 'sw1'], active: 'sw1' });
  });

  it('closes the terminals of one network when another is opened', async () => {
    const { store, did } = lab();
    await store.snapshot().openScene('2.3b');
    await store.snapshot().openScene('2.3c');
    expect(did.slice(3)).toEqual(['open pc1', 'close pc1', 'network 2.3c', 'open pc1']);
    expect(store.snapshot().terminals).toEqual(['a', 'pc1']);
  });

  it('leaves a terminal of this computer in front where the first lab is on it, until the network is asked for', async () => {
    const { store } = lab(undefined, [], true, true);
    store.snapshot().offerScene('2.3b');
    await settled();
    expect(store.snapshot().scene).toMatchObject({ lab: '2.3b' });
    expect(store.snapshot().active).toBe('a');
    await store.snapshot().openScene('2.3c');
    expect(store.snapshot().active).not.toBe('a');
  });

  it('leaves the network that a line asked for in its place, whatever would open by itself a moment later', async () => {
    const { store, did } = lab();
    store.snapshot().run('pc1', 'arp -a', '2.3b');
    store.snapshot().offerScene('2.3c');
    await settled();
    expect(did).toContain('run pc1: arp -a');
    expect(store.snapshot().scene).toMatchObject({ lab: '2.3b' });
  });

  it('opens what is offered where nothing else was asked for', async () => {
    const { store } = lab();
    store.snapshot().offerScene('2.3c');
    await settled();
    expect(store.snapshot().scene).toMatchObject({ lab: '2.3c' });
  });

  it('opens no recording of another network, and the lab’s own afterwards', async () => {
    const { store } = lab();
    const recording = { version: 1, topology: '9.9z', seed: 's', inputs: [] } as const;
    expect(await store.snapshot().openScene('2.3b', recording)).toBeNull();
    expect(await store.snapshot().openScene('2.3b')).toMatchObject({ lab: '2.3b' });
  });

  it('does nothing for a lab that has none', async () => {
    const { store } = lab();
    expect(await store.snapshot().openScene('4.3a')).toBeNull();
    expect(store.snapshot().terminals).toEqual(['a']);
  });
});
