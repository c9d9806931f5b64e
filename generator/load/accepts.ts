import { isMapping } from './document.ts';

/** A JSON Schema of draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Makes a test that says yes to nothing but values that the schema certainly takes, and no in any doubt. It walks the schema, which takes
 * next to no code, where a validator that can tell what is wrong is three hundred kilobytes of it for the fleet's.
 */
export function acceptor(root: JsonSchema): (value: unknown) => boolean {
  const patterns = new Map<string, RegExp>();
  const definitions = (root.$defs ?? {}) as Record<string, JsonSchema>;

  const accepts = (schema: JsonSchema, value: unknown): boolean => {
    for (const keyword in schema) if (!holds(keyword, schema[keyword], schema, value)) return false;
    return true;
  };

  const holds = (keyword: string, wanted: unknown, schema: JsonSchema, value: unknown): boolean => {
    switch (keyword) {
      case '$ref': {
        const [, name = ''] = /^#\/\$defs\/(\w+)$/.exec(String(wanted)) ?? [];
        const definition = definitions[name];
        return definition !== undefined && accepts(definition, value);
      }
      case 'type':
        return Array.isArray(wanted) ? wanted.some((type) => isOf(type, value)) : isOf(wanted, value);
      case 'const':
        return value === wanted;
      case 'enum':
        return (wanted as unknown[]).includes(value);
      case 'anyOf':
        return (wanted as JsonSchema[]).some((one) => accepts(one, value));
      case 'if':
        // A no of any other schema might be a doubt.
        if (Object.keys(wanted as JsonSchema).join() !== 'type') return false;
        return accepts(
          (accepts(wanted as JsonSchema, value) ? schema.then : schema.else) as JsonSchema,
          value,
        );
      case 'pattern':
        return typeof value !== 'string' || patternOf(String(wanted)).test(value);
      case 'minLength':
        return (
          typeof value !== 'string' ||
          value.length >= 2 * (wanted as number) ||
          (wanted === 1 && value !== '')
        );
      case 'maxLength':
        return typeof value !== 'string' || value.length <= (wanted as number);
      case 'minimum':
        return typeof value !== 'number' || value >= (wanted as number);
      case 'maximum':
        return typeof value !== 'number' || value <= (wanted as number);
      case 'minItems':
        return !Array.isArray(value) || value.length >= (wanted as number);
      case 'maxItems':
        return !Array.isArray(value) || value.length <= (wanted as number);
      case 'items':
        return !Array.isArray(value) || value.every((item) => accepts(wanted as JsonSchema, item));
      case 'maxProperties':
        return !isMapping(value) || Object.keys(value).length <= (wanted as number);
      case 'required':
        return !isMapping(value) || (wanted as string[]).every((key) => value[key] !== undefined);
      case 'propertyNames':
        return !isMapping(value) || Object.keys(value).every((key) => accepts(wanted as JsonSchema, key));
      case 'properties':
        return !isMapping(value) || takesProperties(wanted as Record<string, JsonSchema>, value);
      case 'additionalProperties':
        return !isMapping(value) || takesOthers(wanted, schema.properties ?? {}, value);
      default:
        return ANNOTATIONS.has(keyword);
    }
  };

  const takesProperties = (
    properties: Record<string, JsonSchema>,
    value: Record<string, unknown>,
  ): boolean => {
    for (const key in value) {
      const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (property && value[key] !== undefined && !accepts(property, value[key])) return false;
    }
    return true;
  };

  const takesOthers = (wanted: unknown, known: object, value: Record<string, unknown>): boolean => {
    for (const key in value) {
      if (wanted === true || Object.hasOwn(known, key)) continue;
      if (!isMapping(wanted) || !accepts(wanted, value[key])) return false;
    }
    return true;
  };

  const patternOf = (pattern: string): RegExp => {
    let known = patterns.get(pattern);
    if (!known) {
      known = new RegExp(pattern, 'u');
      patterns.set(pattern, known);
    }
    return known;
  };

  return (value) => accepts(root, value);
}

/** Keywords that validate nothing, or that another one reads. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$defs',
  'title',
  'description',
  'default',
  'then',
  'else',
]);

function isOf(type: unknown, value: unknown): boolean {
  switch (type) {
    case 'object':
      return isMapping(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}
