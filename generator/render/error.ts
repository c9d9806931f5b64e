import type { Value, ValueObject } from '@kustomize-ts/core';
import { isObject } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';

/** Why objects cannot be rendered; stable, since the checks map each to a diagnostic. */
export type RenderErrorCode =
  | 'build-failed'
  | 'bad-variable-name'
  | 'undefined-variable'
  | 'bad-substitution'
  | 'breaks-yaml'
  | 'bad-application-set'
  | 'unsupported-template'
  | 'undefined-parameter'
  | 'bad-patch';

/** An error in what the user wrote that keeps an object from being rendered. */
export interface RenderError {
  code: RenderErrorCode;
  /** What is wrong and why, one sentence without a final full stop. */
  message: string;
  /** What the engine concerned reports: the text to look for in a controller's log. */
  reported?: string;
  /** The object, such as `NodePool/inferentia-inf2`. */
  object?: string;
  /** The field in it that shows the fault. */
  path?: Path;
  variable?: string;
  /** The file of the tree with the error, where the build knows. */
  file?: string;
  cause?: Error;
}

/** An object's name in messages: its kind and name, such as `NodePool/inferentia-inf2`. */
export function objectName(object: ValueObject): string {
  const metadata: Value | undefined = object.metadata;
  const name = isObject(metadata) ? metadata.name : undefined;
  return `${String(object.kind ?? 'object')}/${String(name ?? '')}`;
}

/** A path as people write it: `spec.requirements[0].values`, `metadata.labels["a.b/c"]`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
