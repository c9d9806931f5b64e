import { _, type Ajv, type CodeKeywordDefinition, type KeywordCxt, stringify } from 'ajv';
import { duplicates } from './duplicates.ts';
import { stringFormats } from './formats.ts';

/**
 * Adds to ajv what Kubernetes' schemas demand of a value beyond JSON Schema. All of it can be compiled ahead of
 * time: code so made finds `duplicates` and `stringFormats` by these names.
 */
export function addKubernetesKeywords(ajv: Ajv): void {
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', schemaType: 'array' });
  ajv.addKeyword(listType);
  ajv.addKeyword(goInteger);
  for (const [name, check] of Object.entries(stringFormats)) ajv.addFormat(name, check);
}

/** A list that is a set, or a map by some keys: an error, with its index, for each second occurrence. */
const listType: CodeKeywordDefinition = {
  keyword: 'x-kubernetes-list-type',
  type: 'array',
  schemaType: 'string',
  error: { message: 'must not hold duplicates', params: ({ params }) => _`{index: ${params.index}}` },
  code(cxt: KeywordCxt) {
    const { gen, data, schema, parentSchema } = cxt;
    if (schema === 'atomic') return;
    const keys = schema === 'map' ? (parentSchema['x-kubernetes-list-map-keys'] ?? []) : null;
    const find = gen.scopeValue('func', { ref: duplicates, code: _`duplicates` });
    gen.forOf('index', _`${find}(${data}, ${stringify(keys)})`, (index) => {
      cxt.setParams({ index });
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
