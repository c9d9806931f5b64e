import { readdir, readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Value } from '@kustomize-ts/core';
import { createValidator, type ResourceSchema, type Validator } from '@poolwright/crd-validator';
import { schemaFilesOf } from '../schemas/crd.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** The CRDs the cases name, beside the checkout; an optional input of conformance runs. */
const crds = new URL('../../../shared/corpus/karpenter/crds/', import.meta.url);

/** A case: an object put to an API server that has the CRD, and its answer. */
interface CrdCase {
  id: string;
  /** A CRD file, or a folder of them. */
  crd: string;
  object: Value;
  old?: Value;
  valid: boolean;
  errors?: { type: string; field: string; message: string }[];
  unknownFields?: string[];
  stored?: Value;
}

/** Checks create and update cases against their CRDs: verdict, errors as a set, and what is stored. A case passes when all it states is answered alike. */
export default async function crd(lines: unknown[]): Promise<Outcome> {
  const cases = lines as CrdCase[];
  const validators = new Map<string, Validator>();
  const failures: string[] = [];
  for (const each of cases) {
    const validator = validators.get(each.crd) ?? createValidator(await schemasOf(each.crd));
    validators.set(each.crd, validator);
    const problems = differences(each, validator);
    if (problems.length > 0) failures.push(`${each.id}: ${problems.join('; ')}`);
  }
  return outcomeOf(cases, failures);
}

async function schemasOf(crd: string): Promise<ResourceSchema[]> {
  const folder = new URL(crd.endsWith('.yaml') ? '.' : `${crd}/`, new URL(crd, crds));
  const names = crd.endsWith('.yaml')
    ? [crd.slice(crd.lastIndexOf('/') + 1)]
    : (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.flatMap(schemaFilesOf).map(({ schema }) => schema as unknown as ResourceSchema);
}

function differences(each: CrdCase, validator: Validator): string[] {
  const { errors, unknownFields, stored } = validator.validate(each.object, each.old);
  const out: string[] = [];
  if ((errors.length === 0) !== each.valid) out.push(`verdict: ${errors.length === 0}, wanted ${each.valid}`);
  out.push(...setDifference('error', errors.map(errorText), (each.errors ?? []).map(errorText)));
  if (each.unknownFields !== undefined) {
    out.push(...setDifference('unknown field', unknownFields, each.unknownFields));
  }
  if (each.stored !== undefined && !isDeepStrictEqual(stored, each.stored)) {
    out.push(`stored: ${JSON.stringify(stored)}, wanted ${JSON.stringify(each.stored)}`);
  }
  return out;
}

function errorText({ type, field, message }: { type: string; field: string; message: string }): string {
  return `${type} ${field} ${message}`;
}

function setDifference(what: string, got: string[], wanted: string[]): string[] {
  return [
    ...got.filter((text) => !wanted.includes(text)).map((text) => `${what} too much: ${text}`),
    ...wanted.filter((text) => !got.includes(text)).map((text) => `${what} missing: ${text}`),
  ];
}
