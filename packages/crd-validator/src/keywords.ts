import type { Ajv, FuncKeywordDefinition } from 'ajv';
import { stringFormats } from './formats.ts';
import { listProblems } from './list-items.ts';
import type { Value } from './value.ts';

/** Adds to ajv what Kubernetes' schemas demand of a value beyond JSON Schema. */
export function addKubernetesKeywords(ajv: Ajv): void {
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', schemaType: 'array' });
  ajv.addKeyword({
    keyword: LIST_TYPE,
    type: 'array',
    schemaType: 'string',
    errors: true,
    compile: (type: string, parent) =>
      type === 'atomic' ? () => true : listTest(type === 'map' ? (parent[MAP_KEYS] ?? []) : null),
  });
  ajv.addKeyword({
    keyword: 'goInteger',
    type: 'number',
    schemaType: 'string',
    errors: false,
    validate: isWithinFormat,
  });
  for (const [name, check] of Object.entries(stringFormats)) ajv.addFormat(name, check);
}

const LIST_TYPE = 'x-kubernetes-list-type';
const MAP_KEYS = 'x-kubernetes-list-map-keys';

/** A test of a value, as ajv takes it. */
type Test = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;

/** A list that is a set, or a map by some keys: an error for each `ListProblem`. */
function listTest(keys: readonly string[] | null): Test {
  const test: Test = (list: Value[]) => {
    const problems = listProblems(list, keys);
    test.errors = problems.map((params) => ({ keyword: LIST_TYPE, params }));
    return problems.length === 0;
  };
  return test;
}

/** An integer within its format's range (kube-openapi, pkg/validation/validate/values.go, IsValueValidAgainstRange). */
function isWithinFormat(format: string, value: number): boolean {
  const limit = format === 'int32' ? 2 ** 31 : 2 ** 63;
  return Number.isInteger(value) && value >= -limit && value < limit;
}
