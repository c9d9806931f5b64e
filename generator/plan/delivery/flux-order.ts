import { FLUX_NAMESPACE, kustomizationName } from '../../load/delivery-names.ts';
import type { Fleet, FluxDelivery } from '../../load/index.ts';
import { forCluster } from '../../load/value-sources.ts';
import { both } from '../both.ts';
import type { ChangedObjects, DeliveryNote, DeliveryStep } from './order.ts';
import type { WrittenKustomization, WrittenKustomizations } from './written.ts';

/**
 * What kustomize-controller v1.9.6 does, in its order: it waits until all of dependsOn is ready, applies (`ApplyAllStaged` of fluxcd/pkg/ssa:
 * kinds that end with Class first, for which it waits), prunes in the reverse order, and only then looks at whether the rest that it
 * applied is ready. Without health checks a new class counts as ready.
 */
export function fluxSteps(flux: FluxDelivery, { applied, removed }: ChangedObjects): DeliveryStep[] {
  const waits = (flux.dependsOn ?? []).map(({ name }) => `Kustomization/${name}`);
  const steps: DeliveryStep[] = [];
  if (waits.length > 0) steps.push({ action: 'wait', objects: waits });
  if (applied.length > 0) steps.push(...applySteps(flux, [...applied].sort()));
  if (removed.length > 0)
    steps.push({
      action: 'delete',
      objects: [...removed].sort().reverse(),
      ...(applied.length > 0 ? { note: 'at once, before what was applied is ready' } : {}),
    });
  return steps;
}

function applySteps({ healthChecks }: FluxDelivery, applied: string[]): DeliveryStep[] {
  const classes = applied.filter((name) => name.startsWith('EC2NodeClass/'));
  if (!healthChecks || classes.length === 0) return [{ action: 'apply', objects: applied }];
  const others = applied.filter((name) => !classes.includes(name));
  return [
    { action: 'apply', objects: classes },
    { action: 'wait', objects: classes, note: 'for a minute, then Flux starts again' },
    ...(others.length > 0 ? [{ action: 'apply' as const, objects: others }] : []),
  ];
}

/** What changes in what Flux waits for, and whether it applies anything at all. */
export function fluxNotes(before: Fleet, after: Fleet, isChanged: boolean): DeliveryNote[] {
  const [old, now] = both(before, after, ({ spec }) => spec.delivery?.flux);
  if (!old || !now) return [];
  const namesOf = (flux: FluxDelivery): string[] => (flux.dependsOn ?? []).map(({ name }) => name);
  const [had, has] = [namesOf(old), namesOf(now)];
  const at = (path: (string | number)[]) => after.sources.locate(['delivery', 'flux', ...path]);
  return [
    ...(now.suspend === true && (isChanged || old.suspend !== true)
      ? [
          {
            isProblem: false,
            text: 'delivery.flux.suspend is true, so Flux applies nothing of this until it is false',
            at: at(['suspend']),
          },
        ]
      : []),
    ...has
      .filter((name) => !had.includes(name))
      .map((name) => ({
        isProblem: false,
        text: `Flux applies nothing before Kustomization/${name} is ready from now on`,
        at: at(['dependsOn', has.indexOf(name)]),
      })),
    ...had
      .filter((name) => !has.includes(name))
      .map((name) => ({
        isProblem: false,
        text: `Flux no longer waits for Kustomization/${name}, so node pools may be applied before what it applies`,
        at: at(['dependsOn']),
      })),
  ];
}

export interface FluxHold {
  before: WrittenKustomizations;
  after: WrittenKustomizations;
}

/**
 * What keeps Flux from ever applying a change to a cluster (kustomize-controller v1.9.6, `checkDependencies`): a dependency that leaves the
 * repository, that is suspended and so never has the new revision, or that waits for this Kustomization itself.
 */
export function fluxHolds(fleet: Fleet, old: Fleet, cluster: string, written: FluxHold): DeliveryNote[] {
  const { flux } = fleet.spec.delivery ?? {};
  if (!flux?.dependsOn) return [];
  const folder = (one: Fleet): string | undefined => (one.spec.delivery?.flux?.hub ? undefined : cluster);
  const [before, after] = [written.before(folder(old)), written.after(folder(fleet))];
  const { namespace = FLUX_NAMESPACE } = flux;
  const own = kustomizationName(fleet.name, flux, cluster);
  return flux.dependsOn.flatMap((dependency, i): DeliveryNote[] => {
    const name = forCluster(dependency.name, cluster);
    const wanted = { name, namespace: dependency.namespace ?? namespace };
    const text = holdText(wanted, own, before, after);
    if (text === undefined) return [];
    return [{ isProblem: true, text, at: fleet.sources.locate(['delivery', 'flux', 'dependsOn', i]) }];
  });
}

function holdText(
  wanted: { name: string; namespace: string },
  own: string,
  before: readonly WrittenKustomization[],
  after: readonly WrittenKustomization[],
): string | undefined {
  const find = (all: readonly WrittenKustomization[]) =>
    all.find((one) => one.name === wanted.name && (one.namespace ?? wanted.namespace) === wanted.namespace);
  const [old, now] = [find(before), find(after)];
  const title = `Kustomization/${wanted.name}`;
  const never = `Flux never applies this: it waits for ${title}`;
  if (now?.suspend) return `${never}, which is suspended`;
  if (now?.dependsOn.includes(own)) return `${never}, which waits for Kustomization/${own}`;
  if (now || !old) return undefined;
  const heir = after.find(
    (one) =>
      one.path === old.path &&
      !before.some((other) => other.name === one.name && other.namespace === one.namespace),
  );
  return heir
    ? `${never}, which is renamed to Kustomization/${heir.name}: use that name in delivery.flux.dependsOn`
    : `${never}, which leaves the repository`;
}
