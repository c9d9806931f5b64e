import type { Fleet, FleetSpec } from './fleet.ts';

/** What delivers to the clusters of an environment: those of the fleet's deliveries that the environment names, or all of them. */
export function deliveryOf(
  { delivery = {}, environments }: FleetSpec,
  environment: string,
): NonNullable<FleetSpec['delivery']> {
  const named = environments[environment]?.delivery;
  if (named === undefined) return delivery;
  const { flux, argocd } = delivery;
  return {
    ...(flux && named.includes('flux') ? { flux } : {}),
    ...(argocd && named.includes('argocd') ? { argocd } : {}),
  };
}

/** The spec as the clusters of an environment see it: with what delivers to them alone. */
export function specIn(spec: FleetSpec, environment: string): FleetSpec {
  return spec.environments[environment]?.delivery === undefined
    ? spec
    : { ...spec, delivery: deliveryOf(spec, environment) };
}

/** The fleet as the clusters of an environment see it: with what delivers to them alone. */
export function fleetIn(fleet: Fleet, environment: string): Fleet {
  const spec = specIn(fleet.spec, environment);
  return spec === fleet.spec ? fleet : { ...fleet, spec };
}

/** The environments that Flux or Argo CD delivers to, with their clusters. */
export function deliveredBy(
  tool: 'flux' | 'argocd',
  spec: FleetSpec,
): [environment: string, clusters: NonNullable<FleetSpec['environments'][string]['clusters']>][] {
  return Object.entries(spec.environments)
    .filter(([environment]) => deliveryOf(spec, environment)[tool] !== undefined)
    .map(([environment, { clusters = {} }]) => [environment, clusters]);
}
