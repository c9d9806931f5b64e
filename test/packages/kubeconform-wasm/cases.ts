import type { OracleOptions } from '../../oracles/kubeconform/client.ts';

/** One validator and the texts that it validates, by a name that says what each is there for. */
export interface CaseGroup {
  readonly options: OracleOptions;
  readonly texts: Readonly<Record<string, string>>;
}

const DRAFTS: Readonly<Record<string, string>> = {
  d4: 'http://json-schema.org/draft-04/schema#',
  d6: 'http://json-schema.org/draft-06/schema#',
  d7: 'http://json-schema.org/draft-07/schema#',
  d2019: 'https://json-schema.org/draft/2019-09/schema',
  d2020: 'https://json-schema.org/draft/2020-12/schema',
};

/** A schema that uses every keyword whose errors upstream lists in random order. */
const KEYWORDS = {
  type: 'object',
  properties: {
    a: { type: 'integer', maximum: 3 },
    b: { type: 'string', pattern: '^x+$', maxLength: 3 },
    c: { enum: ['one', 'two'] },
    d: { type: 'array', items: { type: 'string', format: 'duration' }, uniqueItems: true, minItems: 2 },
    e: { oneOf: [{ type: 'string' }, { type: 'object', required: ['x', 'y'] }] },
    f: { anyOf: [{ minimum: 5 }, { type: 'boolean' }] },
    g: { allOf: [{ required: ['p'] }, { required: ['q'] }] },
    h: { not: { type: 'null' } },
    deep: { type: 'object', properties: { kind: {} }, additionalProperties: false },
    ref: { $ref: 'shared.json#/definitions/port' },
  },
  patternProperties: { '^n': { type: 'number' }, '^nu': { maximum: 5 }, '^num': { multipleOf: 2 } },
  dependencies: { a: ['alpha'], b: ['beta', 'gamma'], c: { required: ['delta'] } },
  propertyNames: { maxLength: 10 },
};

const MODERN = {
  dependentRequired: { a: ['alpha'], b: ['beta'] },
  dependentSchemas: { a: { required: ['first'] }, b: { required: ['second'] } },
  properties: {
    apiVersion: {},
    kind: {},
    metadata: {},
    list: { type: 'array', unevaluatedItems: { type: 'null' } },
  },
  unevaluatedProperties: { type: 'integer' },
};

const SHARED = { definitions: { port: { type: 'integer', minimum: 1, maximum: 65535 } } };

/** Wrong for every draft: `type` is not a type. */
const BROKEN = { properties: { a: { type: 'integr' } } };

function draftSchemas(): Record<string, string> {
  const out: Record<string, string> = { 'shared.json': JSON.stringify(SHARED) };
  for (const [name, $schema] of Object.entries(DRAFTS)) {
    const keywords = name.startsWith('d20') ? { ...KEYWORDS, ...MODERN } : KEYWORDS;
    out[`${name}-v1.json`] = JSON.stringify({ $schema, ...keywords });
    out[`${name}broken-v1.json`] = JSON.stringify({ $schema, ...BROKEN });
  }
  return out;
}

const MANY_ERRORS =
  'a: 5\nb: yyyy\nc: three\nd: [1h, 1h, soon]\ne: { x: 1 }\nf: 1\ng: {}\nh: null\ndeep: { kind: 1, z: 1, y: 2, m: 3 }\n' +
  'ref: 70000\nnumber: 7\nnull_of_it: x\nunknown_1: 1\nunknown_two: a\nunknown_three: a\nlist: [1, null, x]\n';

function draftTexts(): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of Object.keys(DRAFTS)) {
    out[`${name}: many errors`] = `apiVersion: v1\nkind: ${name}\n${MANY_ERRORS}`;
    out[`${name}: valid`] = `apiVersion: v1\nkind: ${name}\nh: 1\nref: 80\n`;
    out[`${name}: a schema that breaks its draft`] = `apiVersion: v1\nkind: ${name}broken\n`;
  }
  return out;
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: n }\n';
const SCHEMAS: Readonly<Record<string, string>> = {
  'pod-v1.json': JSON.stringify({ type: 'object', properties: { spec: { type: 'object' } } }),
  'pod-v1-strict.json': JSON.stringify({ type: 'object', properties: { spec: { type: 'array' } } }),
  'nodepool-karpenter.sh-v1.json': JSON.stringify({ required: ['spec', 'metadata'] }),
  'nojson-v1.json': '{ "type": ',
  'null-v1.json': 'null',
  'number-v1.json': '5',
  'true-v1.json': 'true',
  'empty-v1.json': '',
  'bom-v1.json': '\uFEFF{}',
  'unknowndraft-v1.json': JSON.stringify({ $schema: 'http://example.com/draft' }),
  'webref-v1.json': JSON.stringify({ properties: { kind: { $ref: 'https://example.invalid/a.json' } } }),
  'lostref-v1.json': JSON.stringify({ properties: { kind: { $ref: 'nowhere.json' } } }),
  'loop-v1.json': JSON.stringify({ allOf: [{ $ref: '#' }] }),
  'badpattern-v1.json': JSON.stringify({ properties: { kind: { pattern: '(?=a)' } } }),
};

