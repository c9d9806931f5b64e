import { openCrds, unknownVersion } from '../crds/karpenter.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { profileOf } from '../diagnostics/profile.ts';
import type { EnvironmentSpec } from '../load/fleet.ts';
import type { Fleet } from '../load/index.ts';
import type { Options } from './command.ts';

/** A fleet with the versions of `--karpenter` and `--kubernetes` instead of its own, in all environments, and with `--profile`. */
export function retarget(
  fleet: Fleet,
  { karpenter, kubernetes, profile: named }: Options,
): Fleet | { problem: Diagnostic } {
  let version: string | undefined;
  if (karpenter !== undefined) {
    const crds = openCrds();
    version = crds.versionOf(String(karpenter));
    if (version === undefined) return { problem: unknownVersion(String(karpenter), crds) };
  }
  const versions = {
    ...(version === undefined ? {} : { karpenter: version }),
    ...(kubernetes === undefined ? {} : { kubernetes: String(kubernetes) }),
  };
  const environments = Object.fromEntries(
    Object.entries(fleet.spec.environments).map(([name, environment]) => [
      name,
      { ...environment, ...versions, ...clustersAt(environment, versions) },
    ]),
  );
  const profile = profileOf(named);
  const spec = {
    ...fleet.spec,
    ...(version === undefined ? {} : { karpenter: version }),
    ...(profile === undefined ? {} : { checks: { ...fleet.spec.checks, profile } }),
    environments,
  };
  return { ...fleet, spec };
}

/** The clusters of an environment, with these versions in place of their own. */
function clustersAt(
  { clusters }: EnvironmentSpec,
  versions: Pick<EnvironmentSpec, 'karpenter' | 'kubernetes'>,
): Pick<EnvironmentSpec, 'clusters'> {
  if (!clusters) return {};
  return {
    clusters: Object.fromEntries(
      Object.entries(clusters).map(([name, cluster]) => [name, { ...cluster, ...versions }]),
    ),
  };
}
