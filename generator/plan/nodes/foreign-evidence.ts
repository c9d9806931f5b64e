import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, stringAt } from '../../instances/objects/fields.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import { pathText } from '../../render/index.ts';
import type { ClusterValues } from './cluster-values.ts';
import type { RunningState } from './state.ts';

/** What a piece of evidence in a state shows: that it is the cluster's own, or why it is that of another cluster. */
export type Evidence = { isOwn: true } | { isOwn: false; reason: string };

const OWN: Evidence = { isOwn: true };

/** What a field of the state has where fleet.yaml has one variable. */
interface FilledIn {
  variable: string;
  value: string;
  /** Such as `EC2NodeClass/general spec.role`. */
  place: string;
  /** The whole field. */
  text: string;
  declared: string;
}

/** By what the state's objects have instead of variables of which no other cluster has this one's value. */
export function valueEvidence(
  state: RunningState,
  cluster: string,
  values: ClusterValues,
): Evidence | undefined {
  const own = values.valuesOf(cluster);
  const telling = filledIn(state, cluster, values).filter(({ variable }) => {
    const mine = [...(own.get(variable) ?? [])];
    return values.count > 1
      ? mine.every((value) => values.clustersWith(variable, value).size === 1)
      : mine.some((value) => value.includes(cluster));
  });
  const [first] = telling;
  if (!first) return undefined;
  if (telling.some(({ variable, value }) => own.get(variable)?.has(value))) return OWN;
  const { variable, value, place, text, declared } = first;
  const [other] = values.clustersWith(variable, value);
  const [mine = ''] = own.get(variable) ?? [];
  const expected = declared.replace(`\${${variable}}`, () => mine);
  const whose = other === undefined ? '' : `, which is that of ${other}`;
  return { isOwn: false, reason: `${place} is ${text}${whose}, and git has ${expected}` };
}

function filledIn(state: RunningState, cluster: string, values: ClusterValues): FilledIn[] {
  return values.scopesOf(cluster).flatMap(({ declared }) =>
    declared.objects.flatMap(({ kind, name, value }) => {
      const running = (kind === 'NodePool' ? state.nodePools : state.nodeClasses).get(name);
      return running
        ? [...leaves(value.spec ?? null, running.spec ?? null, ['spec'], `${kind}/${name}`)]
        : [];
    }),
  );
}

function* leaves(
  declared: Value,
  running: Value,
  path: readonly (string | number)[],
  object: string,
): Generator<FilledIn> {
  if (typeof declared === 'string') {
    const [, head = '', variable, tail = ''] = /^([^$]*)\$\{([A-Za-z_]\w*)\}([^$]*)$/s.exec(declared) ?? [];
    if (variable === undefined || typeof running !== 'string') return;
    const isSo = running.startsWith(head) && running.endsWith(tail);
    if (!isSo || running.length <= head.length + tail.length) return;
    const value = running.slice(head.length, running.length - tail.length);
    yield { variable, value, place: `${object} ${pathText([...path])}`, text: running, declared };
  } else if (Array.isArray(declared)) {
    if (!Array.isArray(running)) return;
    for (const [i, item] of declared.entries()) yield* leaves(item, running[i] ?? null, [...path, i], object);
  } else if (isObject(declared)) {
    if (!isObject(running)) return;
    for (const [key, item] of Object.entries(declared))
      yield* leaves(item, running[key] ?? null, [...path, key], object);
  }
}

/** Tags and labels whose value is a cluster's name, by EKS, eksctl and Karpenter's guides. */
const NAME_KEYS: readonly string[] = [
  'alpha.eksctl.io/cluster-name',
  'aws:eks:cluster-name',
  'eks:cluster-name',
  'eks:eks-cluster-name',
  'karpenter.sh/discovery',
];
const TAG_PREFIX = 'kubernetes.io/cluster/';

