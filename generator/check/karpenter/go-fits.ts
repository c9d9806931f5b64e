import type { Value, ValueObject } from '@kustomize-ts/core';
import { decodeCustom } from './go-custom.ts';
import { scalarProblem } from './go-scalar.ts';
import { type GoType, goType } from './go-type.ts';

/**
 * True when Go decodes the value into that type without an error. Fields it does not know are left out, or refused in
 * `strict` mode.
 */
export function fitsGoType(value: Value, type: string, strict: boolean): boolean {
  return fits(value, goType(type), strict);
}

function fits(value: Value, type: GoType, strict: boolean): boolean {
  if (type.kind === 'custom')
    return (value === null && type.pointer) || decodeCustom(value, type.decoder) === undefined;
  if (value === null) return true;
  if (typeof value !== 'object')
    return type.kind === 'scalar' && scalarProblem(value, type.scalar) === undefined;
  if (Array.isArray(value)) {
    if (type.kind !== 'list') return false;
    for (const item of value) if (!fits(item, type.element, strict)) return false;
    return true;
  }
  if (type.kind === 'struct') return fitsStruct(value, type, strict);
  if (type.kind !== 'map') return false;
  for (const key of Object.keys(value)) if (!fits(value[key] ?? null, type.element, strict)) return false;
  return true;
}

function fitsStruct(value: ValueObject, type: GoType & { kind: 'struct' }, strict: boolean): boolean {
  for (const key of Object.keys(value)) {
    const field = type.field(key);
    if (field === undefined ? strict : !fits(value[key] ?? null, field.type, strict)) return false;
  }
  return true;
}
