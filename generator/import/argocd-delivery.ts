import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { objectAt } from '../instances/objects/fields.ts';
import { forEnvironment } from '../load/value-sources.ts';
import { type AppliedByArgocd, settingsOf } from './argocd-settings.ts';
import { unreadOfArgocd } from './argocd-unread.ts';
import type { ArgocdSources } from './sources/argocd.ts';
import { rollingSyncOf } from './sources/argocd-rolling.ts';
import { nameOf } from './sources/objects.ts';

/** The settings of `delivery.argocd` with which the fleet's ApplicationSets replace what applies the pools now. */
export interface ArgocdDeliveryFound {
  argocd: ValueObject;
  /** The name of the fleet whose ApplicationSets these are, where it generated them. */
  name: string | undefined;
  diagnostics: Diagnostic[];
}

/** Reads `delivery.argocd` from what applies the pools; settings that the fleet cannot express are reported. */
export function argocdDelivery({ applied }: ArgocdSources): ArgocdDeliveryFound {
  const [first] = applied;
  if (!first) return { argocd: {}, name: undefined, diagnostics: [] };
  const shared = revisionOf(applied);
  const argocd: ValueObject = {};
  for (const { field, value } of settingsOf(first)) {
    const own = field === 'targetRevision' ? (shared ?? value) : value;
    if (own !== undefined) argocd[field] = own;
  }
  const { object } = first.manifest;
  const rollingSync = rollingSyncOf(object);
  if (rollingSync) argocd.rollingSync = rollingSync;
  const ending = `-${first.environment}`;
  const name = object.kind === 'ApplicationSet' ? nameOf(object) : '';
  return {
    argocd,
    name: name.endsWith(ending) ? name.slice(0, -ending.length) : undefined,
    diagnostics: unreadOfArgocd(applied, shared === undefined ? [] : ['targetRevision']),
  };
}

/** What environments follow that each have a revision of their own, named after them, such as `env/{environment}`. */
function revisionOf(applied: readonly AppliedByArgocd[]): string | undefined {
  const revisions = applied.map(({ application, environment }) => ({
    environment,
    revision: String(objectAt(objectAt(application, 'spec'), 'source').targetRevision ?? 'HEAD'),
  }));
  const [first] = revisions;
  if (!first || revisions.every(({ revision }) => revision === first.revision)) return undefined;
  const shared = first.revision.replaceAll(first.environment, '{environment}');
  return revisions.every(({ revision, environment }) => revision === forEnvironment(shared, environment))
    ? shared
    : undefined;
}