/** By the names of clusters in the state that git's objects do not have. */
export function nameEvidence(
  state: RunningState,
  cluster: string,
  values: ClusterValues,
): Evidence | undefined {
  const declared = new Set([...namesIn(values.nodeClassesOf(cluster))].map(({ name }) => name));
  const names = [
    ...namesIn(state.nodeClasses),
    ...state.nodes.flatMap(({ name, nodeClaim }) => [...namesOf(labelsOf(nodeClaim), `the node ${name}`)]),
  ].filter(({ name }) => !declared.has(name));
  if (names.some(({ name }) => values.clustersNamed(name).has(cluster))) return OWN;
  for (const { name, place } of names) {
    const [other] = values.clustersNamed(name);
    if (other !== undefined)
      return {
        isOwn: false,
        reason: `${place} has ${name}, which is ${name === other ? 'another cluster of the fleet' : `a value of ${other}`}`,
      };
  }
  return undefined;
}

interface Named {
  name: string;
  place: string;
}

function* namesIn(nodeClasses: Iterable<[string, ValueObject]>): Generator<Named> {
  for (const [name, object] of nodeClasses) {
    const place = `EC2NodeClass/${name}`;
    const [spec, status] = [objectAt(object, 'spec'), objectAt(object, 'status')];
    const terms = ['subnetSelectorTerms', 'securityGroupSelectorTerms', 'amiSelectorTerms'].flatMap((field) =>
      objectsAt(spec, field).map(
        ([i, term]) => [`spec.${field}[${i}].tags`, objectAt(term, 'tags')] as const,
      ),
    );
    for (const [field, tags] of [['spec.tags', objectAt(spec, 'tags')] as const, ...terms])
      yield* namesOf(tags, `${place} ${field}`);
    // aws/karpenter-provider-aws, pkg/apis/v1/ec2nodeclass.go, InstanceProfileName: the cluster's name and a hash.
    const [, profile] = /^(.+)_\d+$/.exec(stringAt(status, 'instanceProfile') ?? '') ?? [];
    if (profile !== undefined) yield { name: profile, place: `${place} status.instanceProfile` };
  }
}

function* namesOf(tags: ValueObject, place: string): Generator<Named> {
  for (const [key, value] of Object.entries(tags)) {
    if (key.startsWith(TAG_PREFIX))
      yield { name: key.slice(TAG_PREFIX.length), place: `${place} ${TAG_PREFIX}` };
    if (NAME_KEYS.includes(key) && typeof value === 'string') yield { name: value, place: `${place} ${key}` };
  }
}

/** A region of AWS, in a name or at the start of a zone's: `eu-west-1`, `us-gov-west-1`. */
const REGION =
  /(?<![a-z0-9])([a-z]{2}(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d)(?![0-9])/g;
/** Variables that hold a cluster's own region, and no other one. */
const REGION_VARIABLE = /^(?:(?:AWS|EKS|CLUSTER)_)?REGION$/;

/** By the region of its nodes, where fleet.yaml says in which one the cluster is. */
export function regionEvidence(
  { nodes }: RunningState,
  cluster: string,
  values: ClusterValues,
): Evidence | undefined {
  const variables = [...values.valuesOf(cluster)].flatMap(([name, all]) =>
    REGION_VARIABLE.test(name) ? [...all] : [],
  );
  const servers = values.scopesOf(cluster).map(({ clusters }) => clusters[cluster]?.server ?? '');
  const own = new Set([cluster, ...variables, ...servers].flatMap(regionsIn));
  const running = new Set(nodes.flatMap(({ nodeClaim }) => regionsIn(placeOf(nodeClaim))));
  if (own.size === 0 || running.size === 0) return undefined;
  if ([...running].some((region) => own.has(region))) return OWN;
  const [there, here] = [running, own].map((regions) => [...regions].sort().join(', '));
  return { isOwn: false, reason: `its nodes are in ${there}, and fleet.yaml has ${cluster} in ${here}` };
}

/** `aws:///eu-west-1a/i-0123`, or the zone where the node has no instance yet. */
function placeOf(nodeClaim: ValueObject): string {
  return (
    stringAt(objectAt(nodeClaim, 'status'), 'providerID') ??
    stringAt(labelsOf(nodeClaim), 'topology.kubernetes.io/zone') ??
    ''
  );
}

function regionsIn(text: string): string[] {
  return [...text.matchAll(REGION)].map(([, region = '']) => region);
}
