import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { ARGOCD_OPTIONS, FLUX_PRUNE } from './delivery-annotations.ts';
import { deliveryOf } from './delivery-of.ts';
import type { FleetSources, FleetSpec } from './fleet.ts';

/** Protection needs a tool that could delete, and annotations that do not contradict it. */
export function checkProtection(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const environments = Object.entries(spec.environments).filter(([, { protect }]) => protect === true);
  const pools = Object.entries(spec.pools).filter(([, { protect }]) => protect === true);
  const declared = [
    ...environments.map(([name]) => ['environments', name]),
    ...pools.map(([name]) => ['pools', name]),
  ];
  if (!spec.delivery?.flux && !spec.delivery?.argocd) return declared.map((path) => idle(path, sources));
  const found: Diagnostic[] = environments
    .filter(([name]) => Object.keys(deliveryOf(spec, name)).length === 0)
    .map(([name]) => idle(['environments', name], sources));
  for (const [name, { protect, annotations = {} }] of Object.entries(spec.pools)) {
    if (!protect && environments.length === 0) continue;
    for (const key of [FLUX_PRUNE, ARGOCD_OPTIONS])
      if (contradicts(key, annotations[key])) found.push(contradiction(name, key, sources));
  }
  return found;
}

function contradicts(key: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  return key === FLUX_PRUNE ? value !== 'disabled' : /\b(Prune|Delete)=/.test(value);
}

function idle(path: string[], sources: FleetSources): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'warning',
    message:
      'protect has no effect: it keeps what Flux or Argo CD would delete, and delivery declares neither',
    help: 'Declare delivery, or remove protect',
    at: sources.locate([...path, 'protect'], 'key'),
  };
}

function contradiction(pool: string, key: string, sources: FleetSources): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message: `the pool ${pool} is protected, but its annotation ${key} contradicts that`,
    help: 'Remove the annotation: protect sets it',
    at: sources.locate(['pools', pool, 'annotations', key], 'key'),
  };
}
