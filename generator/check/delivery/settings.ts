import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { templateIn, unrenderedMessage } from '../../diagnostics/template-syntax.ts';
import { FLUX_NAMESPACE, kustomizationName } from '../../load/delivery-names.ts';
import { deliveredBy } from '../../load/delivery-of.ts';
import type { Fleet, FluxDelivery } from '../../load/index.ts';
import { forCluster } from '../../load/value-sources.ts';
import { type Path, pathText } from '../../render/index.ts';
import { checkRollingSync } from './rolling-sync.ts';
import { isTooShort, timeoutTooShort } from './written/index.ts';

const VARIABLE = /\$\{[A-Za-z_]\w*[^}]*\}/;

const PER_CLUSTER =
  'Write the value; each cluster already has the folder of its environment, and differs in its variables';

/** Settings under `delivery` that make Flux and Argo CD do something unintended. */
export function checkSettings(fleet: Fleet): Diagnostic[] {
  return [
    ...variables(fleet),
    ...templates(fleet),
    ...ownDependency(fleet),
    ...shortTimeout(fleet),
    ...checkRollingSync(fleet),
  ];
}

/**
 * Variables in fields of the generated Kustomizations and ApplicationSets. Flux substitutes in what a Kustomization applies, not in itself,
 * and Argo CD in nothing. A generated source may come by another Kustomization, which has its own values.
 */
function variables({ spec, sources }: Fleet): Diagnostic[] {
  const { flux, argocd } = spec.delivery ?? {};
  const { source: _, ...settings } = flux ?? {};
  const texts = [
    ...textsIn(settings, ['delivery', 'flux']).map((one) => ({
      ...one,
      tool: 'Flux substitutes in what a Kustomization applies, not in its own fields',
    })),
    ...textsIn(argocd, ['delivery', 'argocd']).map((one) => ({
      ...one,
      tool: 'Argo CD substitutes nothing',
    })),
  ];
  return texts.flatMap(({ path, text, tool }) => {
    const [variable] = VARIABLE.exec(text) ?? [];
    if (variable === undefined || templateIn(variable)) return [];
    return {
      code: 'delivery-variable',
      severity: 'error' as const,
      message: `spec.${pathText(path)} is the same for all clusters, so ${variable} stays as written: ${tool}`,
      help: PER_CLUSTER,
      at: sources.locate(path, { text: variable, nth: 0 }),
    };
  });
}

/**
 * Text of template languages in the same fields. Argo CD renders Go templates in an ApplicationSet; what Flux reads, nothing renders.
 */
function templates({ spec, sources }: Fleet): Diagnostic[] {
  const { flux, argocd } = spec.delivery ?? {};
  const ofArgoCd = textsIn(argocd, ['delivery', 'argocd']).filter(({ text }) => !text.includes('{{'));
  return [...textsIn(flux, ['delivery', 'flux']), ...ofArgoCd].flatMap(({ path, text }) => {
    const found = templateIn(text);
    if (!found) return [];
    return {
      code: 'unrendered-template',
      severity: 'error' as const,
      message: `spec.${pathText(path)}: ${unrenderedMessage(found)}`,
      help: PER_CLUSTER,
      at: sources.locate(path, { text: found.text, nth: 0 }),
    };
  });
}

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function ownDependency({ name, spec, sources }: Fleet): Diagnostic[] {
  const flux: Partial<FluxDelivery> = spec.delivery?.flux ?? {};
  const { dependsOn = [], namespace = FLUX_NAMESPACE } = flux;
  const clusters = deliveredBy('flux', spec).flatMap(([, one]) => Object.keys(one));
  const ownName = (cluster: string): string => kustomizationName(name, flux, cluster);
  return dependsOn.flatMap((dependency, index) => {
    const isSame = (dependency.namespace ?? namespace) === namespace;
    const cluster = clusters.find((one) => forCluster(dependency.name, one) === ownName(one));
    if (!isSame || cluster === undefined) return [];
    return {
      code: 'dependency-circle',
      severity: 'error' as const,
      message: `the generated Kustomization ${namespace}/${ownName(cluster)} depends on itself, so it is never applied`,
      help: 'Name the Kustomization that installs Karpenter',
      at: sources.locate(['delivery', 'flux', 'dependsOn', index, 'name']),
    };
  });
}

function shortTimeout({ name, spec, sources }: Fleet): Diagnostic[] {
  const { timeout, wait = true } = spec.delivery?.flux ?? {};
  if (timeout === undefined || !wait || !isTooShort(timeout)) return [];
  return [
    {
      ...timeoutTooShort(timeout, `the Kustomization ${name}`),
      at: sources.locate(['delivery', 'flux', 'timeout']),
    },
  ];
}
