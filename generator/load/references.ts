import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { FleetSources, FleetSpec } from './fleet.ts';
import type { Path } from './path.ts';
import { checkWaivers } from './waivers.ts';

/** Names that the spec refers to must exist: pools, shared node classes, variables; cluster names are unique. */
export function checkReferences(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  return [
    ...sharedClassReferences(spec, sources),
    ...overrideReferences(spec, sources),
    ...valuesOfVariables(spec, sources),
    ...budgetsOfEnvironments(spec, sources),
    ...checkWaivers(spec, sources),
    ...duplicateClusters(spec, sources),
  ];
}

const UNKNOWN = {
  pool: 'unknown-pool',
  'node class': 'unknown-node-class',
  variable: 'unknown-variable',
} as const;

function unknown(
  noun: keyof typeof UNKNOWN,
  name: string,
  known: readonly string[],
  at: Location,
): Diagnostic {
  return {
    code: UNKNOWN[noun],
    severity: 'error',
    message: `unknown ${noun} ${name}`,
    help: didYouMean(name, known, noun),
    at,
    cause: { key: `unknown ${noun} ${name}` },
  };
}

function sharedClassReferences(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const shared = Object.keys(spec.nodeClasses ?? {});
  const found: Diagnostic[] = [];
  for (const [pool, { nodeClass }] of Object.entries(spec.pools)) {
    if (typeof nodeClass === 'string' && !shared.includes(nodeClass)) {
      found.push(unknown('node class', nodeClass, shared, sources.locate(['pools', pool, 'nodeClass'])));
    }
  }
  for (const name of shared) {
    const pool = spec.pools[name];
    if (pool && typeof pool.nodeClass !== 'string') found.push(sameName(name, sources));
  }
  return found;
}

function sameName(name: string, sources: FleetSources): Diagnostic {
  return {
    code: 'duplicate-declaration',
    severity: 'error',
    message: `the EC2NodeClass ${name} is declared twice: as a shared node class and by the pool ${name}`,
    help: `Write nodeClass: ${name} in the pool to use the shared one, or rename one of the two`,
    at: sources.locate(['pools', name, 'nodeClass'], 'key'),
    related: [{ message: 'the shared node class', at: sources.locate(['nodeClasses', name], 'key') }],
  };
}

function overrideReferences(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [environment, declared] of Object.entries(spec.environments)) {
    for (const [group, noun] of [
      ['pools', 'pool'],
      ['nodeClasses', 'node class'],
    ] as const) {
      const known = Object.keys(spec[group] ?? {});
      for (const name of Object.keys(declared[group] ?? {})) {
        const path = ['environments', environment, group, name];
        if (!known.includes(name)) found.push(unknown(noun, name, known, sources.locate(path, 'key')));
      }
    }
    found.push(
      ...misplacedOverrides(spec, environment, sources),
      ...leftOutClasses(spec, environment, sources),
      ...withoutPools(spec, environment, sources),
    );
  }
  return found;
}

/** A pool that uses a shared node class has none of its own to patch. */
function misplacedOverrides(spec: FleetSpec, environment: string, sources: FleetSources): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [pool, override] of Object.entries(spec.environments[environment]?.pools ?? {})) {
    const shared = spec.pools[pool]?.nodeClass;
    if (!override || typeof shared !== 'string') continue;
    for (const field of ['nodeClass', 'nodeClassJson6902'] as const) {
      if (override[field] === undefined) continue;
      found.push({
        code: 'misplaced-override',
        severity: 'error',
        message: `the pool ${pool} uses the shared node class ${shared}, so it has no node class of its own to patch`,
        help: `Patch it under environments.${environment}.nodeClasses.${shared}`,
        at: sources.locate(['environments', environment, 'pools', pool, field], 'key'),
      });
    }
  }
  return found;
}

/** A node class that a pool of the environment uses cannot be excluded there. */
function leftOutClasses(spec: FleetSpec, environment: string, sources: FleetSources): Diagnostic[] {
  const declared = spec.environments[environment];
  return Object.entries(spec.pools).flatMap(([pool, { nodeClass }]) => {
    if (
      typeof nodeClass !== 'string' ||
      declared?.nodeClasses?.[nodeClass] !== false ||
      declared.pools?.[pool] === false
    )
      return [];
    return [
      {
        code: 'excluded-dependency',
        severity: 'error',
        message: `${environment} excludes the node class ${nodeClass}, which its pool ${pool} uses`,
        help: `Exclude the pool ${pool} as well, or keep the node class`,
        at: sources.locate(['environments', environment, 'nodeClasses', nodeClass], 'key'),
        environment,
      } satisfies Diagnostic,
    ];
  });
}

/** Legal, but tools differ: kubectl refuses to apply nothing, Flux and Argo CD remove what the cluster has. */
function withoutPools(spec: FleetSpec, environment: string, sources: FleetSources): Diagnostic[] {
  const declared = spec.environments[environment];
  if (Object.keys(spec.pools).some((pool) => declared?.pools?.[pool] !== false)) return [];
  return [
    {
      code: 'excluded-dependency',
      severity: 'warning',
      message: `${environment} excludes every pool, so its clusters lose all their pools`,
      help: `Keep a pool in ${environment}, or remove the environment`,
      at: sources.locate(['environments', environment], 'key'),
      environment,
    },
  ];
}

function valuesOfVariables(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const declared = Object.keys(spec.variables ?? {});
  const known = new Set(declared);
  const found: Diagnostic[] = [];
  const check = (variables: object | undefined, home: Path): void => {
    for (const name of Object.keys(variables ?? {})) {
      const path = [...home, 'variables', name];
      if (!known.has(name)) found.push(unknown('variable', name, declared, sources.locate(path, 'key')));
    }
  };
  for (const [environment, { clusters, variables }] of Object.entries(spec.environments)) {
    check(variables, ['environments', environment]);
    for (const [cluster, own] of Object.entries(clusters ?? {}))
      check(own.variables, ['environments', environment, 'clusters', cluster]);
  }
  return found;
}

function budgetsOfEnvironments(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const environments = Object.keys(spec.environments);
  return Object.keys(spec.checks?.budget ?? {})
    .filter((name) => !environments.includes(name))
    .map((name) => ({
      code: 'invalid-value',
      severity: 'error',
      message: `the budget is for the environment ${name}, which the fleet does not declare`,
      help: didYouMean(name, environments, 'environment'),
      at: sources.locate(['checks', 'budget', name], 'key'),
    }));
}

/** A cluster's name is its folder below clusters/, so it is unique over all environments. */
function duplicateClusters(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const first = new Map<string, string>();
  const found: Diagnostic[] = [];
  for (const [environment, { clusters }] of Object.entries(spec.environments)) {
    for (const cluster of Object.keys(clusters ?? {})) {
      const other = first.get(cluster);
      if (other === undefined) first.set(cluster, environment);
      else {
        found.push({
          code: 'duplicate-cluster',
          severity: 'error',
          message: `the cluster ${cluster} is declared in ${other} and in ${environment}`,
          help: 'Give each cluster a name that is unique across all environments',
          at: sources.locate(['environments', environment, 'clusters', cluster], 'key'),
          related: [
            {
              message: `${cluster} in ${other}`,
              at: sources.locate(['environments', other, 'clusters', cluster], 'key'),
            },
          ],
        });
      }
    }
  }
  return found;
}
