import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { checkArgoCd } from './delivery-argocd.ts';
import { checkHub } from './delivery-hub.ts';
import { FLUX_NAMESPACE } from './delivery-names.ts';
import { checkProtection } from './delivery-protection.ts';
import type { FleetSources, FleetSpec, FluxDelivery } from './fleet.ts';

/** The parts of `delivery` must fit each other, the pools and the clusters. */
export function checkDelivery(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const { flux, argocd } = spec.delivery ?? {};
  return [
    ...(flux ? checkFlux(spec, flux, sources) : []),
    ...(argocd ? checkArgoCd(spec, argocd, sources) : []),
    ...checkProtection(spec, sources),
    ...checkNamed(spec, sources),
  ];
}

/** An environment is delivered by what the fleet declares. */
function checkNamed(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  return Object.entries(spec.environments).flatMap(([environment, { delivery = [] }]) =>
    delivery.flatMap((tool, i): Diagnostic[] =>
      spec.delivery?.[tool]
        ? []
        : [
            {
              code: 'invalid-value',
              severity: 'error',
              message: `the environment ${environment} is delivered by ${tool}, and spec.delivery does not declare ${tool}`,
              help: `Declare delivery.${tool}, or remove ${tool} here`,
              at: sources.locate(['environments', environment, 'delivery', i]),
              environment,
            },
          ],
    ),
  );
}

function checkFlux(spec: FleetSpec, flux: FluxDelivery, sources: FleetSources): Diagnostic[] {
  const found = [...checkReferences(spec, flux, sources), ...checkHub(spec, flux, sources)];
  if (flux.healthChecks && flux.wait === false) {
    found.push({
      code: 'invalid-value',
      severity: 'error',
      message: 'healthChecks have no effect with wait: false',
      help: 'Remove wait, or healthChecks',
      at: sources.locate(['delivery', 'flux', 'healthChecks'], 'key'),
    });
  }
  const { kind, name, namespace = flux.namespace ?? FLUX_NAMESPACE } = flux.sourceRef;
  if (flux.source && kind === 'GitRepository' && name === 'flux-system' && namespace === FLUX_NAMESPACE) {
    found.push({
      code: 'duplicate-declaration',
      severity: 'error',
      message:
        'flux bootstrap creates the GitRepository flux-system itself, so the generated one would conflict with it',
      help: 'Remove source to use that of flux bootstrap, or give sourceRef another name',
      at: sources.locate(['delivery', 'flux', 'source'], 'key'),
    });
  }
  return found;
}

/** The variables of ConfigMaps and Secrets are declared, and have an example to render with. */
function checkReferences(spec: FleetSpec, flux: FluxDelivery, sources: FleetSources): Diagnostic[] {
  const declared = spec.variables ?? {};
  const found: Diagnostic[] = [];
  const first = new Map<string, number>();
  flux.substituteFrom?.forEach(({ kind, name, variables }, i) => {
    const path = ['delivery', 'flux', 'substituteFrom', i];
    const other = first.get(`${kind}/${name}`);
    if (other === undefined) first.set(`${kind}/${name}`, i);
    else found.push(twice(`${kind} ${name}`, path, other, sources));
    variables.forEach((variable, j) => {
      if (!Object.hasOwn(declared, variable)) {
        found.push({
          code: 'unknown-variable',
          severity: 'error',
          message: `the variable ${variable} is not declared`,
          help: didYouMean(variable, Object.keys(declared), 'variable'),
          at: sources.locate([...path, 'variables', j]),
        });
      } else if (declared[variable]?.default !== undefined) {
        found.push({
          code: 'invalid-value',
          severity: 'error',
          message: `the variable ${variable} has a default, which Flux prefers to the ${kind} ${name} in every cluster`,
          help: `Remove the default of ${variable}, or ${variable} from the variables of the ${kind}`,
          at: sources.locate(['variables', variable, 'default'], 'key'),
          related: [{ message: `the ${kind}`, at: sources.locate([...path, 'variables', j]) }],
        });
      } else if (declared[variable]?.example === undefined) {
        found.push({
          code: 'missing-field',
          severity: 'error',
          message: `the variable ${variable} gets its value from the ${kind} ${name}, and has no example for the checks to render with`,
          help: `Add an example to variables.${variable} that looks like the real values`,
          at: sources.locate(['variables', variable], 'key'),
          related: [{ message: 'its value comes from here', at: sources.locate([...path, 'variables', j]) }],
        });
      }
    });
  });
  return found;
}

function twice(what: string, path: (string | number)[], other: number, sources: FleetSources): Diagnostic {
  return {
    code: 'duplicate-declaration',
    severity: 'error',
    message: `the ${what} is listed twice`,
    help: 'Keep one entry, with the variables of both',
    at: sources.locate(path),
    related: [{ message: 'the other', at: sources.locate([...path.slice(0, -1), other]) }],
  };
}
