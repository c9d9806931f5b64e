import { _, type Ajv, type CodeKeywordDefinition, type KeywordCxt, stringify } from 'ajv';
import { stringFormats } from './formats.ts';
import { listProblems } from './list-items.ts';

/**
 * Adds to ajv what Kubernetes' schemas demand of a value beyond JSON Schema. All of it can be compiled ahead of
 * time: code so made finds `listProblems` and `stringFormats` by these names.
 */
export function addKubernetesKeywords(ajv: Ajv): void {
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', schemaType: 'array' });
  ajv.addKeyword(listType);
  ajv.addKeyword(goInteger);
  for (const [name, check] of Object.entries(stringFormats)) ajv.addFormat(name, check);
}

/** A list that is a set, or a map by some keys: an error for each `ListProblem`. */
const listType: CodeKeywordDefinition = {
  keyword: 'x-kubernetes-list-type',
  type: 'array',
  schemaType: 'string',
  error: { message: 'must be a set, or a map by its keys', params: ({ params }) => _`${params.found}` },
  code(cxt: KeywordCxt) {
    const { gen, data, schema, parentSchema } = cxt;
    if (schema === 'atomic') return;
    const keys = schema === 'map' ? (parentSchema['x-kubernetes-list-map-keys'] ?? []) : null;
    const find = gen.scopeValue('func', { ref: listProblems, code: _`listProblems` });
    gen.forOf('found', _`${find}(${data}, ${stringify(keys)})`, (found) => {
      cxt.setParams({ found });
      cxt.error(true);
    });
  },
};

/** An integer within its format's range (kube-openapi, pkg/validation/validate/values.go, IsValueValidAgainstRange). */
const goInteger: CodeKeywordDefinition = {
  keyword: 'goInteger',
  type: 'number',
  schemaType: 'string',
  error: { message: 'must be an integer within range' },
  code(cxt: KeywordCxt) {
    const { data, schema } = cxt;
    const limit = schema === 'int32' ? 2 ** 31 : 2 ** 63;
    cxt.fail(_`!Number.isInteger(${data}) || ${data} < ${-limit} || ${data} >= ${limit}`);
  },
};
