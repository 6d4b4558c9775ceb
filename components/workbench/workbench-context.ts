'use client';

import { createContext, useContext } from 'react';

/** Whether the lab is shown where the screen is too narrow to show it always. */
export interface Workbench {
  readonly shown: boolean;
  show(shown: boolean): void;
}

export const WorkbenchContext = createContext<Workbench>({ shown: false, show: () => undefined });

export const useWorkbench = (): Workbench => useContext(WorkbenchContext);
