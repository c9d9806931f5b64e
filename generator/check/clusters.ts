import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Findings } from '../diagnostics/findings.ts';
import { objectName } from '../render/index.ts';
import { openBudgetCheck } from './budget.ts';
import { noPaths } from './crd/path-tree.ts';
import { type Deliveries, primaryDelivery } from './delivery/deliveries.ts';
import { createFluxCheck } from './delivery/objects.ts';
import { checkSameObjects } from './delivery/same-objects.ts';
import { checkYamlRoundTrip, templatedLeaves } from './delivery/yaml-round-trip.ts';
import type { CheckInput } from './input.ts';
import { createComments } from './lint/comments.ts';
import { blameVariable, lintDiagnostic } from './lint/diagnostics.ts';
import { lintKey } from './lint/fast/alike.ts';
import { lint } from './lint/index.ts';
import type { LintFinding } from './lint/input.ts';
import { createWrittenText } from './lint/written-text.ts';
import type { ObjectResult } from './pipeline.ts';
import {
  type ClusterScope,
  clusterScope,
  declaredObject,
  type EnvironmentScope,
  locateEnvironment,
} from './scope.ts';
import { clusterSubject, type Subject } from './subject.ts';

/** How a cluster's objects come about, and what validates them. */
interface Means {
  /** The overlay's objects before variables are substituted. */
  overlay: readonly ValueObject[];
  deliverTo(cluster: string): Deliveries;
  pipeline: (subject: Subject) => ObjectResult;
}

/** Checks the clusters of an environment that have a value for every variable. */
export function checkClusters(
  input: CheckInput,
  scope: EnvironmentScope,
  clusters: readonly string[],
  { overlay, deliverTo, pipeline }: Means,
  findings: Findings,
): void {
  const checkFlux = createFluxCheck(scope, input.deliveryValidator);
  const leaves = templatedLeaves(scope.declared);
  const budget = openBudgetCheck(scope);
  const lintOf = onceForAlike(lintKey(leaves));
  for (const name of clusters) {
    input.onCluster?.();
    const add = (diagnostics: readonly Diagnostic[]): void => {
      for (const diagnostic of diagnostics) findings.add(diagnostic, name);
    };
    const cluster = clusterScope(scope, name);
    const deliveries = deliverTo(name);
    const primary = primaryDelivery(deliveries);
    const objects = primary?.objects ?? [];
    add(checkSameObjects(cluster, deliveries));
    if (primary) add(checkYamlRoundTrip(cluster, leaves, primary, overlay));
    budget?.add(cluster, objects);
    const kustomization = deliveries.flux?.object;
    if (kustomization) add(checkFlux(name, kustomization));
    const rejected = new Set<string>();
    const subjects = subjectsOf(cluster, objects);
    const hasSchemas = input.crds.versionOf(cluster.karpenter) !== undefined;
    for (const subject of subjects) {
      const result = hasSchemas ? pipeline(subject) : undefined;
      if (result?.isRejected) rejected.add(subject.name);
      add(result?.diagnostics ?? []);
    }
    // Lint would miss an object that could not be rendered.
    if (Object.values(deliveries).some(({ errors }) => errors.length > 0)) continue;
    const linted = lintOf(cluster, () => lintCluster(cluster, subjects, objects));
    const found = linted.map((one) => blamed(one, subjects));
    // What the cluster rejects has to be fixed first.
    add(found.filter(({ object }) => !rejected.has(object ?? '')));
  }
  for (const diagnostic of budget?.diagnostics() ?? []) findings.add(diagnostic);
}

function subjectsOf(scope: ClusterScope, objects: readonly ValueObject[]): Subject[] {
  return objects.flatMap((object) => {
    const declared = declaredObject(scope, objectName(object));
    return declared ? [clusterSubject(scope, object, declared)] : [];
  });
}

/** Computes a value once for all clusters of one key. */
function onceForAlike(
  keyOf: (cluster: ClusterScope) => string,
): (cluster: ClusterScope, compute: () => Linted[]) => Linted[] {
  const known = new Map<string, Linted[]>();
  return (cluster, compute) => {
    const key = keyOf(cluster);
    const found = known.get(key) ?? compute();
    known.set(key, found);
    return found;
  };
}

/** What lint found, which is the same for alike clusters. */
interface Linted {
  finding: LintFinding;
  diagnostic: Diagnostic;
}

/** The diagnostic for one cluster, which has values of its own. */
function blamed({ finding, diagnostic }: Linted, subjects: readonly Subject[]): Diagnostic {
  if (!finding.isOfVariable) return diagnostic;
  const variable = subjects.find(({ name }) => name === finding.object)?.variableAt?.(finding.path);
  return variable ? blameVariable(diagnostic, variable) : diagnostic;
}

/** What lint finds in a cluster's objects. */
function lintCluster(
  scope: ClusterScope,
  subjects: readonly Subject[],
  objects: readonly ValueObject[],
): Linted[] {
  const byName = new Map(subjects.map((subject) => [subject.name, subject]));
  const { sources, workloads, workloadPlaces } = scope.fleet;
  const commentsAt = createComments(byName, sources.textOf);
  const writtenAt = createWrittenText(byName, sources.textOf);
  return lint({ scope, objects, workloads, commentsAt, writtenAt }).flatMap((finding) => {
    const locate = finding.workload && workloadPlaces?.get(finding.workload);
    const places = locate ? { locate, placeholders: noPaths } : byName.get(finding.object);
    const diagnostic = lintDiagnostic(finding, places);
    const { environment } = scope;
    return diagnostic
      ? [{ finding, diagnostic: { at: locateEnvironment(scope), environment, ...diagnostic } }]
      : [];
  });
}
