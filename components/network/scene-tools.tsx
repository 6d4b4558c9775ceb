'use client';

import { useEffect, useRef, useState } from 'react';
import { captureOf } from '../../lab/scene/capture.ts';
import { linkOf, readRun } from '../../lab/scene/link.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { type OpenScene, useLab } from '../lab-session/lab-context.ts';

interface Props {
  readonly open: OpenScene;
  readonly events: readonly NetworkEvent[];
}

/** Longer links are cut by some mail and chat programs; a file has no such limit. Characters. */
const longestLink = 6_000;
/** What happened to a link or file stands there so long, ms. */
const shownFor = 8_000;

/** Reset, the capture as a file, the scene as a link or file. */
export function SceneTools({ open, events }: Props) {
  const { openScene } = useLab();
  const [said, setSaid] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const { scene, lab } = open;
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), shownFor);
    return () => clearTimeout(timer);
  }, [said]);
  const points = [...new Set(scene.topology.cables.flatMap(({ ends }) => ends))];

  const save = (point: string): void => {
    const bytes = captureOf(events, point === 'all' ? undefined : [point]);
    download(
      new Blob([bytes as BlobPart]),
      `first-hop-${lab}${point === 'all' ? '' : `-${point.replace(':', '-')}`}.pcapng`,
    );
  };
  const saveRun = (): void =>
    download(new Blob([JSON.stringify({ lab, recording: scene.recording() })]), `first-hop-${lab}.json`);
  const share = async (): Promise<void> => {
    const link = await linkOf(location.href, lab, scene.recording());
    if (link.length > longestLink) {
      saveRun();
      return setSaid('It is too long for a link, so it is a file. “Open a run from a file” brings it back.');
    }
    history.replaceState(null, '', link);
    await navigator.clipboard?.writeText(link).catch(() => undefined);
    setSaid(
      'The address of this page now opens the network as it is. It is on the clipboard, too, if your browser allows.',
    );
  };
  const openFile = async (file: File | undefined): Promise<void> => {
    const shared = file ? readRun(await file.text()) : null;
    const opened = shared && (await openScene(shared.lab, shared.recording));
    setSaid(opened ? 'The run from the file is open.' : 'This file holds no run of a network of this lesson.');
  };
  return (
    <span className="scene-menu">
      <button
        type="button"
        onClick={() => void scene.reset()}
        aria-label="Reset"
        title="Reset: everything from the beginning"
      >
        <span className="wide">Reset</span>
        <span className="narrow" aria-hidden="true">
          ↺
        </span>
      </button>
      <select
        aria-label="Save what was captured"
        value=""
        onChange={(event) => {
          if (event.target.value === 'open') file.current?.click();
          else if (event.target.value === 'link') void share();
          else if (event.target.value === 'file') saveRun();
          else save(event.target.value);
        }}
      >
        <option value="" disabled>
          Save
        </option>
        <option value="all">All packets (pcapng)</option>
        {points.map((point) => (
          <option key={point} value={point}>
            Packets at {point} (pcapng)
          </option>
        ))}
        <option value="link">A link to this run</option>
        <option value="file">This run as a file</option>
        <option value="open">Open a run from a file</option>
      </select>
      <input
        ref={file}
        type="file"
        accept="application/json"
        hidden
        onChange={(event) => void openFile(event.target.files?.[0])}
      />
      <span className={said === '' ? 'visually-hidden' : 'scene-said'} role="status">
        {said}
      </span>
    </span>
  );
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
