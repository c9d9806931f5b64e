import type { Cache } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Findings } from '../diagnostics/findings.ts';
import { supportedVersions } from '../diagnostics/suggest.ts';
import { overlayFolder } from '../emit/paths.ts';
import { fleetIn } from '../load/delivery-of.ts';
import { neededVariables } from '../load/value-sources.ts';
import { objectName, renderOverlay } from '../render/index.ts';
import { checkClusters } from './clusters.ts';
import { type DeliveryFiles, deliver, openDeliveries } from './delivery/deliveries.ts';
import { checkApplicationSet } from './delivery/objects.ts';
import { checkOverlay } from './delivery/overlay.ts';
import { renderFault } from './delivery/render-fault.ts';
import { checkSize } from './delivery/size.ts';
import { lacks } from './delivery/variables.ts';
import type { CheckInput } from './input.ts';
import { createPipeline } from './pipeline.ts';
import { checkRegions } from './regions.ts';
import { declaredObject, type EnvironmentScope } from './scope.ts';
import { environmentSubject } from './subject.ts';

/** Checks an environment's overlay, what delivers it, and all its clusters. */
export function checkEnvironment(
  input: CheckInput,
  scope: EnvironmentScope,
  cache: Cache,
  findings: Findings,
): void {
  const { files, root } = input;
  const fleet = fleetIn(input.fleet, scope.environment);
  const hasSchemas = input.crds.versionOf(scope.karpenter) !== undefined;
  if (!hasSchemas) findings.add(noSchemas(input, scope));
  for (const diagnostic of unknownOwnVersions(input, scope)) findings.add(diagnostic);

  for (const [cluster, diagnostic] of checkRegions(scope)) findings.add(diagnostic, cluster);

  const folder = overlayFolder(fleet.spec, scope.environment);
  const overlay = renderOverlay(files, `${root}/${folder}`.replace('//', '/'), cache);
  if (!overlay.ok) {
    findings.add(renderFault(scope, `${folder}/kustomization.yaml`, overlay.error));
    return;
  }
  for (const diagnostic of checkOverlay(scope, overlay.value.objects)) findings.add(diagnostic);

  const delivery = openDeliveries(input, scope, fleet.spec.delivery?.argocd !== undefined);
  const needed = [...neededVariables(scope.declared)];
  const names = Object.keys(scope.clusters);
  const complete = names.filter((name) => !needed.some((variable) => lacks(fleet, name, variable)));
  if (delivery.argocd)
    for (const diagnostic of checkSet(input, scope, delivery.argocd, complete.length < names.length))
      findings.add(diagnostic);
  const pipeline = createPipeline(input);
  // Without a cluster that has all its values, there is still what no variable touches.
  if (complete.length === 0 && hasSchemas)
    for (const object of overlay.value.objects) {
      const declared = declaredObject(scope, objectName(object));
      if (!declared) continue;
      const { diagnostics } = pipeline(environmentSubject(scope, object, declared));
      for (const diagnostic of diagnostics) findings.add(diagnostic);
    }
  const deliverTo = (cluster: string) => deliver(overlay.value, cluster, delivery);
  checkClusters(input, scope, complete, { overlay: overlay.value.objects, deliverTo, pipeline }, findings);
}

/** Checks an environment's ApplicationSet. That a cluster has no value, which leaves the set incomplete, is reported elsewhere. */
function checkSet(
  { deliveryValidator }: CheckInput,
  scope: EnvironmentScope,
  { file, object, errors }: NonNullable<DeliveryFiles['argocd']>,
  isIncomplete: boolean,
): Diagnostic[] {
  const faults = errors
    .filter(({ code }) => code !== 'undefined-parameter' || !isIncomplete)
    .map((error) => renderFault(scope, file, error));
  if (!object) return faults;
  const validator = deliveryValidator?.(object);
  return [
    ...faults,
    ...(validator ? checkApplicationSet(scope, object, validator) : []),
    ...checkSize(scope, object),
  ];
}

function noSchemas({ fleet, crds }: CheckInput, { environment, karpenter }: EnvironmentScope): Diagnostic {
  const own = fleet.spec.environments[environment]?.karpenter;
  return {
    code: 'unknown-karpenter-version',
    severity: 'error',
    message: `Poolwright has no schemas for Karpenter ${karpenter}`,
    help: supportedVersions(crds.versions),
    at: fleet.sources.locate(own === undefined ? ['karpenter'] : ['environments', environment, 'karpenter']),
  };
}

/** The clusters whose own Karpenter has no schemas, once for each version. */
function unknownOwnVersions(
  { fleet, crds }: CheckInput,
  { environment, clusters }: EnvironmentScope,
): Diagnostic[] {
  const unknown = new Map<string, string[]>();
  for (const [cluster, { karpenter }] of Object.entries(clusters))
    if (karpenter !== undefined && crds.versionOf(karpenter) === undefined)
      unknown.set(karpenter, [...(unknown.get(karpenter) ?? []), cluster]);
  return Array.from(unknown, ([karpenter, names]) => ({
    code: 'unknown-karpenter-version',
    severity: 'error',
    message: `Poolwright has no schemas for Karpenter ${karpenter}`,
    help: supportedVersions(crds.versions),
    at: fleet.sources.locate(['environments', environment, 'clusters', names[0] ?? '', 'karpenter']),
    environment,
    clusters: names,
  }));
}
