'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import { parseFilter } from '../../lab/capture/filter.ts';
import { nothingSelected, type Selection } from '../../lab/views/selection.ts';
import { type OpenScene, useLab } from '../lab-session/lab-context.ts';
import { useOpenWhenNear } from '../lab-session/use-open-when-near.ts';
import { drawnTopology } from './drawn-topology.ts';
import { FrameLadderView } from './frame-ladder-view.tsx';
import { NetworkView } from './network-view.tsx';
import { PacketView } from './packet-view.tsx';
import { PlotsView } from './plots-view.tsx';
import { SceneFrame, type SceneTab } from './scene-frame.tsx';
import { marksIn, nextFrameAt, previousFrameAt } from './scene-marks.ts';
import { SceneTools } from './scene-tools.tsx';
import { Timeline } from './timeline.tsx';
import { useSceneEvents } from './use-scene-events.ts';
import { useSceneTime } from './use-scene-time.ts';
import './scene-stage.css';

/** The virtual network of the lesson, above the terminals of its devices. @param lab the one that opens by itself */
export function SceneStage({ lab }: { readonly lab: string }) {
  const { scene, offerScene } = useLab();
  const place = useRef<HTMLDivElement>(null);
  const open = useCallback(() => offerScene(lab), [offerScene, lab]);
  useOpenWhenNear(place, open);
  return (
    <div className="scene-stage" ref={place}>
      {scene ? (
        <Views key={scene.lab} open={scene} />
      ) : (
        <p className="scene-opening">
          The network is on its way: a few kilobytes of code, and then it runs in this page.
        </p>
      )}
    </div>
  );
}

/** A reset begins a new run: what was selected or looked at belonged to the old one. */
function Views({ open }: { readonly open: OpenScene }) {
  const { run } = open.scene;
  return <Run key={run} open={open} run={run} />;
}

function Run({ open, run }: { readonly open: OpenScene; readonly run: number }) {
  const { scene } = open;
  const { evidence } = useLab();
  const { events, momentOf } = useSceneEvents(evidence, scene.id, run);
  const time = useSceneTime(scene);
  const [tab, setTab] = useState<SceneTab>('network');
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  // A hub may have been carried out, and a switch stands there.
  const built = scene.topology.devices.map(({ name }) => `${name} ${scene.network.device(name).kind}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when something else stands in a place
  const topology = useMemo(
    () => drawnTopology(scene.topology, (name) => scene.network.device(name).kind),
    [scene, built],
  );
  const hosts = useMemo(
    () => scene.topology.devices.filter(({ kind }) => kind === 'host' || kind === 'router').map(({ name }) => name),
    [scene],
  );
  const places = useMemo(
    () =>
      scene.topology.cables.map((cable, at) => ({
        name: cable.name ?? `cable${at + 1}`,
        label: cable.ends.join(' – '),
      })),
    [scene],
  );
  const { until, viewedAt } = time;
  const shared = { events, until, selection, onSelect: setSelection };
  return (
    <SceneFrame
      tab={tab}
      onTab={setTab}
      tools={<SceneTools open={open} events={events} />}
      views={{
        network: () => (
          <NetworkView
            {...shared}
            topology={topology}
            moment={time.moment}
            running={time.running}
            past={viewedAt !== null}
            onAct={(action) => scene.act(action)}
            onOpenPacket={() => setTab('packets')}
            onPick={time.freeze}
          />
        ),
        packets: () => <PacketView {...shared} parseFilter={parseFilter} places={places} />,
        ladder: () => <FrameLadderView {...shared} hosts={hosts} />,
        plots: () => <PlotsView events={events} until={until} />,
      }}
      timeline={
        <Timeline
          now={time.now}
          viewedAt={viewedAt}
          pace={time.pace}
          running={time.running}
          marks={marksIn(evidence, events, momentOf, scene.topology)}
          onPlay={time.play}
          onFreeze={time.freeze}
          onStep={(to) => {
            if (viewedAt !== null) return time.seek(nextFrameAt(events, viewedAt) ?? time.now);
            void (to === 'event' ? scene.stepEvent() : scene.stepFrame()).then(time.toNow);
          }}
          onBack={() => {
            time.freeze();
            time.seek(previousFrameAt(events, until));
          }}
          onSeek={time.seek}
          onReturn={time.toNow}
          onPace={time.setPace}
        />
      }
    />
  );
}
