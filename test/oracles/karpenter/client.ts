import type { NodeClassHashVersion } from '../../../generator/plan/hash/index.ts';
import { answersOf, builtOracle } from '../program.ts';

/** A hash, or why Go cannot decode the object. */
export type HashAnswer = { hash: string; hashVersion: string } | { error: string };

/** Karpenter's hashes of objects, each written as JSON on one line, from the oracle that README.md has built for the version. */
export function karpenterHashes(version: NodeClassHashVersion, lines: readonly string[]): HashAnswer[] {
  return run(`karpenter-hash-${version}`, lines) as HashAnswer[];
}

/** Whether labels lack what requirements demand, for lines of `{requirements, labels}`. */
export function karpenterDrift(lines: readonly string[]): { drifted: boolean; error?: string }[] {
  return run('karpenter-drift', lines) as { drifted: boolean; error?: string }[];
}

/** What Karpenter's scheduler plans for pending pods, for lines as the oracle `fit` reads them. */
export function karpenterPlans(lines: readonly string[]): KarpenterPlan[] {
  return run('karpenter-fit', lines) as KarpenterPlan[];
}

export interface KarpenterPlan {
  nodes: { pool: string; pods: string[]; types: string[] }[];
  /** The text of each pending pod's error. */
  errors: Record<string, string>;
  error?: string;
}

/** The instance types that are left after each of Karpenter's steps. */
export interface CandidateSteps {
  steps: { name: string; types: string[] }[];
  error?: string;
}

/**
 * What Karpenter launches for lines of `{nodePool, nodeClass, region, zones, prices}`.
 * @param types a file with EC2's descriptions of instance types by name
 */
export function karpenterCandidates(types: string, lines: readonly string[]): CandidateSteps[] {
  return run('karpenter-candidates', lines, types) as CandidateSteps[];
}

function run(oracle: string, lines: readonly string[], ...args: string[]): unknown[] {
  return answersOf(builtOracle('karpenter', oracle), lines, 'inherit', args).map((line) => JSON.parse(line));
}
