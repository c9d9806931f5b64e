import { noFindings } from './finding.ts';
import type { SchemaNode } from './node.ts';
import type { ValueCheck } from './value-check.ts';
import { boundFinding, rangeFinding } from './value-messages.ts';

type Breaks = (value: number) => boolean;

/** Tests a number against a node's bounds, and an integer against its format's range. */
export function numberTests(node: SchemaNode): ValueCheck[] {
  const { types } = node;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = node.schema;
  const tests: ValueCheck[] = [];
  const add = (limit: number, relation: string, breaks: Breaks): void => {
    tests.push((value) => {
      if (typeof value !== 'number' && typeof value !== 'bigint') return noFindings;
      return breaks(Number(value)) ? [boundFinding(value, relation, limit)] : noFindings;
    });
  };
  if (maximum !== undefined) {
    if (exclusiveMaximum === true) add(maximum, 'less than', (number) => !(number < maximum));
    else add(maximum, 'less than or equal to', (number) => !(number <= maximum));
  }
  if (minimum !== undefined) {
    if (exclusiveMinimum === true) add(minimum, 'greater than', (number) => !(number > minimum));
    else add(minimum, 'greater than or equal to', (number) => !(number >= minimum));
  }
  if (multipleOf !== undefined)
    add(multipleOf, 'a multiple of', (number) => !Number.isInteger(number / multipleOf));
  if (types.length === 1 && types[0] === 'integer')
    tests.push(rangeTest(node, format === 'int32' ? 2 ** 31 : 2 ** 63));
  return tests;
}

/** kube-openapi, pkg/validation/validate/values.go, IsValueValidAgainstRange. */
function rangeTest(node: SchemaNode, limit: number): ValueCheck {
  return (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return noFindings;
    const number = Number(value);
    return Number.isInteger(number) && number >= -limit && number < limit ? noFindings : [rangeFinding(node)];
  };
}
