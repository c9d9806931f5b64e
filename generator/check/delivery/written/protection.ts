import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { objectAt, stringAt } from '../../../instances/objects/fields.ts';
import { ARGOCD_OPTIONS, FLUX_PRUNE } from '../../../load/delivery-annotations.ts';
import { isKarpenter } from '../../pipeline.ts';
import {
  annotationOf,
  applicationsIn,
  covers,
  coversObject,
  kustomizationsIn,
  titleOf,
  type WrittenObject,
} from './objects.ts';

/** Objects that an annotation protects from one tool, while the other delivers and prunes them. */
export function checkProtectionWritten(objects: readonly WrittenObject[]): Diagnostic[] {
  const flux = kustomizationsIn(objects).filter(({ spec }) => spec.prune === true);
  const argocd = applicationsIn(objects).filter(
    ({ spec }) => objectAt(objectAt(spec, 'syncPolicy'), 'automated').prune === true,
  );
  return objects
    .filter(({ object }) => isKarpenter(object))
    .flatMap((written) => {
      const forFlux = annotationOf(written.object, FLUX_PRUNE) === 'disabled';
      const forArgoCd = /\bPrune=(false|confirm)\b/.test(annotationOf(written.object, ARGOCD_OPTIONS) ?? '');
      const application = argocd.find(({ spec }) => {
        const path = stringAt(objectAt(spec, 'source'), 'path');
        return path !== undefined && covers(path, written.folder);
      });
      const kustomization = flux.find((one) => coversObject(one, written));
      if (forFlux && !forArgoCd && application)
        return ignored(
          written,
          FLUX_PRUNE,
          `the Application ${titleOf(application)}`,
          'Argo CD',
          `${ARGOCD_OPTIONS}: Prune=false`,
        );
      if (forArgoCd && !forFlux && kustomization)
        return ignored(
          written,
          ARGOCD_OPTIONS,
          `the Kustomization ${titleOf(kustomization)}`,
          'Flux',
          `${FLUX_PRUNE}: disabled`,
        );
      return [];
    });
}

function ignored(
  written: WrittenObject,
  annotation: string,
  owner: string,
  tool: string,
  help: string,
): Diagnostic {
  const { kind, metadata } = written.object;
  const name = `${String(kind)}/${String(objectAt({ metadata: metadata ?? null }, 'metadata').name)}`;
  return {
    code: 'protection-ignored',
    severity: 'warning',
    message: `${annotation} protects ${name} from another tool: ${owner} delivers and prunes it, and ${tool} does not read this annotation`,
    help: `Add the annotation ${help}`,
    object: name,
    field: `metadata.annotations["${annotation}"]`,
    at: written.locate(['metadata', 'annotations', annotation], 'key'),
  };
}
