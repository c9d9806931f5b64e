import type { Crds } from '../check/crd/crds.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../diagnostics/group-by.ts';
import { supportedVersions } from '../diagnostics/suggest.ts';
import type { DeclaredKarpenter } from './sources/karpenter-declared.ts';
import { asLabel } from './sources/names.ts';
import { type Target, targetName } from './target.ts';

type Place = Pick<Target, 'environment' | 'cluster'>;

/** The Karpenter release of each target. */
export interface KarpenterVersions {
  /** The release of most targets. */
  usual: string;
  of(target: Place): string;
  /** Each declaration that was used, and the targets that it is for. */
  used: { karpenter: string; declared: DeclaredKarpenter; targets: string[] }[];
  /** Declarations that do not say one release. */
  unclear: DeclaredKarpenter[];
  /** The targets whose release nothing declares. */
  assumed: string[];
  diagnostics: Diagnostic[];
}

/**
 * Chooses for each target the declaration that is nearest to it: that of its cluster, that of its environment, or one for all. The chart of
 * the CRDs counts where nothing declares Karpenter itself.
 * @param assumed the release where nothing declares one
 */
export function karpenterVersions(
  targets: readonly Target[],
  declared: readonly DeclaredKarpenter[],
  assumed: string,
  crds: Crds,
): KarpenterVersions {
  const releases = new Map<string, string>();
  const used = new Map<string, KarpenterVersions['used'][number]>();
  const unclear = new Map<string, DeclaredKarpenter>();
  const unknown = new Map<string, DeclaredKarpenter>();
  for (const target of targets) {
    const nearest = nearestOf(target, declared, targets);
    const [first] = nearest;
    const minors = new Set(nearest.map(({ version }) => minorOf(version)));
    const [minor] = minors;
    if (!first) continue;
    if (minors.size > 1 || minor === undefined) {
      for (const one of nearest) unclear.set(idOf(one), one);
      continue;
    }
    const karpenter = crds.versionOf(minor);
    if (karpenter === undefined) {
      unknown.set(idOf(first), first);
      continue;
    }
    releases.set(targetName(target), karpenter);
    const entry = used.get(idOf(first)) ?? { karpenter, declared: first, targets: [] };
    used.set(idOf(first), { ...entry, targets: [...entry.targets, targetName(target)] });
  }
  const of = (target: Place): string => releases.get(targetName(target)) ?? assumed;
  const counted = [...groupBy(targets, of)].toSorted(([, a], [, b]) => b.length - a.length);
  const usual = counted[0]?.[0] ?? assumed;
  return {
    usual,
    of,
    used: [...used.values()],
    unclear: [...unclear.values()],
    assumed: targets.map(targetName).filter((name) => !releases.has(name)),
    diagnostics: Array.from(unknown.values(), ({ version, at }) => ({
      code: 'unknown-karpenter-version',
      severity: 'warning',
      message: `Poolwright has no schemas for Karpenter ${version}; import assumes ${assumed}`,
      help: supportedVersions(crds.versions),
      at,
    })),
  };
}

function idOf({ version, at }: DeclaredKarpenter): string {
  return `${version} ${at.file}:${at.line}`;
}

/** `1.6` of `1.6.2`, and of a range within one minor release; undefined for any other range. */
function minorOf(version: string): string | undefined {
  return /^[v=~\s]*(\d+\.\d+)(?:\.(?:\d+|[xX*])(?:[-+][\w.+-]+)?)?$/.exec(version.trim())?.[1];
}

function nearestOf(
  target: Target,
  declared: readonly DeclaredKarpenter[],
  targets: readonly Target[],
): DeclaredKarpenter[] {
  const near = declared.map((one) => ({ one, rank: rankOf(one, target, targets) }));
  const isMain = near.some(({ one, rank }) => rank >= 0 && !one.isCrdChart);
  const candidates = near.filter(({ one, rank }) => rank >= 0 && one.isCrdChart !== isMain);
  const best = Math.max(...candidates.map(({ rank }) => rank));
  return candidates.filter(({ rank }) => rank === best).map(({ one }) => one);
}

/** How near a declaration is to a target: 3 for one of its cluster, -1 for one of another cluster or environment. */
function rankOf(
  { cluster, files }: DeclaredKarpenter,
  { cluster: own, environment }: Target,
  targets: readonly Target[],
): number {
  if (cluster !== undefined) return cluster === own ? 3 : -1;
  const named = new Set(files.flatMap(namesIn));
  if (targets.some((one) => one.cluster !== undefined && named.has(one.cluster)))
    return own !== undefined && named.has(own) ? 2 : -1;
  if (targets.some((one) => named.has(one.environment))) return named.has(environment) ? 1 : -1;
  return 0;
}

/** The names of clusters and environments that the steps of a path may be: each alone, and with the one after it. */
function namesIn(file: string): string[] {
  const steps = file.replace(/\.\w+$/, '').split('/');
  return steps.flatMap((step, i) => [asLabel(step), asLabel(steps.slice(i, i + 2).join('-'))]);
}
