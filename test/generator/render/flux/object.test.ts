import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pathText, type RenderError, substituteObject } from '../../../../generator/render/index.ts';
import { nodePool } from '../fixtures.ts';

function fault(object: ValueObject, variables: Record<string, string>): RenderError {
  const result = substituteObject(object, variables, { strict: true });
  if (result.ok) throw new Error('it can be rendered');
  return result.error;
}

test('a fault names the object, the field and the variable', () => {
  const error = fault(nodePool({ list: [{ 'a.b/c': 'x' }, { 'a.b/c': '${MISSING}' }], other: '${V}' }), {
    V: 'x',
  });
  assert.is(error.code, 'undefined-variable');
  assert.is(error.object, 'NodePool/x');
  assert.is(pathText(error.path ?? []), 'spec.list[1]["a.b/c"]');
  assert.is(error.variable, 'MISSING');
  assert.is(
    error.reported,
    'envsubst error: variable substitution failed: variable not set (strict mode): "MISSING"',
  );
});

test('a value that breaks the YAML is found where it stands', () => {
  const error = fault(nodePool({ first: 'x${V}', second: '${V}' }), { V: '*' });
  assert.is(error.code, 'breaks-yaml');
  assert.is(pathText(error.path ?? []), 'spec.second');
  assert.match(error.reported ?? '', /^envsubst error: YAMLToJSON: yaml: /);
});

test('one bad name fails the object even where it is not used', () => {
  const error = fault(nodePool({ role: '${V}' }), { V: 'x', 'A-B': 'y' });
  assert.is(error.code, 'bad-variable-name');
  assert.is(error.variable, 'A-B');
});

test('an object that opts out, or has no variables to be given, comes back itself', () => {
  const optedOut = nodePool({ role: '${V' });
  optedOut.metadata = { name: 'x', annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } };
  for (const [object, variables] of [
    [optedOut, { V: 'x' }],
    [nodePool({ role: '${V' }), {}],
  ] as const) {
    const result = substituteObject(object, variables, { strict: true });
    assert.ok(result.ok);
    assert.is(result.value, object);
  }
});

test('substitution without variables happens on request', () => {
  const result = substituteObject(nodePool({ role: '${V:-d}' }), {}, { strict: true, always: true });
  assert.ok(result.ok);
  assert.equal(result.value, nodePool({ role: 'd' }));
});

test.run();
