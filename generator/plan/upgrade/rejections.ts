import type { Crds } from '../../check/crd/crds.ts';
import { createPipeline, type ObjectResult } from '../../check/pipeline.ts';
import { clusterScope, declaredObject } from '../../check/scope.ts';
import { clusterSubject, type Subject } from '../../check/subject.ts';
import type { RevisionState } from '../../check/update/revision.ts';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import type { Versions } from './steps.ts';

/** What another release does not take of an object. */
export interface UpgradeFinding {
  /** Such as `EC2NodeClass/gpu`. */
  object: string;
  /** Such as `spec.kubelet`; empty for the object as a whole. */
  field: string;
  code: Diagnostic['code'];
  message: string;
  help?: string;
  at?: Location;
}

export interface Rejections {
  /** What the API server or Karpenter rejects. */
  rejected: UpgradeFinding[];
  /** What the API server drops, or Karpenter ignores. */
  ignored: UpgradeFinding[];
}

/** Codes of what is stored without effect. */
const IGNORED: readonly string[] = ['crd-unknown-field', 'karpenter-ignores'];

/**
 * Gives what the objects of a cluster lose with other versions: found with the new ones and not with the old ones, so that what is wrong
 * already is not blamed on the upgrade.
 */
export function createRejections(
  after: RevisionState,
  crds: Crds,
): (cluster: string, from: Versions, to: Versions) => Rejections {
  const pipeline = createPipeline({ crds });
  return (cluster, from, to) => {
    const environment = after.environments.get(cluster);
    if (environment === undefined) return { rejected: [], ignored: [] };
    const scope = clusterScope(after.scopeOf(environment), cluster);
    const found = [...after.objectsOf(cluster)].flatMap(([name, object]) => {
      const declared = declaredObject(scope, name);
      if (!declared) return [];
      const subject = clusterSubject(scope, object, declared);
      const old = new Set(atVersions(pipeline, subject, from).map(placeOf));
      return atVersions(pipeline, subject, to).filter((diagnostic) => !old.has(placeOf(diagnostic)));
    });
    return {
      rejected: found
        .filter(({ code, severity }) => severity === 'error' && !IGNORED.includes(code))
        .map(finding),
      ignored: found.filter(({ code }) => IGNORED.includes(code)).map(finding),
    };
  };
}

function atVersions(
  pipeline: (subject: Subject) => ObjectResult,
  subject: Subject,
  { karpenter, kubernetes }: Versions,
): Diagnostic[] {
  const { kubernetes: _, ...scope } = subject.scope;
  return pipeline({
    ...subject,
    scope: { ...scope, karpenter, ...(kubernetes === undefined ? {} : { kubernetes }) },
  }).diagnostics;
}

function placeOf({ object, field }: Diagnostic): string {
  return `${object} ${field ?? ''}`;
}

function finding({ object = '', field = '', code, message, help, at }: Diagnostic): UpgradeFinding {
  return { object, field, code, message, ...(help === undefined ? {} : { help }), ...(at ? { at } : {}) };
}
