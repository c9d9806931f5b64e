import type { ValueObject } from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { sorted } from '../diagnostics/findings.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { emit } from '../emit/index.ts';
import type { Fleet } from '../load/fleet.ts';
import { loadFleet } from '../load/index.ts';
import { touchesNodes } from '../plan/change.ts';
import { argocdDelivery } from './argocd-delivery.ts';
import { countReads } from './count-reads.ts';
import { fluxDelivery } from './delivery.ts';
import { fleetText } from './document.ts';
import type { Deliverers } from './environments.ts';
import { type FleetRequest, type ImportedFleet, importFleet } from './fleet.ts';
import { type KarpenterVersions, karpenterVersions } from './karpenter-versions.ts';
import { generatedOutput, outputApart, outputAt } from './output.ts';
import { type Proof, proveFleet } from './proof.ts';
import { checkReplaced, folderOfClusters } from './replaced.ts';
import type { SourceHost } from './sources/host.ts';
import { fleetKey } from './sources/objects.ts';
import type { OldFiles } from './sources/old-files.ts';
import { type ReadSources, readSources, type SourceRequest } from './sources/read.ts';

export type { KarpenterVersions } from './karpenter-versions.ts';
export type { SourceHost } from './sources/host.ts';
export type { DeclaredKarpenter } from './sources/karpenter-declared.ts';
export { asLabel } from './sources/names.ts';
export type { ReadSources, SourceRequest } from './sources/read.ts';

/** Runs the steps of an import, and shows how far each is. */
export interface ImportSteps {
  stage<T>(name: string, work: () => T): T;
  progress(done: number, total: number, noun: string): void;
}

export interface ImportRequest extends SourceRequest {
  steps: ImportSteps;
  /** The only pools to import; all of them without it. */
  only?: ReadonlySet<string>;
  /** The fleet's name; without it that of the Flux Kustomizations, or `folder`. */
  name?: string;
  folder: string;
  /** The Karpenter release of clusters for which the sources declare none. */
  karpenter: string;
  /** Whether it is the release of all clusters, whatever the sources declare. */
  isKarpenterGiven?: boolean;
  crds: Crds;
  /** The time from which on budgets count, milliseconds since 1970. */
  at: number;
}

/** A fleet.yaml, and whether it gives each cluster what it has. */
export interface Import {
  sources: ReadSources;
  karpenter?: KarpenterVersions;
  diagnostics: Diagnostic[];
  /** Absent where the sources have no pool that can be imported, or not one that is to be. */
  fleet?: { text: string; imported: ImportedFleet; proof?: Proof; isProven: boolean; old: OldFiles };
}

/**
 * Reads sources, writes the text of a fleet for them, and proves it: the fleet is loaded, rendered for each cluster and compared.
 * @param file the path that the fleet's own diagnostics name
 */
