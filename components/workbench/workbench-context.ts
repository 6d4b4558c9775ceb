'use client';

import { createContext, useContext } from 'react';

/** Whether the lab is shown where the screen is too narrow to show it always. */
export interface Workbench {
  readonly shown: boolean;
  show(shown: boolean): void;
  /** What was asked to the front of the pictures, by its label; `at` counts how often. */
  readonly front: { readonly label: string; readonly file?: string | undefined; readonly at: number } | null;
  /** @param file the program to show, for the editor */
  bringToFront(label: string, file?: string): void;
}

export const WorkbenchContext = createContext<Workbench>({
  shown: false,
  show: () => undefined,
  front: null,
  bringToFront: () => undefined,
});

export const useWorkbench = (): Workbench => useContext(WorkbenchContext);
