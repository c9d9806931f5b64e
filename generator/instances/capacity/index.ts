export { type ControllerSettings, defaultController, type NodeCapacity, nodeCapacity } from './capacity.ts';
export type { Resources } from './resources.ts';
