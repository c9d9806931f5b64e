import { createCache, type FileSystem, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Validation, Validator } from '@poolwright/crd-validator';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { createFindings, type Findings, sorted } from '../diagnostics/findings.ts';
import { supportedVersions } from '../diagnostics/suggest.ts';
import { overlayFolder } from '../emit/paths.ts';
import type { EnvironmentObjects, Fleet } from '../load/index.ts';
import { neededVariables, renderedValues } from '../load/value-sources.ts';
import { objectName, type Path, renderOverlay } from '../render/index.ts';
import { type SchemaHistory, unknownFieldHelp } from './crd/field-versions.ts';
import { type ClusterObject, checkObject, holdsVariable } from './crd/objects.ts';
import {
  type Deliveries,
  type DeliveryFiles,
  deliver,
  openDeliveries,
  primaryObjects,
} from './delivery/deliveries.ts';
import { checkApplicationSet, createFluxCheck, type DeliveryValidator } from './delivery/objects.ts';
import { checkOverlay } from './delivery/overlay.ts';
import { checkSameObjects, renderFault } from './delivery/same-objects.ts';
import { checkSize } from './delivery/size.ts';
import { checkSource } from './delivery/source.ts';
import { checkVariables, lacks } from './delivery/variables.ts';
import { checkYamlRoundTrip, templatedLeaves } from './delivery/yaml-round-trip.ts';
import { checkRuntime } from './karpenter/check-runtime.ts';
import { lintEnvironment, lintKey, withoutRepeats } from './lint/findings.ts';
import { applyPolicy } from './policy/policy.ts';
import { type BaseState, checkUpdate, outdated } from './update/update.ts';

/** What is checked, and with what. */
export interface CheckInput {
  fleet: Fleet;
  /** Holds the generated tree: in memory or on disk. */
  files: FileSystem;
  /** Absolute path in `files` of the repository's root. */
  root: string;
  /** What some of the files hold, by their path below the root, where that is known without reading them. */
  values?: ReadonlyMap<string, Value>;
  /** The day by which acceptances are judged, as `YYYY-MM-DD`. */
  today: string;
  /** A validator for the CRDs of a Karpenter version such as `1.15`; `undefined` where there are no schemas for it. */
  validatorOf(karpenter: string): Validator | undefined;
  /** The schemas of all Karpenter versions, to say which has a field that another lacks. */
  history?: SchemaHistory;
  /** For what brings objects to a cluster; without it Flux's and Argo CD's objects are not judged. */
  deliveryValidator?: DeliveryValidator;
  /** What the clusters have at the moment; without it everything is new to them. */
  before?: BaseState;
  /** The environments to look at; all of them without it. */
  only?: ReadonlySet<string>;
  /** Is shown every object that was judged by its CRD, and the judgement. */
  onValidated?(object: ClusterObject, validation: Validation): void;
}

/**
 * Renders what every cluster would get and checks it: that the overlays are what the fleet declares, that envsubst, Flux and Argo CD
 * deliver the same objects, and that the API server would accept them.
 */
export function check(input: CheckInput): Diagnostic[] {
  const findings = createFindings();
  for (const diagnostic of checkVariables(input.fleet)) findings.add(diagnostic);
  const cache = createCache();
  for (const environment of input.fleet.objects.environments)
    if (input.only?.has(environment.name) ?? true) checkEnvironment(input, environment, cache, findings);
  for (const diagnostic of checkSource(input)) findings.add(diagnostic);
  const judged = applyPolicy(input.fleet, withoutRepeats(findings.list()), input.today);
  // What an acceptance is for may lie in an environment that was not looked at.
  return sorted(input.only ? judged.filter(({ code }) => code !== 'unused-waiver') : judged);
}

function checkEnvironment(
  input: CheckInput,
  environment: EnvironmentObjects,
  cache: ReturnType<typeof createCache>,
  findings: Findings,
): void {
  const { fleet, files, root, values, validatorOf } = input;
  const { name } = environment;
  const declared = fleet.spec.environments[name];
  const validator = validatorOf(declared?.karpenter ?? fleet.spec.karpenter);
  if (!validator) findings.add(noSchemas(input, name));

  const overlay = renderOverlay(files, `${root}/${overlayFolder(name)}`.replace('//', '/'), cache);
  if (!overlay.ok) {
    findings.add(
      renderFault(fleet, name, undefined, `${overlayFolder(name)}/kustomization.yaml`, overlay.error),
    );
    return;
  }
  for (const diagnostic of checkOverlay(fleet, environment, overlay.value.objects)) findings.add(diagnostic);

  const usesArgocd = fleet.spec.delivery?.argocd !== undefined;
  const delivery = openDeliveries({ files, root, values }, fleet, name, usesArgocd);
  const needed = [...neededVariables(environment)];
  const clusters = Object.entries(declared?.clusters ?? {}).filter(
    ([, cluster]) => !needed.some((variable) => lacks(fleet.spec, cluster, variable)),
  );
  const incomplete = clusters.length < Object.keys(declared?.clusters ?? {}).length;
  if (delivery.argocd) checkSet(input, name, delivery.argocd, incomplete, findings);
  // Without a cluster that has all its values, there is still what no variable touches.
  if (clusters.length === 0 && validator)
    checkObjects(input, environment, undefined, validator, overlay.value.objects, findings);
  const names = clusters.map(([cluster]) => cluster);
  checkClusters(input, environment, names, (cluster) => deliver(overlay.value, cluster, delivery), findings);
}

