import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { objectAt } from '../instances/objects/fields.ts';
import { ARGOCD_CONFIRMATION } from '../load/delivery-annotations.ts';
import { equal } from '../load/merge.ts';
import type { Path } from '../load/path.ts';
import { objectName, pathText } from '../render/index.ts';
import { type AppliedByArgocd, settingsOf } from './argocd-settings.ts';
import { isNoise } from './noise.ts';
import { stepLabelKeys } from './sources/argocd-rolling.ts';

/** What is read of a value: all of it, some of its fields, or nothing if it passes a test for values without information. */
type Known = true | { [field: string]: Known } | ((value: Value) => boolean);

const is =
  (usual: Value) =>
  (value: Value): boolean =>
    equal(value, usual);

const SOURCE: Known = {
  path: true,
  repoURL: true,
  targetRevision: true,
  kustomize: { patches: true },
  name: true,
  ref: true,
};

/** Of an Application; pools have no namespace, and each of several sources is read by itself. */
const APPLICATION: Known = {
  destination: true,
  project: true,
  revisionHistoryLimit: is(10),
  source: SOURCE,
  sources: true,
  syncPolicy: {
    automated: { prune: true, selfHeal: true, enabled: true, allowEmpty: is(false) },
    retry: { limit: true, refresh: true, backoff: { duration: true, factor: true, maxDuration: true } },
    syncOptions: true,
  },
};

/** Of an ApplicationSet, without its template. */
const SET: { [field: string]: Known } = {
  generators: true,
  goTemplate: true,
  goTemplateOptions: true,
  preservedFields: { annotations: is([ARGOCD_CONFIRMATION]) },
  strategy: { type: true, rollingSync: true, deletionOrder: is('AllAtOnce') },
  syncPolicy: { preserveResourcesOnDeletion: true, applicationsSync: is('sync') },
};

/** With which an Application deletes what it applied. Those of an ApplicationSet get the first by themselves. */
const FINALIZER = /^resources-finalizer\.argocd\.argoproj\.io(\/background|\/foreground)?$/;

/** Annotations that Argo CD and its clients write into Applications, and the label by which one is part of another. */
const WRITTEN =
  /^(argocd\.argoproj\.io\/(refresh|hydrate|application-set-refresh|deletion-approved)|app\.kubernetes\.io\/instance)$/;

/**
 * Settings of Argo CD objects that a fleet cannot express, and settings that differ from those of the first object: once for each object and field.
 * @param apart settings of which each environment has its own
 */
export function unreadOfArgocd(applied: readonly AppliedByArgocd[], apart: readonly string[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const [first] = applied;
  for (const one of applied) {
    const { manifest } = one;
    const add = (path: Path, message: string, help: string): void => {
      const key = JSON.stringify([manifest.file, manifest.locate([]).line, path]);
      if (found.has(key)) return;
      const at = manifest.locate(path, 'key');
      found.set(key, { code: 'not-imported', severity: 'warning', message, help, at });
    };
    const name = objectName(manifest.object);
    for (const path of unreadPaths(one))
      add(
        path,
        `${name} has ${pathText(path)}, which delivery.argocd cannot express`,
        'If the field is needed, patch the generated ApplicationSet where you apply it',
      );
    const settings = first ? settingsOf(first) : [];
    for (const [i, { field, value, path }] of settingsOf(one).entries())
      if (!apart.includes(field) && !equal(value ?? null, settings[i]?.value ?? null))
        add(
          path,
          `${name} has a different ${field} for ${one.cluster} than for ${first?.cluster}; delivery.argocd has one for all clusters`,
          `Set delivery.argocd.${field} in fleet.yaml to a value that fits all clusters`,
        );
  }
  return [...found.values()];
}

function unreadPaths({ manifest: { object }, application, sourceAt }: AppliedByArgocd): Path[] {
  const keys = stepLabelKeys(object);
  const areWritten = (value: Value): boolean =>
    isObject(value) &&
    Object.keys(value).every((key) => isNoise(key) || WRITTEN.test(key) || keys.includes(key));
  const metadata: Known = {
    labels: areWritten,
    annotations: areWritten,
    finalizers: (value) => Array.isArray(value) && value.every((one) => FINALIZER.test(String(one))),
  };
  const isSet = object.kind === 'ApplicationSet';
  const { spec = null } = object;
  const isOneOfSeveral = sourceAt.at(-1) !== 'source';
  const { source = null } = objectAt(application, 'spec');
  return [
    ...unread(withoutNames(objectAt(object, 'metadata')), metadata, ['metadata']),
    ...unread(spec, isSet ? { ...SET, template: true } : APPLICATION, ['spec']),
    ...(isSet ? unreadOfTemplate(objectAt(objectAt(object, 'spec'), 'template'), metadata) : []),
    ...(isOneOfSeveral ? unread(source, SOURCE, sourceAt) : []),
  ];
}

function unreadOfTemplate(template: ValueObject, metadata: Known): Path[] {
  const at = ['spec', 'template'];
  return [
    ...unread(withoutNames(objectAt(template, 'metadata')), metadata, [...at, 'metadata']),
    ...unread(template.spec ?? null, APPLICATION, [...at, 'spec']),
  ];
}

/** What people write into metadata besides names. */
function withoutNames({ labels = null, annotations = null, finalizers = null }: ValueObject): ValueObject {
  return { labels, annotations, finalizers };
}

function unread(value: Value, known: Known, path: Path): Path[] {
  if (known === true || isEmpty(value)) return [];
  if (typeof known === 'function') return known(value) ? [] : [path];
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([field, own]) => {
    const inner = [...path, field];
    const ofField = Object.hasOwn(known, field) ? known[field] : undefined;
    if (ofField !== undefined) return unread(own, ofField, inner);
    return isEmpty(own) ? [] : [inner];
  });
}

function isEmpty(value: Value): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}
