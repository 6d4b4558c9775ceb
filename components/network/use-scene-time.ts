import { useCallback, useEffect, useRef, useState } from 'react';
import type { Scene } from '../../lab/scene/scene.ts';
import type { Pace } from './timeline.tsx';

/** The views follow a running clock so often, ms. The drawing itself moves with every picture of the screen. */
const refreshEvery = 140;
/** How fast the past is played again where no pace is chosen: a frame of 1,500 bytes on a cable of 100 Mb/s in 0.6 s. */
const replayRatio = 0.0002;

/** Where a scene's time is, where the learner looks, and the keys of the timeline. Virtual ns. */
export interface SceneTime {
  readonly now: number;
  /** The moment looked at; null: now. */
  readonly viewedAt: number | null;
  /** `viewedAt`, or now. */
  readonly until: number;
  readonly running: boolean;
  readonly pace: Pace;
  /** For drawing: asked before every picture. */
  moment(): number;
  play(): void;
  freeze(): void;
  setPace(pace: Pace): void;
  seek(at: number): void;
  toNow(): void;
}

/** A replay of the past on the wall: from a moment, since some time. */
interface Playback {
  readonly from: number;
  readonly since: number;
}

/** Live time is the scene's own. The past is only looked at: playing it again moves the view, not the network. */
export function useSceneTime(scene: Scene): SceneTime {
  const [pace, choosePace] = useState<Pace>(() => (scene.watching || scene.pace === 0 ? 'watch' : scene.pace));
  const [running, setRunning] = useState(() => scene.pace > 0);
  const [viewedAt, setViewedAt] = useState<number | null>(null);
  const [playback, setPlayback] = useState<Playback | null>(null);
  const [, refresh] = useState(0);
  const state = useRef({ pace, viewedAt, playback });
  state.current = { pace, viewedAt, playback };

  const moment = useCallback((): number => {
    const { playback: played, viewedAt: viewed, pace: ratio } = state.current;
    if (played)
      return Math.min(
        scene.moment,
        played.from + (performance.now() - played.since) * 1e6 * (ratio === 'watch' ? replayRatio : ratio),
      );
    return viewed ?? scene.moment;
  }, [scene]);

  useEffect(() => {
    if (!running && !playback) return;
    const timer = setInterval(() => {
      if (state.current.playback && moment() >= scene.moment) {
        setPlayback(null);
        setViewedAt(null);
      }
      refresh((count) => count + 1);
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [running, playback, moment, scene]);

  // Stepping, and whatever else froze or let go of it from outside (a packet was picked up).
  const follow = (): void => {
    setRunning(scene.pace > 0);
    refresh((count) => count + 1);
  };
  const past = viewedAt !== null || playback !== null;
  return {
    now: scene.moment,
    viewedAt: playback ? moment() : viewedAt,
    until: moment(),
    running: past ? playback !== null : running,
    pace,
    moment,
    play() {
      if (viewedAt !== null) {
        setPlayback({ from: viewedAt, since: performance.now() });
        return;
      }
      goOn(scene, pace);
      follow();
    },
    freeze() {
      if (playback) {
        setViewedAt(moment());
        setPlayback(null);
        return;
      }
      scene.pace = 0;
      follow();
    },
    setPace(next) {
      choosePace(next);
      if (playback) setPlayback({ from: moment(), since: performance.now() });
      else if (scene.pace > 0) goOn(scene, next);
      follow();
    },
    seek(at) {
      setPlayback(null);
      setViewedAt(at >= scene.moment ? null : Math.max(0, at));
    },
    toNow() {
      setPlayback(null);
      setViewedAt(null);
      follow();
    },
  };
}

function goOn(scene: Scene, pace: Pace): void {
  if (pace === 'watch') scene.watch();
  else scene.pace = pace;
}