export function importSources(host: SourceHost, request: ImportRequest, file: string): Import {
  const { steps } = request;
  const reads = countReads(host, (done, total) => steps.progress(done, total, 'file'));
  const sources = steps.stage('read', () => readSources(reads.host, request));
  reads.end();
  const unknown = unknownPool(sources, request.only);
  if (unknown) return { sources, diagnostics: sorted([...sources.diagnostics, unknown]) };
  const flux = sources.flux ? fluxDelivery(sources.flux) : undefined;
  const argocd = sources.argocd ? argocdDelivery(sources.argocd) : undefined;
  const delivery = { ...(flux ? { flux: flux.flux } : {}), ...(argocd ? { argocd: argocd.argocd } : {}) };
  const declared = request.isKarpenterGiven ? [] : sources.karpenter;
  const karpenter = karpenterVersions(sources.targets, declared, request.karpenter, request.crds);
  const importing: FleetRequest = {
    targets: sources.targets,
    name: request.name ?? flux?.name ?? argocd?.name ?? request.folder,
    karpenter: karpenter.usual,
    karpenterOf: karpenter.of,
    crds: request.crds,
    only: request.only,
    delivery: Object.keys(delivery).length > 0 ? delivery : undefined,
    clusterFields: (cluster) => ({
      ...flux?.clusters.get(cluster),
      ...sources.argocd?.clusters.get(cluster),
    }),
    deliveredBy: flux && argocd && createDeliveredBy(sources),
    examples: sources.flux?.examples ?? {},
    onTarget: (done, total) => steps.progress(done, total, 'target'),
  };
  const imported = steps.stage('import', () => importFleet(importing));
  const diagnostics = [
    ...sources.diagnostics,
    ...karpenter.diagnostics,
    ...(flux?.diagnostics ?? []),
    ...(argocd?.diagnostics ?? []),
    ...imported.diagnostics,
  ];
  if (Object.keys(imported.pools).length === 0) return { sources, diagnostics: sorted(diagnostics) };
  const old = sources.oldFiles(imported);
  const known = generatedOutput(host);
  const clusters = sources.flux && folderOfClusters(sources.flux);
  let { text, loaded } = written(imported, known ?? outputAt(clusters), file);
  const apart = loaded.fleet && !known && outputApart(emit(loaded.fleet), host, old.remove, clusters);
  if (apart) ({ text, loaded } = written(imported, apart, file));
  if (loaded.fleet && sources.flux) diagnostics.push(...checkReplaced(loaded.fleet, sources.flux, host, old));
  const { fleet } = loaded;
  const proof =
    fleet &&
    steps.stage('prove', () =>
      proveFleet(fleet, imported.targets, imported.environments, {
        ...request,
        onTarget: (done, total) => steps.progress(done, total, 'target'),
      }),
    );
  return {
    sources,
    karpenter,
    diagnostics: sorted([...diagnostics, ...loaded.diagnostics, ...(proof?.diagnostics ?? [])]),
    fleet: {
      text,
      imported,
      ...(proof ? { proof } : {}),
      isProven: proof !== undefined && isEqual(proof),
      old,
    },
  };
}

/** What delivers to each cluster now. */
function createDeliveredBy({ flux, argocd }: ReadSources): (cluster: string) => Deliverers {
  const byFlux = new Set(flux?.kustomizations.map(({ cluster }) => cluster));
  return (cluster) => [
    ...(byFlux.has(cluster) ? (['flux'] as const) : []),
    ...(argocd?.clusters.has(cluster) ? (['argocd'] as const) : []),
  ];
}

/** A pool that is to be imported, and that no source has. */
function unknownPool({ targets }: ReadSources, only: ImportRequest['only']): Diagnostic | undefined {
  const keys = targets.flatMap(({ objects }) => objects.map(({ object }) => fleetKey(object)));
  const pools = new Set(keys.flatMap((key) => /^NodePool\/(.*)$/s.exec(key)?.[1] ?? []));
  const unknown = [...(only ?? [])].find((name) => !pools.has(name));
  if (unknown === undefined || pools.size === 0) return undefined;
  return {
    code: 'unknown-target',
    severity: 'error',
    message: `the sources have no NodePool ${unknown}`,
    help: didYouMean(unknown, [...pools], 'pool'),
  };
}

/** The text of a fleet whose tree lies in these folders. */
function written(
  { value, origins }: ImportedFleet,
  output: ValueObject | undefined,
  file: string,
): { text: string; loaded: ReturnType<typeof loadText> } {
  const { karpenter = null, ...spec } = value.spec as ValueObject;
  const placed = output ? { ...value, spec: { karpenter, output, ...spec } } : value;
  const text = fleetText(placed, origins);
  return { text, loaded: loadText(text, file) };
}

/** Warnings are for `validate` to give once the fleet is there. */
function loadText(text: string, file: string): { fleet?: Fleet; diagnostics: Diagnostic[] } {
  const host = { readFile: (path: string) => (path === file ? text : undefined), glob: () => [] };
  const { fleet, diagnostics } = loadFleet(host, file);
  return { ...(fleet ? { fleet } : {}), diagnostics: diagnostics.filter((one) => hasErrors([one])) };
}

function isEqual({ diagnostics, plan }: Proof): boolean {
  return diagnostics.length === 0 && plan.entries.every(({ change }) => !touchesNodes(change.effect));
}

/** How many pools of clusters a fleet rolls, and how many it deletes. */
export function planCounts({ plan }: Proof): { rolls: number; deleted: number } {
  const effects = plan.entries.map(({ change }) => change.effect);
  const deleted = effects.filter((effect) => effect === 'deleted').length;
  return { rolls: effects.filter(touchesNodes).length - deleted, deleted };
}
