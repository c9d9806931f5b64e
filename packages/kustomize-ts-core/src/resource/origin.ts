import { getField, withField } from '../fields/object.ts';
import { isObject } from '../value.ts';
import { emit } from '../yaml/index.ts';
import type { Resource } from './resource.ts';

export const ORIGIN_ANNOTATION = 'config.kubernetes.io/origin';
export const TRANSFORMATIONS_ANNOTATION = 'alpha.config.kubernetes.io/transformations';

/** What made a resource, beside the file that holds it. */
export interface Configured {
  readonly configuredIn: string;
  readonly configuredBy: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name?: string;
    readonly namespace?: string;
  };
}

/** An origin as annotations show it: a path, or the configuration of a generator or transformer. */
export type Origin = { readonly path: string } | Configured;

/** Writes the origin annotation, or replaces it. */
export function setOrigin(resource: Resource, origin: Origin): void {
  const metadata = isObject(resource.object.metadata) ? resource.object.metadata : {};
  const annotations = getField(metadata, 'annotations');
  const before = isObject(annotations) ? annotations : {};
  resource.setMeta('annotations', withField(before, ORIGIN_ANNOTATION, emitOrigin(origin)));
}

export function hasOrigin(resource: Resource): boolean {
  return Object.hasOwn(resource.metaMap('annotations'), ORIGIN_ANNOTATION);
}

/** Records that a transformer was applied; one that made the resource becomes its origin. */
export function addTransformation(resource: Resource, origin: Configured): void {
  if (!hasOrigin(resource)) {
    setOrigin(resource, origin);
    return;
  }
  const annotations = resource.metaMap('annotations');
  const before = annotations[TRANSFORMATIONS_ANNOTATION] ?? '';
  const lines = emitOrigin(origin).trimEnd().split('\n');
  const item = lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}\n`).join('');
  resource.setMetaMap('annotations', { ...annotations, [TRANSFORMATIONS_ANNOTATION]: before + item });
}

/** The origin as YAML, its fields in the order that upstream declares them in. */
function emitOrigin(origin: Origin): string {
  if ('path' in origin) return emit({ path: origin.path });
  const { apiVersion, kind, name, namespace } = origin.configuredBy;
  const by = Object.entries({ apiVersion, kind, name, namespace }).flatMap(([field, value]) =>
    value === undefined ? [] : [`  ${emit({ [field]: value })}`],
  );
  return [emit({ configuredIn: origin.configuredIn }), 'configuredBy:\n', ...by].join('');
}
