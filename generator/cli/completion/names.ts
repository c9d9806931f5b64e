import type { Fleet } from '../../load/index.ts';
import { plural } from '../../report/scope.ts';
import { asFault } from '../fault.ts';
import { FLEET_FILE } from '../fleet-file.ts';
import type { ProcessContext } from '../process-context.ts';
import type { Candidate } from './candidate.ts';
import type { NameKind } from './placeholder.ts';

/** Where names are wanted. */
export interface NamesPlace {
  /** Absolute path of the folder that holds fleet.yaml. */
  root: string;
  /** The typed part of the word. */
  typed: string;
  /** The option whose value they are, by its long name. */
  option: string | undefined;
  around: Pick<ProcessContext, 'cwd' | 'env'>;
}

const SOURCES: Readonly<Record<NameKind, (place: NamesPlace) => Promise<Candidate[]>>> = {
  ENV: fleetNames((fleet) =>
    environmentsOf(fleet).map(([text, clusters]) => ({
      text,
      description: `environment of ${plural(clusters.length, 'cluster')}`,
    })),
  ),
  CLUSTER: fleetNames((fleet) =>
    environmentsOf(fleet).flatMap(([environment, clusters]) =>
      clusters.map((text) => ({ text, description: `cluster of ${environment}` })),
    ),
  ),
  POOL: fleetNames(({ spec }) => Object.keys(spec.pools).map((text) => ({ text, description: 'pool' }))),
  WORKLOAD: async (place) => {
    const { podsOf } = await import('../../instances/objects/pods.ts');
    return fleetNames(({ workloads }) =>
      workloads.flatMap(podsOf).map(({ title }) => ({ text: title, description: 'workload' })),
    )(place);
  },
  CODE: async () => {
    const { CODES } = await import('../../diagnostics/codes.ts');
    return Object.entries(CODES).map(([text, description]) => ({ text, description }));
  },
  FIELD: async (place) => {
    const { fieldsAt } = await import('./fields.ts');
    return fieldsAt(place.typed, () => loadSpec(place));
  },
  REF: revisions,
  REV: revisions,
  VERSION: async ({ option }) => {
    if (option !== 'karpenter') return [];
    const { openCrds } = await import('../../crds/karpenter.ts');
    return openCrds().versions.map((text) => ({ text }));
  },
  ZONE: async () => Intl.supportedValuesOf('timeZone').map((text) => ({ text })),
};

/** The names of a kind; none where the fleet or the repository that has them is missing or cannot be read. */
export async function namesOf(kind: NameKind, place: NamesPlace): Promise<Candidate[]> {
  try {
    return await SOURCES[kind](place);
  } catch (error) {
    if (!asFault(error)) throw error;
    return [];
  }
}

async function loadFleetAt({ root }: NamesPlace): Promise<Fleet | undefined> {
  const { loadFleet } = await import('../../load/index.ts');
  const { diskHost } = await import('../../load/disk.ts');
  return loadFleet(diskHost(root), FLEET_FILE).fleet;
}

async function loadSpec(place: NamesPlace): Promise<Fleet['spec'] | undefined> {
  return (await loadFleetAt(place))?.spec;
}

function fleetNames(list: (fleet: Fleet) => Candidate[]): (place: NamesPlace) => Promise<Candidate[]> {
  return async (place) => {
    const fleet = await loadFleetAt(place);
    return fleet ? list(fleet) : [];
  };
}

function environmentsOf({ spec }: Fleet): [name: string, clusters: string[]][] {
  return Object.entries(spec.environments).map(([name, { clusters }]) => [name, Object.keys(clusters ?? {})]);
}

/** Branches and tags. */
async function revisions({ root, around }: NamesPlace): Promise<Candidate[]> {
  const { openGit } = await import('../../git/runner.ts');
  const refs = ['refs/heads', 'refs/remotes', 'refs/tags'];
  const listed = openGit(root, around).tryRead(['for-each-ref', '--format=%(refname:short)', ...refs]);
  return (listed ?? '')
    .split('\n')
    .filter(Boolean)
    .map((text) => ({ text }));
}
