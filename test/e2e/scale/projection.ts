import type { Spent } from './meter.ts';
import { table } from './table.ts';

/** Fleets that are reckoned for. */
const SIZES = [300, 1000, 3000, 10_000];

/** Work that was measured, and how many clusters it was done for. */
export interface Sample {
  spent: Spent;
  clusters: number;
}

/** What a program takes of a processor, per cluster, in seconds. */
export function perCluster({ spent, clusters }: Sample, ...programs: string[]): number {
  return programs.reduce((sum, name) => sum + (spent.cpu[name] ?? 0), 0) / clusters;
}

/**
 * What fleets of several sizes take of Flux on a hub.
 * @param rest a round in which nothing changes
 * @param interval seconds between rounds
 */
export function fluxProjection(rest: Sample, change: Sample, interval: number): string {
  const controller = 'kustomize-controller';
  return table(
    [
      'clusters',
      `cores of ${controller} at rest`,
      'cores of the hub’s API server at rest',
      'requests to it in a second',
      `a change everywhere, for each core of ${controller}`,
    ],
    SIZES.map((size) => {
      const rounds = size / interval;
      return [
        size.toLocaleString('en'),
        (rounds * perCluster(rest, controller)).toFixed(2),
        (rounds * perCluster(rest, 'the hub')).toFixed(2),
        ((rounds * (rest.spent.requests['the hub'] ?? 0)) / rest.clusters).toFixed(0),
        minutes(size * perCluster(change, controller)),
      ];
    }),
  );
}

/**
 * What fleets of several sizes take of Argo CD.
 * @param rest a refresh of all Applications in which nothing changes
 * @param interval seconds between refreshes
 */
export function argocdProjection(rest: Sample, change: Sample, interval: number): string {
  const controller = 'application-controller';
  return table(
    [
      'clusters',
      `cores of ${controller} at rest`,
      `processor time of a change, ${controller}`,
      'processor time of a change, repo-server',
    ],
    SIZES.map((size) => [
      size.toLocaleString('en'),
      ((size / interval) * perCluster(rest, controller)).toFixed(2),
      minutes(size * perCluster(change, controller)),
      minutes(size * perCluster(change, 'repo-server')),
    ]),
  );
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
}
