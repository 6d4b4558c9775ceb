import type { World } from '../link/world.ts';
import { Switch, type SwitchOptions } from './switch.ts';

/** A switch with two ports, as it was before there were switches: it parts one medium from another. */
export class Bridge extends Switch {
  constructor(world: World, name: string, options: SwitchOptions = {}) {
    super(world, name, 2, options);
  }
}
