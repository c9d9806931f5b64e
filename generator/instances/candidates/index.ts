export type { Candidate, Candidates, FunnelStep, Step } from './candidate.ts';
export { type CandidateInput, findCandidates, type SubnetZone } from './candidates.ts';
export { type FleetPool, poolsOfFleet } from './fleet-pools.ts';
