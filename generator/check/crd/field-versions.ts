import type { CrdSchema } from '@poolwright/crd-validator';
import { nearest } from '../../diagnostics/suggest.ts';
import { type Path, pathText } from '../../render/index.ts';
import { minorOf } from '../karpenter/rules.ts';

/** One Karpenter version, such as `1.15`, and the schema it has for a kind; undefined where it has none. */
export interface VersionedSchema {
  karpenter: string;
  schema: CrdSchema | undefined;
}

/** The schemas of one kind in every version there are schemas for, the oldest first. */
export type SchemaHistory = (apiVersion: string, kind: string) => readonly VersionedSchema[];

/** How to fix a field that the CRD of a version does not know, by what the CRDs of others do. */
export function unknownFieldHelp(history: readonly VersionedSchema[], karpenter: string, path: Path): string {
  const field = pathText(path);
  const having = history.filter(
    ({ schema }) => schema !== undefined && knownNames(schema, path).has(last(path)),
  );
  const [first, ...others] = having;
  if (first !== undefined) return versionHelp(field, [first, ...others], history, karpenter);
  const schema = history[indexOf(history, karpenter)]?.schema ?? history.at(-1)?.schema;
  const near = schema && nearest(last(path), knownNames(schema, path));
  return near === undefined
    ? `Remove the field: no Karpenter version from ${rangeOf(history)} has it`
    : `Did you mean ${near}?`;
}

/** How to fix a kind that a version does not have. */
export function unknownKindHelp(
  history: readonly VersionedSchema[],
  type: string,
  karpenter: string,
): string {
  const having = history.filter(({ schema }) => schema !== undefined);
  const [first, ...others] = having;
  return first === undefined
    ? `Correct apiVersion and kind: no Karpenter version from ${rangeOf(history)} has them`
    : versionHelp(type, [first, ...others], history, karpenter);
}

/** @param having the versions that have it, one at least */
function versionHelp(
  what: string,
  [first, ...others]: readonly [VersionedSchema, ...VersionedSchema[]],
  history: readonly VersionedSchema[],
  karpenter: string,
): string {
  const at = indexOf(history, karpenter);
  if (at >= 0 && at < history.indexOf(first))
    return `${what} ${sinceText(history, first)}: raise karpenter, or remove it`;
  const { karpenter: final } = others.at(-1) ?? first;
  return `${what} existed up to Karpenter ${final}: remove it`;
}

/** There are not the schemas of every release, so that the one which brought a thing may lie between two of them. */
function sinceText(history: readonly VersionedSchema[], first: VersionedSchema): string {
  const before = history[history.indexOf(first) - 1];
  const follows = before !== undefined && minorOf(first.karpenter) === (minorOf(before.karpenter) ?? 0) + 1;
  return before === undefined || follows
    ? `exists since Karpenter ${first.karpenter}`
    : `exists in Karpenter ${first.karpenter}, and not yet in ${before.karpenter}`;
}

/** @param karpenter as `1.15` or `1.15.1` */
function indexOf(history: readonly VersionedSchema[], karpenter: string): number {
  return history.findIndex((one) => karpenter === one.karpenter || karpenter.startsWith(`${one.karpenter}.`));
}

function rangeOf(history: readonly VersionedSchema[]): string {
  return `${history[0]?.karpenter} to ${history.at(-1)?.karpenter}`;
}

function last(path: Path): string {
  return String(path.at(-1) ?? '');
}

/** Names of the fields that may stand where the path's last step stands. */
function knownNames(schema: CrdSchema, path: Path): ReadonlySet<string> {
  return new Set(Object.keys(schemaAt(schema, path.slice(0, -1))?.properties ?? {}));
}

/** The schema of a mapping's field or value, or of a list's items; undefined where it says nothing of them. */
export function childSchema(schema: CrdSchema, step: string | number): CrdSchema | undefined {
  if (typeof step === 'number') return schema.items;
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, step))
    return schema.properties[step];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** The schema of the value at a path; undefined where the schema says nothing of it. */
export function schemaAt(schema: CrdSchema, path: Path): CrdSchema | undefined {
  return path.reduce<CrdSchema | undefined>((at, step) => at && childSchema(at, step), schema);
}
