import { posix } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fluxFile } from '../emit/paths.ts';
import { isBelow } from '../emit/roots.ts';
import { kustomizationName } from '../load/delivery-names.ts';
import type { Fleet } from '../load/fleet.ts';
import { objectName } from '../render/index.ts';
import { KUSTOMIZATIONS } from '../render/kustomization-file.ts';
import type { FluxKustomization, FluxSources } from './sources/flux.ts';
import type { SourceHost } from './sources/host.ts';
import type { OldFiles } from './sources/old-files.ts';

/**
 * The folder below which every cluster has the Flux Kustomization that applies its pools, such as `flux/clusters`: a generated one takes its
 * place there. Undefined where they lie in another way.
 */
export function folderOfClusters({ kustomizations }: FluxSources): string | undefined {
  const [folder, ...others] = new Set(kustomizations.map(folderOf));
  return others.length === 0 && folder && !folder.startsWith('../') ? folder : undefined;
}

function folderOf({ manifest: { file }, cluster, spec }: FluxKustomization): string | undefined {
  const steps = posix.dirname(file).split('/');
  const below = steps.indexOf('clusters') + 1 || steps.indexOf(cluster);
  if (steps[below] === cluster) return steps.slice(0, below).join('/');
  // A hub applies the folder of all clusters.
  return spec.kubeConfig === undefined ? undefined : steps.join('/');
}

/**
 * Reports Kustomizations that are not replaced in place by one of the same name: once their file is gone, Flux
 * deletes them and prunes what they applied.
 */
export function checkReplaced(
  fleet: Fleet,
  { kustomizations }: FluxSources,
  host: SourceHost,
  { remove, edit }: OldFiles,
): Diagnostic[] {
  return kustomizations.flatMap((one): Diagnostic[] => {
    const { manifest, cluster, spec } = one;
    const { file, line } = manifest.locate([]);
    const isReplaced = remove.includes(file) || edit.some(({ at }) => at.file === file && at.line === line);
    if (spec.prune !== true || spec.suspend === true) return [];
    if (!isReplaced) return losesPools(one, remove, edit) ? [staysWithoutPools(one)] : [];
    const name = objectName(manifest.object);
    const replacement = kustomizationName(fleet.name, fleet.spec.delivery?.flux ?? {}, cluster);
    const at = manifest.locate(['metadata', 'name']);
    const lost = `Flux deletes ${name} of ${cluster}, and every NodePool that it applied, once it is removed from ${file}`;
    const first = 'Set prune: false in it, and remove it only after every cluster has applied that';
    if (name !== `Kustomization/${replacement}`)
      return [
        {
          code: 'delivery-renamed',
          severity: 'warning',
          message: `${lost}: the generated one is Kustomization/${replacement}`,
          help: `${first}; or import with --name, if all have the same name`,
          at,
        },
      ];
    const path = fluxFile(fleet.spec, cluster);
    if (!isAppliedToo(path, one))
      return [
        {
          code: 'delivery-moved',
          severity: 'warning',
          message: `${lost}: the generated one is ${path}, which ${whereApplied(one)} does not hold`,
          help: `${first}; then let Flux apply ${posix.dirname(path)}, as with flux bootstrap --path=${posix.dirname(path)}`,
          at,
        },
      ];
    const list = kustomizationAbove(path, one, host, remove);
    return list === undefined || path === file
      ? []
      : [
          {
            code: 'delivery-moved',
            severity: 'warning',
            message: `${lost}: Flux applies only what ${list} lists, and ${path} is not in it`,
            help: `Add ${posix.relative(posix.dirname(list), path)} to the resources of ${list} in the same commit`,
            at,
          },
        ];
  });
}

/** Whether files of its pools go, and it stays for what else it applies. */
function losesPools(
  { objects, isPoolsAlone }: FluxKustomization,
  remove: OldFiles['remove'],
  edit: OldFiles['edit'],
): boolean {
  if (isPoolsAlone) return false;
  return objects.some(({ file }) => remove.includes(file) || edit.some(({ at }) => at.file === file));
}

function staysWithoutPools({ manifest, cluster }: FluxKustomization): Diagnostic {
  return {
    code: 'not-imported',
    severity: 'warning',
    message: `${objectName(manifest.object)} of ${cluster} applies more than pools, so it is kept; Flux deletes its NodePools once their files are removed, since it has prune: true`,
    help: 'Set prune: false in it until the generated Kustomization, under another name, has applied the pools; or move what else it applies to a Kustomization of its own first',
    at: manifest.locate(['spec', 'prune']),
  };
}

/** Whether what applies a Kustomization applies the file of the generated one, too. */
function isAppliedToo(path: string, { manifest: { file }, appliedFrom }: FluxKustomization): boolean {
  if (appliedFrom !== undefined) return isBelow(path, [appliedFrom]);
  return isBelow(path, [posix.dirname(file)]) || isBelow(file, [posix.dirname(path)]);
}

function whereApplied({ manifest: { file }, appliedFrom }: FluxKustomization): string {
  return appliedFrom ?? posix.dirname(file);
}

/** The kustomization that stays and says what of the folders around a file is applied; without one Flux applies every file. */
function kustomizationAbove(
  path: string,
  { manifest: { file }, appliedFrom }: FluxKustomization,
  { files, root }: SourceHost,
  removed: readonly string[],
): string | undefined {
  const outer = posix.dirname(file);
  const last = appliedFrom ?? (isBelow(path, [outer]) ? outer : posix.dirname(path));
  for (let folder = posix.dirname(path); isBelow(folder, [last]); folder = posix.dirname(folder))
    for (const name of KUSTOMIZATIONS) {
      const found = `${folder}/${name}`;
      if (files.kind(posix.join(root, found)) === 'file' && !removed.includes(found)) return found;
    }
  return undefined;
}
