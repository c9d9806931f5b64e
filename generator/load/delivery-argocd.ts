import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { deliveredBy } from './delivery-of.ts';
import type { ArgoCdDelivery, FleetSources, FleetSpec } from './fleet.ts';

/** The part of an annotation key after the prefix. */
const ANNOTATION_NAME = /^[A-Za-z0-9]([A-Za-z0-9_]{0,61}[A-Za-z0-9])?$/;

/** Cluster Secrets carry each variable in an annotation, and each cluster has a Secret of its own. */
export function checkArgoCd(spec: FleetSpec, argocd: ArgoCdDelivery, sources: FleetSources): Diagnostic[] {
  if (argocd.generator !== 'clusters') return unusedField(spec, 'secret', 'list', sources);
  const found: Diagnostic[] = Object.keys(spec.variables ?? {})
    .filter((name) => !ANNOTATION_NAME.test(name))
    .map((name) => ({
      code: 'invalid-name',
      severity: 'error',
      message: `the variable ${name} cannot be the name of an annotation, in which generator: clusters stores its value`,
      help: 'Use a name that starts and ends with a letter or digit, of at most 63 characters',
      at: sources.locate(['variables', name], 'key'),
    }));
  const owners = new Map<string, (string | number)[]>();
  for (const [environment, clusters] of deliveredBy('argocd', spec)) {
    for (const [cluster, { secret = cluster }] of Object.entries(clusters)) {
      const path = ['environments', environment, 'clusters', cluster];
      const other = owners.get(secret);
      if (other === undefined) owners.set(secret, path);
      else found.push(sharedSecret(secret, path, other, sources));
    }
  }
  return [...found, ...unusedField(spec, 'server', 'clusters', sources)];
}

/** A field of clusters that the generator in use does not look at is reported once. */
function unusedField(
  spec: FleetSpec,
  field: 'secret' | 'server',
  generator: string,
  sources: FleetSources,
): Diagnostic[] {
  const paths = deliveredBy('argocd', spec).flatMap(([environment, clusters]) =>
    Object.entries(clusters)
      .filter(([, cluster]) => cluster[field] !== undefined)
      .map(([name]) => ['environments', environment, 'clusters', name]),
  );
  const [first] = paths;
  if (!first) return [];
  const others = paths.length > 1 ? ` and of ${paths.length - 1} more` : '';
  return [
    {
      code: 'invalid-value',
      severity: 'warning',
      message: `${field} of ${first.at(-1)}${others} changes nothing: Argo CD's generator is ${generator}`,
      help: `Remove ${field}, or set delivery.argocd.generator to ${generator === 'list' ? 'clusters' : 'list'}`,
      at: sources.locate([...first, field], 'key'),
    },
  ];
}

function sharedSecret(
  secret: string,
  path: (string | number)[],
  other: (string | number)[],
  sources: FleetSources,
): Diagnostic {
  return {
    code: 'duplicate-declaration',
    severity: 'error',
    message: `the clusters ${other.at(-1)} and ${path.at(-1)} have the same Secret ${secret}`,
    help: 'Set secret to the Argo CD cluster Secret of each cluster',
    at: sources.locate([...path, 'secret']),
    related: [{ message: 'the other cluster', at: sources.locate(other, 'key') }],
  };
}
