import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isScalar, parseDocument, stringify } from 'yaml';
import { readRules } from '../../../../generator/load/rules/index.ts';
import { scalarOffsets } from '../../../../generator/load/rules/scalar-offsets.ts';
import { memoryHost } from '../helper.ts';

function read(files: Record<string, string>, patterns: string[] = ['rules/*.yaml']) {
  const { rules, diagnostics } = readRules(memoryHost(files), patterns, () => ({
    file: 'fleet.yaml',
    line: 1,
    column: 1,
  }));
  return {
    rules,
    lines: diagnostics.map(
      ({ code, at, message, help }) => `${code} ${at?.file}:${at?.line}:${at?.column} ${message} | ${help}`,
    ),
  };
}

const lines = (text: string): string[] => read({ 'rules/a.yaml': text }).lines;

test('files hold rules, policies, bindings and params, also in lists', () => {
  const { rules, lines } = read({
    'rules/a.yaml': 'rules:\n  - { id: a, expression: "true" }\n---\n# nothing\n---\nrules: []\n',
    'rules/b.yaml': `apiVersion: v1
kind: List
items:
  - apiVersion: admissionregistration.k8s.io/v1beta1
    kind: ValidatingAdmissionPolicy
    metadata: { name: b }
    spec: { matchConstraints: {}, validations: [{ expression: "true" }], auditAnnotations: [{ key: k, valueExpression: "'x'" }] }
  - apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: { name: b }
    spec: { policyName: b, validationActions: [Deny] }
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: c } }
`,
  });
  assert.equal(lines, []);
  assert.equal(
    [rules.rules.length, rules.policies.length, rules.bindings.length, rules.params.length],
    [1, 1, 1, 1],
  );
  assert.equal(rules.files, ['rules/a.yaml', 'rules/b.yaml']);
});

test('a pattern that matches nothing or leaves the repository is an error', () => {
  assert.equal(read({}).lines, [
    'file-not-found fleet.yaml:1:1 no file matches the rules rules/*.yaml | Correct the pattern, or remove it',
  ]);
  assert.equal(read({}, ['../rules.yaml']).rules.files, []);
});

test('what rules lack, misspell or get wrong is named', () => {
  assert.equal(lines('rules:\n  - { id: a, expresion: "true" }\n'), [
    'rule-invalid rules/a.yaml:2:14 a rule has no field expresion | Did you mean expression?',
    'rule-invalid rules/a.yaml:2:5 expression is missing | Write, in CEL, what must be true for the object',
  ]);
  assert.equal(
    lines(
      'rules:\n  - id: a\n    expression: "true"\n    severity: fatal\n    match: { kind: NodePool, kinds: [NodePol] }\n',
    ),
    [
      'rule-invalid rules/a.yaml:5:14 match has no field kind | Did you mean kinds?',
      'rule-invalid rules/a.yaml:5:38 rules do not evaluate objects of kind NodePol | Use NodePool or EC2NodeClass',
      'rule-invalid rules/a.yaml:4:15 severity cannot be fatal | Use one of: error, warning, notice',
    ],
  );
  assert.match(lines('rules:\n  - { id: a, expression: true }\n').join(), 'expression must be a string');
  assert.match(lines('rules: { a: b }\n').join(), 'rules must be a list');
  assert.match(lines('rules: [a]\n').join(), 'an item of rules must be a mapping');
  assert.match(lines('just: text\n').join(), 'the document has no rules');
  assert.match(
    lines('rules:\n  - { id: limits-missing, expression: "true" }\n').join(),
    'limits-missing is a code of Poolwright',
  );
  assert.match(
    lines('rules:\n  - { id: A B, expression: "true" }\n').join(),
    'A B cannot be the id of a rule',
  );
  assert.match(
    lines('rules:\n  - { id: a, expression: "true" }\n  - { id: a, expression: "true" }\n').join(),
    'rules/a.yaml:3:5 the rule a already exists',
  );
});

test('policies that the API server would reject are named', () => {
  const policy = (spec: string) =>
    lines(
      `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: a }\nspec: ${spec}\n`,
    ).join();
  assert.match(policy('{ validations: [{ expression: "true" }] }'), 'the policy has no matchConstraints');
  assert.match(policy('{ matchConstraints: {} }'), 'the policy has no validations');
  assert.match(policy('{ matchConstraints: {}, validations: [{ message: a }] }'), 'expression is missing');
  assert.match(
    lines(
      'apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingAdmissionPolicy\nmetadata: { name: a }\n',
    ).join(),
    'objects of kind MutatingAdmissionPolicy are not evaluated',
  );
  assert.match(
    lines(
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nspec: { policyName: a, validationActions: [deny] }\n',
    ).join(),
    'validationActions cannot hold deny',
  );
});

test('files that are not YAML, or expand without end, are errors', () => {
  assert.match(lines('rules: [\n').join(), 'yaml-syntax rules/a.yaml:');
  assert.match(lines('rules: []\nrules: []\n').join(), 'yaml-duplicate-key rules/a.yaml:2:1');
  const bomb = `a: &a [x, x]\n${'bcdefghijklmnopq'
    .split('')
    .map(
      (name, i) =>
        `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghijklmnopq'[i]}`).join(', ')}]`,
    )
    .join('\n')}\nrules: *q\n`;
  assert.match(lines(bomb).join(), 'yaml-alias-limit');
});

test('the offsets of a scalar are where its letters are written', () => {
  const text = fc.stringMatching(/^[a-z(.][a-z .\n"'\\|&]{0,40}[a-z)]$/);
  const style = fc.constantFrom('BLOCK_LITERAL', 'BLOCK_FOLDED', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'PLAIN');
  fc.assert(
    fc.property(text, style, (value, type) => {
      const source = stringify({ a: { b: value } }, { defaultStringType: type, lineWidth: 20 });
      const node = parseDocument(source).getIn(['a', 'b'], true);
      assert.ok(isScalar(node) && node.range);
      if (node.value !== value) return;
      const start = /^[|>]/.test(source.slice(node.range[0]))
        ? source.indexOf('\n', node.range[0]) + 1
        : node.range[0];
      const content = { start, end: node.range[1], isEscaped: node.type === 'QUOTE_DOUBLE' };
      const offsets = scalarOffsets(source, content, value);
      for (const [i, letter] of [...value].entries())
        if (/[a-z(.)]/.test(letter))
          assert.is(source[offsets[i] ?? -1], letter, `${i} of ${JSON.stringify(source)}`);
      assert.ok(offsets.every((offset, i) => i === 0 || offset >= (offsets[i - 1] ?? 0)));
    }),
    { numRuns: 300, examples: [['a&\n \n\n"&\n\n\na', 'QUOTE_DOUBLE']] },
  );
});

test.run();
