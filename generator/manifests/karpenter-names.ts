import { isObject, type Value } from '@kustomize-ts/core';
import { VERSION_OF } from '../check/crd/old-kinds.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { Locate } from '../load/path.ts';
import { objectName } from '../render/index.ts';
import type { Manifest } from './manifest.ts';

/** The groups of Karpenter's objects on AWS. */
const GROUPS = Object.values(VERSION_OF).map((version) => version.split('/', 1)[0] ?? '');

/** A document that only half says that it is an object of Karpenter: kubectl and Flux refuse it. */
export function halfNamed(value: Value, locate: Locate): Diagnostic | undefined {
  if (!isObject(value)) return undefined;
  const { kind, apiVersion } = value;
  if (typeof kind === 'string' && Object.hasOwn(VERSION_OF, kind) && apiVersion === undefined)
    return unknownKind(
      `this ${kind} has no apiVersion`,
      `Add apiVersion: ${VERSION_OF[kind]}`,
      locate(['kind']),
    );
  const group = typeof apiVersion === 'string' ? (apiVersion.split('/', 1)[0] ?? '') : '';
  if (!GROUPS.includes(group) || kind !== undefined) return undefined;
  const kinds = Object.keys(VERSION_OF).filter((one) => VERSION_OF[one]?.startsWith(`${group}/`));
  return unknownKind(
    `this object of ${apiVersion} has no kind`,
    `Add kind: ${kinds.join(' or ')}`,
    locate(['apiVersion']),
  );
}

/** An object whose kind is Karpenter's and whose group is nearly so: the API server knows no such kind. */
export function misspelledGroup({ object, locate }: Manifest): Diagnostic | undefined {
  const kind = String(object.kind);
  const apiVersion = String(object.apiVersion);
  const right = Object.hasOwn(VERSION_OF, kind) ? VERSION_OF[kind] : undefined;
  if (right === undefined || nearest(apiVersion.split('/', 1)[0] ?? '', GROUPS) === undefined)
    return undefined;
  return {
    ...unknownKind(
      `Karpenter has no ${kind} of ${apiVersion}`,
      `Did you mean apiVersion: ${right}?`,
      locate(['apiVersion']),
    ),
    object: objectName(object),
  };
}

function unknownKind(message: string, help: string, at: Diagnostic['at']): Diagnostic {
  return { code: 'crd-unknown-kind', severity: 'error', message, help, ...(at && { at }) };
}
