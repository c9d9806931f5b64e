import { posix } from 'node:path';
import { checkWritten, type WrittenObject } from '../check/delivery/written/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { objectName } from '../render/index.ts';
import type { Manifest } from './manifest.ts';

/** A group of manifests that was validated. */
export interface ValidatedGroup {
  manifests: readonly Manifest[];
  diagnostics: readonly Diagnostic[];
  /** The kustomize directory that builds it, as diagnostics name it; absent where its files are applied as they are. */
  directory?: string;
}

/**
 * Validates Flux Kustomizations and Argo CD Applications together with what they deliver.
 * @param hasValues whether the user gives values for variables
 */
export function validateDelivery(groups: readonly ValidatedGroup[], hasValues: boolean): Diagnostic[] {
  const written = groups.map(({ manifests, directory }, group) =>
    manifests.map(({ object, file, locate }): WrittenObject => {
      const folder = directory ?? posix.dirname(file);
      return {
        object,
        locate,
        group,
        folder: folder === '.' ? '' : folder,
        isBuilt: directory !== undefined,
      };
    }),
  );
  const failing = groups.flatMap(({ diagnostics }, group) =>
    diagnostics
      .filter(({ code, severity }) => code === 'missing-node-class' && severity === 'error')
      .flatMap((cause) => {
        const one = written[group]?.find(({ object }) => objectName(object) === cause.object);
        return one ? [{ written: one, cause }] : [];
      }),
  );
  return checkWritten({ objects: written.flat(), failing, hasValues });
}
