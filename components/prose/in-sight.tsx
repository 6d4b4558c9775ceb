import type { ReactNode } from 'react';
import './in-sight.css';

/** A figure and the lab that it belongs to: where there is room, the figure stays in sight while the lab is done. */
export const InSight = ({ children }: { children: ReactNode }) => <div className="in-sight">{children}</div>;