const TEXTS: Readonly<Record<string, string>> = {
  'one document': POD,
  'three documents, the second empty': `${POD}---\n---\n${POD}`,
  'a leading separator': `---\n${POD}`,
  'a trailing separator': `${POD}---\n`,
  'a separator at the very end': `${POD}---`,
  'words after a separator': `${POD}--- # next\n${POD}`,
  CRLF: `${POD}---\n${POD}`.replaceAll('\n', '\r\n'),
  'the end marker': `${POD}...\n`,
  'no text': '',
  'white space': ' \n\t\n',
  'a comment': '# nothing\n',
  'only separators': '---\n---\n---\n',
  null: 'null\n',
  'a string': 'just words\n',
  'a sequence': '- a\n- b\n',
  'a number': '42\n',
  unclosed: 'a: [\n',
  'a tab': 'a:\n\t- b\n',
  'an unknown alias': 'a: *b\n',
  'no kind': 'apiVersion: v1\n',
  'no apiVersion': 'kind: Pod\n',
  'a kind that is a number': 'apiVersion: v1\nkind: 5\n',
  'a kind that is null': 'apiVersion: v1\nkind: null\n',
  'a kind that is a mapping': 'apiVersion: v1\nkind: { a: b }\n',
  'metadata that is a string': 'apiVersion: v1\nkind: Pod\nmetadata: m\n',
  'a kind that climbs': 'apiVersion: v1\nkind: ../../pod\n',
  'a kind with a percent sign': 'apiVersion: v1\nkind: "%zz"\n',
  'a kind with a query': 'apiVersion: v1\nkind: "pod?x#y"\n',
  'a kind with a template': 'apiVersion: v1\nkind: "{{ .Group }}"\n',
  'a kind with NUL': 'apiVersion: v1\nkind: "po\\0d"\n',
  'an apiVersion of three parts': 'apiVersion: a/b/c\nkind: Pod\n',
  'an empty apiVersion': 'apiVersion: ""\nkind: Pod\n',
  generateName: 'apiVersion: v1\nkind: Pod\nmetadata: { generateName: p- }\n',
  'a list': `apiVersion: v1\nkind: List\nitems:\n- ${POD.trim().replaceAll('\n', '\n  ')}\n- { apiVersion: v1, kind: Nil }\n`,
  'an empty list': 'apiVersion: v1\nkind: List\nitems: []\n',
  'a list of what is not an object': 'apiVersion: v1\nkind: list\nitems: [1, null, x, []]\n',
  'a duplicate key': `${POD}spec: {}\nspec: 1\n`,
  'a merge key': `x: &x { spec: 1 }\n${POD}<<: *x\n`,
  'a key that is not a string': `${POD}1: a\ntrue: b\n1.5: c\n`,
  'a key that is a mapping': `${POD}? { a: b }\n: c\n`,
  'a tag': `${POD}spec: !!str 5\n`,
  JSON: '{"apiVersion":"v1","kind":"Pod","spec":1}',
  'astral characters': `${POD}spec: "𝒳 \\u0000 <&>"\n`,
  'a lone surrogate': `${POD}spec: \uD800\n`,
  'a group': 'apiVersion: karpenter.sh/v1\nkind: NodePool\n',
  'an unknown kind': 'apiVersion: apps/v1\nkind: Deployment\n',
  ...Object.fromEntries(
    Object.keys(SCHEMAS)
      .filter((file) => !file.startsWith('pod') && file.endsWith('-v1.json') && !file.includes('.sh'))
      .map((file) => [`schema ${file}`, `apiVersion: v1\nkind: ${file.split('-')[0]}\n`]),
  ),
};

/** Validators and texts whose answers by native kubeconform are in fixtures/golden.json. */
export const CASES: Readonly<Record<string, CaseGroup>> = {
  defaults: { options: { schemas: SCHEMAS }, texts: TEXTS },
  strict: {
    options: {
      schemas: SCHEMAS,
      strict: true,
      locations: [
        '{{ .ResourceKind }}{{ .KindSuffix }}{{ .StrictSuffix }}.json',
        '{{ .ResourceKind }}-v1.json',
      ],
    },
    texts: TEXTS,
  },
  'ignore missing, skip, reject': {
    options: {
      schemas: SCHEMAS,
      ignoreMissing: true,
      skip: ['karpenter.sh/v1/NodePool', 'true'],
      reject: ['Pod'],
    },
    texts: TEXTS,
  },
  'a layout by version': {
    options: {
      schemas: { 'v1.33.1-standalone/pod-v1.json': JSON.stringify({ required: ['spec'] }) },
      kubernetesVersion: '1.33.1',
      locations: [
        'nothing.json',
        '{{ .NormalizedKubernetesVersion }}-standalone/{{ .ResourceKind }}{{ .KindSuffix }}.json',
      ],
    },
    texts: { 'one document': POD },
  },
  drafts: { options: { schemas: draftSchemas() }, texts: draftTexts() },
};
