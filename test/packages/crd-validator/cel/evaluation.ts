import { celValue } from '../../../../packages/crd-validator/src/cel/untyped.ts';
import { CelFault, ExpressionCompiler } from '../../../../packages/crd-validator/src/cel.ts';
import type { ValueObject } from '../../../../packages/crd-validator/src/value.ts';
import { show } from './show.ts';

/** The object that recorded and random expressions are about. */
export const subject: ValueObject = {
  apiVersion: 'example.com/v1',
  kind: 'Thing',
  metadata: { name: 'thing', labels: { app: 'a' } },
  spec: {
    int: 5,
    zero: 0,
    big: 9007199254740991,
    double: 1.5,
    text: 'A-b',
    word: 'spot',
    yes: true,
    no: false,
    nothing: null,
    ints: [3, 1, 2],
    texts: ['b', 'a', 'c'],
    mixed: [1, 'a', 1.5, null],
    empty: [],
    map: { k: 'v' },
    labels: { 'karpenter.sh/capacity-type': 'spot' },
    objects: [{ key: 'a', values: ['x'] }, { key: 'b' }],
  },
};

let compiler: ExpressionCompiler | undefined;

/** The value of an expression as the policy oracle writes it. */
export function evaluationOf(source: string): string {
  compiler ??= new ExpressionCompiler(['object', 'oldObject', 'request', 'namespaceObject']);
  const expression = compiler.compile(source);
  if ('message' in expression) return `error: ${expression.message}`;
  try {
    return show(expression.evaluate({ object: celValue(subject), oldObject: null }));
  } catch (cause) {
    if (cause instanceof CelFault) return `error: ${cause.message}`;
    throw cause;
  }
}
