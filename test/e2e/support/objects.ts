import { isDeepStrictEqual } from 'node:util';
import type { CommandResult } from '../../support/run.ts';

type Strings = Record<string, string>;

/** An object of an API server, as far as it is looked at here. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    uid?: string;
    generation?: number;
    creationTimestamp?: string;
    labels?: Strings;
    annotations?: Strings;
    deletionTimestamp?: string;
    finalizers?: string[];
  };
  spec?: Record<string, unknown>;
  status?: { conditions?: Condition[]; sync?: { status?: string }; [field: string]: unknown };
}

export interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  observedGeneration?: number;
}

/** The items of kubectl's JSON: of a list, or the one object, or several objects one after the other. */
export function readObjects(json: string): KubeObject[] {
  const documents = json.replaceAll(/^\}\n\{$/gm, '},\n{');
  const read = JSON.parse(`[${documents}]`) as (KubeObject & { items?: KubeObject[] })[];
  return read.flatMap((one) => one.items ?? [one]);
}

/** Labels and annotations that say who applied an object. */
const APPLIERS = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'kustomize.toolkit.fluxcd.io/name',
  'kustomize.toolkit.fluxcd.io/namespace',
  'argocd.argoproj.io/tracking-id',
  'app.kubernetes.io/instance',
];

/** What of an object was applied or defaulted: without status, what the server notes, and who applied it. */
export function applied({ apiVersion, kind, metadata, spec }: KubeObject): KubeObject {
  const labels = withoutAppliers(metadata.labels);
  const annotations = withoutAppliers(metadata.annotations);
  return {
    apiVersion,
    kind,
    metadata: { name: metadata.name, ...(labels && { labels }), ...(annotations && { annotations }) },
    ...(spec && { spec }),
  };
}

function withoutAppliers(map: Strings | undefined): Strings | undefined {
  const kept = Object.entries(map ?? {}).filter(([key]) => !APPLIERS.includes(key));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** The objects of a manifest as a server that has none of them would store them. */
export async function defaulted(
  empty: { name: string; tryKubectl(args: readonly string[], input?: string): Promise<CommandResult> },
  yaml: string,
): Promise<KubeObject[]> {
  const { status, stdout, stderr } = await empty.tryKubectl(
    ['create', '--dry-run=server', '--validate=strict', '-o', 'json', '-f', '-'],
    yaml,
  );
  if (status !== 0) throw new Error(`${empty.name} refuses: ${stderr}`);
  return readObjects(stdout);
}

/** In what two sets of objects differ, in words; empty when they are the same. */
export function difference(found: readonly KubeObject[], wanted: readonly KubeObject[]): string[] {
  const left = byName(found);
  const right = byName(wanted);
  const names = [...new Set([...left.keys(), ...right.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [left.get(name), right.get(name)];
    if (one === undefined) return [`${name} is missing`];
    if (other === undefined) return [`${name} is not wanted`];
    return isDeepStrictEqual(one, other)
      ? []
      : [`${name} is ${JSON.stringify(one)}, wanted ${JSON.stringify(other)}`];
  });
}

function byName(objects: readonly KubeObject[]): Map<string, KubeObject> {
  return new Map(
    objects.map((object) => [`${object.kind.toLowerCase()}/${object.metadata.name}`, applied(object)]),
  );
}

/** The condition of that type, if the controller has seen the object as it is. */
export function conditionOf(object: KubeObject | undefined, type: string): Condition | undefined {
  return object?.status?.conditions?.find((condition) => condition.type === type);
}
