import { orVariable, VARIABLE_PATTERN } from '../../generator/load/variable-pattern.ts';

type Schema = Record<string, unknown>;

const scalarTypes = new Set(['integer', 'number', 'boolean', 'string']);
const kept = ['minimum', 'maximum', 'minLength', 'minItems', 'maxItems', 'maxProperties', 'default'];

/**
 * The fleet schema: the hand-written template with the CRD specs added under `$defs`. Defaults, pools and environments
 * are merged one over the other, so in each of them any field may be left out, and null deletes it.
 */
export function fleetSchema(template: Schema, nodePool: Schema, nodeClass: Schema): Schema {
  const specs = { NodePoolSpec: specOf(nodePool), EC2NodeClassSpec: specOf(nodeClass) };
  const definitions: Schema = { ...(template.$defs as Schema) };
  for (const [name, spec] of Object.entries(specs)) definitions[name] = fleetForm(spec, true);
  return { ...template, $defs: definitions };
}

function specOf(crdSchema: Schema): Schema {
  return (crdSchema.properties as Record<string, Schema>).spec as Schema;
}

/**
 * A CRD schema as fleet.yaml needs it: nothing required, since merging may complete it; unknown fields rejected;
 * a variable instead of any scalar. What only the API server can validate (CEL, formats, list types) is left out.
 * @param patch whether a merge descends to it, and so null deletes it; into lists it does not
 */
function fleetForm(schema: Schema, patch: boolean): Schema {
  const out: Schema = {};
  if (schema.description !== undefined) out.description = schema.description;
  const types = schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : [schema.type].flat();
  if (types[0] === undefined) return out;
  const nullable = patch ? ['null'] : [];
  for (const keyword of kept) if (keyword in schema) out[keyword] = schema[keyword];
  if (schema.enum !== undefined) return { ...out, anyOf: enumForms(schema.enum as unknown[], nullable) };
  if (types.every((type) => scalarTypes.has(String(type)))) {
    const all = [...new Set([...types, 'string', ...nullable])];
    out.type = all.length === 1 ? all[0] : all;
    if (!types.includes('string')) out.pattern = VARIABLE_PATTERN;
    else if (isCheap(schema.pattern)) out.pattern = orVariable(schema.pattern);
    return out;
  }
  out.type = patch ? [...types, 'null'] : schema.type;
  if (schema.items !== undefined) out.items = fleetForm(schema.items as Schema, false);
  return { ...out, ...objectForm(schema, patch) };
}

/**
 * Editors and ajv match with a backtracking engine, which several `.+` in a row can keep busy for ages; such patterns
 * are left to the check of what is rendered.
 */
function isCheap(pattern: unknown): pattern is string {
  return typeof pattern === 'string' && (pattern.match(/\.[+*]/g) ?? []).length < 2;
}

function enumForms(values: unknown[], nullable: string[]): Schema[] {
  return [
    { enum: values },
    { type: 'string', pattern: VARIABLE_PATTERN },
    ...nullable.map((type) => ({ type })),
  ];
}

function objectForm(schema: Schema, patch: boolean): Schema {
  const { properties, additionalProperties } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (properties === undefined) {
    if (open || typeof additionalProperties !== 'object') return {};
    return { additionalProperties: fleetForm(additionalProperties as Schema, patch) };
  }
  const entries = Object.entries(properties as Record<string, Schema>);
  return {
    ...(open ? {} : { additionalProperties: false }),
    properties: Object.fromEntries(entries.map(([name, property]) => [name, fleetForm(property, patch)])),
  };
}
