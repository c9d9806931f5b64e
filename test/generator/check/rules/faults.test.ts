import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findingsOf, linesOf, ruleFile } from './helper.ts';

const block = (expression: string): string => `rules:
  - id: test
    match: { kinds: [NodePool] }
    expression: |
      object.kind == "NodePool" &&
        ${expression}
`;

function fault(rules: string): string {
  const [found] = findingsOf(rules);
  const { line, column, endLine, endColumn } = found?.at ?? {};
  return `${found?.code} ${line}:${column}-${endLine}:${endColumn} ${found?.message} | ${found?.help}`;
}

test('expressions that cannot be compiled name their place in a block', () => {
  assert.is(
    fault(block('objct.spec.weight > 1')),
    'rule-invalid 6:9-6:14 unknown variable objct | Did you mean object?',
  );
  assert.is(
    fault(block('object.metadata.name.startWith("a")')),
    'rule-invalid 6:9-6:44 unknown function startWith | Did you mean startsWith?',
  );
  assert.is(
    fault(block('(object.spec.weight > 1')),
    'rule-invalid 6:31-6:32 expected ), got the end of the expression | Correct the expression',
  );
  assert.match(
    fault(block('object.metadata.name.matches("[")')),
    /^rule-invalid 6:9-.*illegal regular expression/,
  );
  assert.match(fault(block('[][0] < 0.5')), /^rule-invalid 5:7-.*its type is not known; write dyn/);
  assert.match(fault(block('[1, "a"].size() > 0')), /^rule-invalid 6:9-.*two types, int and string/);
  assert.match(
    fault(block('variables.CLUSTR == ""')),
    /^rule-invalid 6:9-.*no field CLUSTR \| Did you mean CLUSTER/,
  );
});

test('plain, folded and quoted expressions name their place, too', () => {
  const of = (text: string) => findingsOf(`rules:\n  - id: test\n    expression: ${text}\n`)[0]?.at;
  assert.equal([of('object.a == objct.b')?.line, of('object.a == objct.b')?.column], [3, 29]);
  assert.equal(
    [of('"object.a == \\"x\\" || objct.b"')?.line, of('"object.a == \\"x\\" || objct.b"')?.column],
    [3, 39],
  );
  const folded = '>-\n      object.kind == "X" ||\n      objct.kind == "Y"';
  assert.equal([of(folded)?.line, of(folded)?.column], [5, 7]);
});

test('an expression that is not true or false is reported', () => {
  assert.match(fault(ruleFile('size(object.metadata.name)')), /^rule-invalid 4:.*must be bool, not int/);
  assert.match(fault(ruleFile('object.spec.limits.cpu')), /^rule-error 4:.*neither true nor false/);
});

test('errors of evaluation name their place and how to guard it', () => {
  assert.is(
    fault(block('object.spec.wieght > 1')),
    'rule-error 6:21-6:27 test cannot be evaluated: no such key: wieght | Guard the field with has(….wieght), or give it a default: ….?wieght.orValue(…)',
  );
  assert.match(
    fault(block('object.spec.limits.cpu > 5')),
    /^rule-error 6:9-.*no such overload \| Use values of the types/,
  );
  assert.match(fault(block('quantity("x").isInteger()')), /^rule-error 6:9-.*quantities must match/);
  assert.match(fault(block('1 / (size(object.kind) - 8) > 0')), /^rule-error 6:9-.*division by zero/);
  assert.match(fault(block('object.metadata.labels["a.b/c"] == ""')), /^rule-error.*no such key/);
});

test('an expression that iterates without end is stopped, whatever is around it', () => {
  const loops = 'lists.range(10000).all(a, lists.range(10000).all(b, a + b >= 0))';
  for (const expression of [
    loops,
    `false && ${loops} || true`,
    `!(${loops})`,
    `[1].exists(x, ${loops}) || true`,
  ]) {
    const start = process.cpuUsage();
    const lines = linesOf(ruleFile(expression));
    const { user } = process.cpuUsage(start);
    if (expression.startsWith('false')) assert.equal(lines, []);
    else assert.match(lines.join('\n'), 'took more than 1000000 steps', expression);
    assert.ok(user < 20_000_000, `${user / 1e6} s for ${expression}`);
  }
});

test('texts and lists that double are stopped', () => {
  const doubled = (start: string) => `[${start}]${'.map(x, x + x)'.repeat(40)}.size() > 0`;
  for (const start of ['"aaaaaaaa"', '[1, 2, 3]'])
    assert.match(linesOf(ruleFile(doubled(start))).join('\n'), 'steps', start);
  assert.match(linesOf(ruleFile('"a".replace("", "b".replace("", "c")).size() > 0')).join('\n'), /^$/);
  assert.match(
    linesOf(
      ruleFile(
        'lists.range(5000).map(x, "aaaaaaaaaaaaaaaaaaaa").join("bbbbbbbbbbbbbbbbbbbbbbbb").replace("a", "cccccccccccccccccccc") != ""',
      ),
    ).join('\n'),
    'the text would be longer',
  );
});

test('an expression of any depth or length is compiled or reported', () => {
  for (const expression of [
    `${'!'.repeat(100_000)}true`,
    `${'('.repeat(1000)}true${')'.repeat(1000)}`,
    `${'[1].all(x, '.repeat(500)}true${')'.repeat(500)}`,
    `1${' + 1'.repeat(60_000)} > 0`,
    `object.spec${'.a'.repeat(20_000)} == 1`,
  ])
    assert.match(
      linesOf(ruleFile(expression)).join('\n'),
      /^(error rule-(invalid|error)\/?|$)/,
      expression.slice(0, 40),
    );
});

test('rules cannot ask the cluster', () => {
  assert.match(
    linesOf(ruleFile('authorizer.group("").resource("pods").check("get").allowed()')).join('\n'),
    'rule-invalid rules/own.yaml:4:18: rules cannot check the permissions of users on a cluster',
  );
});

test.run();
