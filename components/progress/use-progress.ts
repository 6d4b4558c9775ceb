'use client';

import { useSyncExternalStore } from 'react';
import type { Progress } from './progress.ts';
import { progressStore } from './progress-store.ts';

export const useProgress = (): Progress =>
  useSyncExternalStore(progressStore.subscribe, progressStore.get, progressStore.none);
