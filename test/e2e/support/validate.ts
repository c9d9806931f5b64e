import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from 'yaml';
import { isAdjustable } from '../../../generator/diagnostics/codes.ts';
import { poolwright } from './command.ts';
import { editedFleet } from './repository.ts';

/** What poolwright says of a fleet. */
export interface FleetResult {
  refused: boolean;
  /** The codes of what it refuses for; empty where it does not. */
  codes: string[];
  /** The folder that holds the fleet; its tree, too, unless it is refused. */
  folder: string;
}

/**
 * Asks poolwright whether clusters would take a fleet. What clusters take and Karpenter or good sense does not, counts as taken: an
 * API server knows nothing of it.
 */
export async function validateFleet(folder: string, fleet: string): Promise<FleetResult> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'fleet.yaml'), fleet);
  const { stdout, stderr, status } = await poolwright(['generate', '--format', 'json'], folder);
  if (status === null || status > 2 || stdout === '')
    throw new Error(`poolwright generate ended with ${status}: ${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; severity: string }[] };
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const codes = [...new Set(errors)].filter((code) => code !== 'karpenter-rejects' && !isAdjustable(code));
  if (codes.length === 0 && status !== 0) await poolwright(['generate', '--force'], folder);
  return { refused: codes.length > 0, codes, folder };
}

/** The objects of a cluster, by the fleet in a folder. */
export async function renderIn(folder: string, cluster: string): Promise<string> {
  const { status, stdout, stderr } = await poolwright(['render', cluster], folder);
  if (status !== 0) throw new Error(`poolwright render ended with ${status}: ${stderr}`);
  return stdout;
}

/** The fleet with one environment, without what is not matter of an API server's: patterns of variables, and workloads. */
export function plainFleet(text: string, environment: string): string {
  return editedFleet(text, (fleet: Document) => {
    const { spec } = fleet.toJS() as { spec: { environments: object; variables: object } };
    for (const name of Object.keys(spec.environments))
      if (name !== environment) fleet.deleteIn(['spec', 'environments', name]);
    for (const name of Object.keys(spec.variables)) fleet.deleteIn(['spec', 'variables', name, 'pattern']);
    fleet.deleteIn(['spec', 'workloads']);
  });
}

/** Does work for all items, a few at a time. */
export async function forAll<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atATime }, next));
}
