export type { Candidate, Candidates, FunnelStep, Step } from './candidate.ts';
export { type CandidateInput, findCandidates, type SubnetZone, typesOfPool } from './candidates.ts';
export { fill, knownVariables } from './fill.ts';
export { type FleetPool, poolsOfFleet } from './fleet-pools.ts';
export { imageCheck } from './images.ts';
export { launchedTypes, type OnStep } from './launch.ts';
export { typesIn } from './region.ts';
