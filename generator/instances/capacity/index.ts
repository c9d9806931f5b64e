export { type ControllerSettings, capacityUnder, defaultController, type NodeCapacity } from './capacity.ts';
export type { Resources } from './resources.ts';