/** Checks an environment's ApplicationSet. That a cluster has no value, which leaves the set incomplete, is told elsewhere. */
function checkSet(
  { fleet, deliveryValidator }: CheckInput,
  environment: string,
  { file, object, errors }: NonNullable<DeliveryFiles['argocd']>,
  incomplete: boolean,
  findings: Findings,
): void {
  for (const error of errors) {
    if (error.code !== 'undefined-parameter' || !incomplete)
      findings.add(renderFault(fleet, environment, undefined, file, error));
  }
  if (!object) return;
  const validator = deliveryValidator?.(object);
  const found = validator ? checkApplicationSet(fleet, environment, object, validator) : [];
  for (const diagnostic of [...found, ...checkSize(fleet, environment, object)]) findings.add(diagnostic);
}

/** Checks the clusters of an environment that have a value for every variable. */
function checkClusters(
  input: CheckInput,
  environment: EnvironmentObjects,
  clusters: readonly string[],
  deliverTo: (cluster: string) => Deliveries,
  findings: Findings,
): void {
  const { fleet, validatorOf } = input;
  const { name } = environment;
  const declared = fleet.spec.environments[name];
  const validator = validatorOf(declared?.karpenter ?? fleet.spec.karpenter);
  const checkFlux = createFluxCheck(fleet, name, input.deliveryValidator);
  const leaves = templatedLeaves(environment);
  const keyOf = lintKey(leaves);
  const alike = new Map<string, Diagnostic[]>();
  for (const cluster of clusters) {
    const deliveries = deliverTo(cluster);
    const objects = primaryObjects(deliveries);
    for (const diagnostic of [
      ...checkSameObjects(fleet, name, cluster, deliveries),
      ...checkYamlRoundTrip(fleet, name, cluster, leaves, objects),
    ])
      findings.add(diagnostic, cluster);
    const kustomization = deliveries.flux?.object;
    for (const diagnostic of kustomization ? checkFlux(cluster, kustomization) : [])
      findings.add(diagnostic, cluster);
    if (validator) checkObjects(input, environment, cluster, validator, objects, findings);
    // An object that could not be rendered would be missed by the others.
    if (Object.values(deliveries).some(({ errors }) => errors.length > 0)) continue;
    const key = keyOf(renderedValues(fleet.spec, declared?.clusters?.[cluster] ?? {}));
    const sense = alike.get(key) ?? lintEnvironment(fleet, environment, objects);
    alike.set(key, sense);
    for (const diagnostic of sense) findings.add(diagnostic, cluster);
  }
}

function checkObjects(
  { fleet, onValidated, history, before }: CheckInput,
  environment: EnvironmentObjects,
  cluster: string | undefined,
  validator: Validator,
  objects: readonly ValueObject[],
  findings: Findings,
): void {
  const karpenter = fleet.spec.environments[environment.name]?.karpenter ?? fleet.spec.karpenter;
  const declared = new Map(environment.objects.map((object) => [`${object.kind}/${object.name}`, object]));
  for (const object of objects) {
    const origin = declared.get(objectName(object));
    if (!origin) continue;
    const seen = { cluster, environment: environment.name, object, declared: origin };
    const validation = validator.validate(object);
    if (cluster !== undefined) onValidated?.({ ...seen, cluster }, validation);
    const versions = history?.bind(null, String(object.apiVersion), origin.kind);
    const helpOf = versions && ((path: Path) => unknownFieldHelp(versions(), karpenter, path));
    const tell = (part: Validation) => checkObject(fleet, part, seen, helpOf);
    const old =
      before && cluster !== undefined ? outdated(before, { ...seen, cluster }, validation) : undefined;
    const found =
      old && before
        ? checkUpdate(validator, object, old, validation, before.revision, tell)
        : tell(validation);
    if (!hasErrors(found) && (cluster !== undefined || !holdsVariable(object)))
      found.push(...checkRuntime(fleet, environment.name, object, origin));
    for (const diagnostic of found) findings.add(diagnostic, cluster);
  }
}

function noSchemas({ fleet, history }: CheckInput, environment: string): Diagnostic {
  const own = fleet.spec.environments[environment]?.karpenter;
  const asked = own ?? fleet.spec.karpenter;
  const known = history?.('karpenter.sh/v1', 'NodePool').map(({ karpenter }) => karpenter);
  return {
    code: 'unknown-karpenter-version',
    severity: 'error',
    message: `there are no schemas for Karpenter ${asked}`,
    help: known ? supportedVersions(known) : 'Use a version that schemas are given for',
    at: fleet.sources.locate(own === undefined ? ['karpenter'] : ['environments', environment, 'karpenter']),
  };
}
