import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { placeIn } from '../support/fleets.ts';
import { CLI, type CommandResult, run } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('poolwright validate PATH');

const NODE_CLASS = `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  role: karpenter-node
  amiSelectorTerms: [{ alias: al2023@v20250704 }]
  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: web } }]
  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: web } }]
`;

const NODE_POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: default }
spec:
  limits: { cpu: "100" }
  template:
    spec:
      requirements:
        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
`;

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n';

function validate(files: Record<string, string>, args: string[]): CommandResult {
  return withSandbox(files, (sandbox) => sandbox.poolwright('validate', ...args));
}

/** Runs `validate -`. */
function validateInput(input: string): CommandResult {
  return withSandbox({}, ({ root }) => run(process.execPath, [CLI, 'validate', '-'], root, { input }));
}

function has({ stderr }: CommandResult, ...parts: string[]): void {
  for (const part of parts) assert.ok(stderr.includes(part), `${JSON.stringify(part)} is not in:\n${stderr}`);
}

test('passes good manifests and counts what it skips', () => {
  const result = validate({ 'all.yaml': [NODE_POOL, NODE_CLASS, CONFIG_MAP].join('---\n') }, ['all.yaml']);
  assert.is(result.status, 0, result.stderr);
  has(result, '2 objects checked against Karpenter 1.15, 1 document of other kinds skipped');
});

test('warns once of an object whose rules may cost the API server too much', () => {
  const notes = Array.from({ length: 5000 }, (_, index) => `        team-${index}: web\n`).join('');
  const large = NODE_POOL.replace('template:\n', `template:\n    metadata:\n      annotations:\n${notes}`);
  const result = validate({ 'large.yaml': large }, ['large.yaml']);
  assert.is(result.status, 0, result.stderr);
  assert.is(result.stderr.split('warning[crd-rule-cost]').length, 2, result.stderr);
  has(result, 'large.yaml', 'the API server may stop evaluating its CEL rules');
});

test('points at the line and column of the field in a later document', () => {
  const bad = NODE_POOL.replace('"100"', '100 cores').replace(
    'requirements:',
    'requirments: []\n      requirements:',
  );
  const file = [CONFIG_MAP, NODE_CLASS, bad].join('---\n');
  const result = validate({ 'all.yaml': file }, ['all.yaml']);
  assert.is(result.status, 1);
  has(result, 'error[crd-schema]: spec.limits.cpu', placeIn(file, '100 cores', 'all.yaml'));
  has(
    result,
    'error[crd-unknown-field]',
    placeIn(file, 'requirments', 'all.yaml'),
    'Did you mean requirements?',
  );
});

test('reads items of lists, JSON and standard input', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n${[NODE_CLASS, NODE_POOL.replace('"100"', 'lots')]
    .map((object) => `- ${object.trimEnd().replaceAll('\n', '\n  ')}\n`)
    .join('')}`;
  const result = validateInput(list);
  assert.is(result.status, 1);
  has(result, placeIn(list, 'lots', 'stdin'), '2 objects checked');

  const json =
    '{\n\t"apiVersion": "karpenter.sh/v1",\n\t"kind": "NodePool",\n\t"metadata": { "name": "x" },\n\t"spec": {}\n}\n';
  has(validate({ 'pool.json': json }, ['pool.json']), 'spec.template: Required value', 'pool.json:5:');
});

test('validates a rule of Karpenter itself, and what is legal and makes no sense', () => {
  const reserved = NODE_POOL.replace('values: [on-demand]', 'values: [weekly]');
  const result = validate({ 'a.yaml': `${reserved}---\n${NODE_CLASS}` }, ['a.yaml']);
  has(result, 'a.yaml:9:');
  assert.not.match(result.stderr, 'missing-node-class');
});

test('says nothing of placeholders, and all else', () => {
  const pool = NODE_POOL.replace('limits:', 'weight: ${WEIGHT}\n  limits:').replace('100', '${CPU}');
  const nodeClass = NODE_CLASS.replace('karpenter-node', 'role-${CLUSTER}').replace(
    'al2023@v20250704',
    '"${AMI}"',
  );
  const files = { 'a.yaml': `${pool}---\n${nodeClass}` };
  const well = validate(files, ['a.yaml']);
  assert.is(well.status, 0, well.stderr);
  assert.is(well.stderr, '2 objects checked against Karpenter 1.15\n');

  const both = nodeClass.replace('  amiSel', '  instanceProfile: ${PROFILE}\n  amiSel');
  const result = validate({ 'a.yaml': `${pool}---\n${both}` }, ['a.yaml']);
  assert.is(result.status, 1);
  has(result, "must specify exactly one of ['role', 'instanceProfile']");
});

test('a profile makes errors of warnings about outages, and of no others', () => {
  const pool = NODE_POOL.replace('  limits: { cpu: "100" }\n', '').replace(
    '      nodeClassRef',
    '        - { key: karpenter.k8s.aws/instance-family, operator: In, values: [g5] }\n' +
      '        - { key: kubernetes.io/arch, operator: In, values: [arm64] }\n      nodeClassRef',
  );
  const withProfile = (...more: string[]) =>
    validate({ 'a.yaml': `${pool}---\n${NODE_CLASS}` }, ['a.yaml', ...more]);
  const plain = withProfile();
  assert.is(plain.status, 0, plain.stderr);
  has(plain, 'warning[no-instance-type]', 'warning[limits-missing]');
  const strict = withProfile('--profile', 'strict');
  assert.is(strict.status, 1, strict.stderr);
  has(strict, 'error[no-instance-type]', 'warning[limits-missing]');
  assert.is(withProfile('--profile', 'loud').status, 2);
});

test('substitutes as Flux does', () => {
  const files = {
    'a.yaml': NODE_POOL.replace('limits:', 'weight: ${WEIGHT:=7}\n  limits:').replace('100', '${CPU}'),
    'node-class.yaml': NODE_CLASS,
    'values.env': "CPU='10'\n# the rest of the values\nexport WEIGHT=101\n",
  };
  assert.is(validate(files, ['a.yaml', 'node-class.yaml', '--var', 'CPU=10']).status, 0);
  const fromFile = validate(files, ['a.yaml', '--var-file', 'values.env']);
  has(fromFile, 'error[crd-schema]: spec.weight: Invalid value: 101', 'a.yaml:5:');
  assert.is(validate(files, ['a.yaml', '--var-file', 'values.env', '--var', 'WEIGHT=1']).status, 0);
  const missing = validate(files, ['a.yaml', '--var', 'WEIGHT=1']);
  assert.is(missing.status, 1);
  has(missing, 'error[undefined-variable]', 'Give it a value with --var CPU=VALUE');
});

test('names the variable whose value YAML does not read as a text, and how to quote it', () => {
  const withTag = (text: string): Record<string, string> => ({
    'a.yaml': NODE_CLASS.replace('spec:\n', `spec:\n  tags: { plain: "\${OTHER}", team: "${text}" }\n`),
  });
  const whole = withTag('${TAG}');
  const tried = (files: Record<string, string>, value: string): CommandResult =>
    validate(files, ['a.yaml', '--var', 'OTHER=x', '--var', `TAG=${value}`]);
  for (const [value, reason, help] of [
    ['a: b', 'it breaks the YAML around it', `Put quotes inside the value: --var TAG='"a: b"'`],
    ['[a', 'it breaks the YAML around it', `Put quotes inside the value: --var TAG='"[a"'`],
    ['a #b', 'spec.tags.team becomes "a" when', `Put quotes inside the value: --var TAG='"a #b"'`],
    ['~', 'spec.tags.team becomes null when', `Put quotes inside the value: --var TAG='"~"'`],
    ["'a", 'it breaks the YAML around it', 'Give TAG a value without characters that YAML interprets'],
  ] as const) {
    const result = tried(whole, value);
    assert.is(result.status, 1, result.stderr);
    has(
      result,
      ...[
        `error[invalid-variable-value]: TAG is ${JSON.stringify(value)}: ${reason}`,
        'in   EC2NodeClass/default spec.tags.team',
        help,
      ],
    );
    const [, quoted] = /--var TAG='(.*)'/.exec(help) ?? [];
    if (quoted !== undefined) assert.is(tried(whole, quoted).status, 0, 'the help is right');
  }
  has(
    tried(whole, '5'),
    ...[
      'error[variable-type-mismatch]: TAG is "5", which YAML reads as integer, and spec.tags.team must be string',
      `quotes inside the value: '"5"'`,
    ],
  );
  // Quotes inside the value would be in the middle of the field.
  has(tried(withTag('x-${TAG}'), 'a: b'), ...['Give TAG a value without characters that YAML interprets']);
  for (const value of ['a', 'a:b', 'a#b', 'a"b', '"a: b"'])
    assert.is(tried(whole, value).status, 0, `${value} stays as it is`);
});

test('a variable without quotes in a mapping on one line is marked, with the quotes to write', () => {
  const text = NODE_CLASS.replace(
    'subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: web',
    'subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: x-${CLUSTER}',
  );
  const result = validate({ 'a.yaml': text }, ['a.yaml']);
  assert.is(result.status, 1);
  has(
    result,
    'YAML reads the brace of x-${CLUSTER} as a mapping',
    `--> ${placeIn(text, 'x-${CLUSTER}').replace('fleet.yaml', 'a.yaml')}`,
    'help: Quote the value: "x-${CLUSTER}"',
  );
});

test('finds the resource or the patch that a kustomize directory has a value from', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [pool.yaml, class.yaml]\n',
    'base/pool.yaml': NODE_POOL.replace('limits:', 'weight: 101\n  limits:'),
    'base/class.yaml': NODE_CLASS,
    'prod/kustomization.yaml':
      'namePrefix: prod-\nresources: [../base]\npatches:\n  - path: pool.yaml\n  - { path: class.json, target: { kind: EC2NodeClass } }\n',
    'prod/pool.yaml':
      'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: default }\nspec:\n  limits: { cpu: many }\n',
    'prod/class.json':
      '[\n  { "op": "add", "path": "/spec/metadataOptions", "value": { "httpTokens": "never" } }\n]\n',
  };
  const result = validate(files, ['prod']);
  assert.is(result.status, 1);
  has(result, 'base/pool.yaml:5:11', 'prod/pool.yaml:5:18', 'prod/class.json:2:76');
  has(result, 'NodePool/prod-default', '2 objects checked');
  assert.not.match(result.stderr, 'missing-node-class');
});

test('looks through a folder as somebody who applies it would', () => {
  const files = {
    'repo/base/kustomization.yaml': 'resources: [pool.yaml]\n',
    'repo/base/pool.yaml': NODE_POOL.slice(0, NODE_POOL.indexOf('  template:')),
    'repo/prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n',
    'repo/prod/patch.yaml': `${NODE_POOL.replace('"100"', 'many')}`,
    'repo/prod/unused.yaml': NODE_POOL.replace('"100"', 'unused'),
    'repo/plain/class.yaml': NODE_CLASS.replace('role:', 'rolle:'),
    'repo/chart/Chart.yaml': 'name: x\n',
    'repo/chart/templates/pool.yaml': '{{ if .x }}\nkarpenter.sh\n',
    'repo/.github/broken.yaml': 'karpenter.sh: [',
    'repo/tsconfig.json': '{ // comment\n}\n',
    'repo/data.json': '{ "karpenter.sh": 1e30 }',
    'repo/app/kustomization.yaml': 'resources: [gone.yaml]\n',
  };
  const result = validate(files, ['repo']);
  assert.is(result.status, 1);
  has(result, 'repo/prod/patch.yaml:5:18', 'repo/plain/class.yaml:5:3');
  has(result, 'warning[render-failed]', 'repo/app/kustomization.yaml:1:1', '3 errors, 1 warning');
  has(result, 'helm template repo/chart | poolwright validate -');
  const findings = result.stderr.replace(/^note: .*\n/gm, '');
  assert.not.match(findings, /chart|unused|github|data|spec\.template: Required/);
});

test('says that templates in a folder are not rendered, and what to do', () => {
  const pool = NODE_POOL.replace('"100"', '{{ .Values.cpu }}');
  const terraform = `resource "kubectl_manifest" "pool" {\n  yaml_body = <<-YAML\n${NODE_POOL}YAML\n}\n`;
  const files = {
    'infra/good.yaml': NODE_POOL,
    'infra/pools/gpu.tpl': pool,
    'infra/main.tf': terraform,
    'infra/a.tftpl': terraform,
    'infra/b.tf': terraform,
    'infra/c.tf': terraform,
    'infra/pool.yaml.j2': pool,
    'infra/network.tf': 'resource "aws_vpc" "main" {}\n',
  };
  const result = validate(files, ['infra']);
  has(
    result,
    '1 object checked',
    'note: not validated, since it is Terraform: infra/a.tftpl, infra/b.tf, infra/c.tf and 1 more. Validate what Terraform applies: write the manifest of terraform show -json to a file\n',
    'note: not validated, since it is a Helm or Go template: infra/pools/gpu.tpl. Render the chart first: helm template CHART | poolwright validate -\n',
    'note: not validated, since it is a Jinja template: infra/pool.yaml.j2. Render the template, and validate the output',
  );
  assert.not.match(result.stderr, /network|error/);
  const only = validate({ 'infra/main.tf': terraform }, ['infra']);
  assert.is(only.status, 2);
  has(
    only,
    'found no Kubernetes manifest in infra',
    'note: not validated, since it is Terraform: infra/main.tf.',
  );
  const heredoc = validate({ 'infra/main.yaml': terraform }, ['infra']);
  assert.is(heredoc.status, 1);
  has(
    heredoc,
    'error[yaml-syntax]: the file is not YAML but Terraform:',
    'help: Validate what Terraform applies',
  );
});

test('reports a broken file where it is broken, and validates the others', () => {
  const files = {
    'd/broken.yaml': `${NODE_POOL}---\nkind: [karpenter.sh\n---\n`,
    'd/pool.yaml': NODE_POOL.replace('"100"', 'x'),
  };
  const result = validate(files, ['d']);
  assert.is(result.status, 1);
  has(result, 'error[yaml-syntax]', 'd/broken.yaml:1', 'd/pool.yaml:5:18');
});

test('stops at an alias bomb', () => {
  const lines = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
  const result = validate({ 'bomb.yaml': `a0: &a0 [x]\n${lines.join('\n')}\n` }, ['bomb.yaml']);
  assert.is(result.status, 1);
  has(result, 'excessive aliasing', 'bomb.yaml:');
});

test('names the version that has a kind or a field', () => {
  const pool = NODE_POOL.replace('karpenter.sh/v1', 'karpenter.sh/v1beta1');
  const result = validate({ 'a.yaml': pool }, ['a.yaml', '--karpenter', '1.8.2']);
  has(
    result,
    'error[crd-unknown-kind]: Karpenter 1.8 has no NodePool of karpenter.sh/v1beta1',
    'a.yaml:1:13',
  );
  const unknown = validate({ 'a.yaml': NODE_POOL }, ['a.yaml', '--karpenter', '1.51']);
  assert.is(unknown.status, 2);
  has(unknown, 'Poolwright has no schemas for Karpenter 1.51');
});

test('tells usage, nothing to read and no such path apart', () => {
  assert.is(validate({ 'a/b.txt': '' }, ['a']).status, 2);
  has(
    validate({ 'a/b.txt': '' }, ['a']),
    'found no Kubernetes manifest in a',
    'help: Name YAML or JSON files',
  );
  assert.is(validate({}, ['nope']).status, 2);
  has(validate({}, ['nope']), 'error[file-not-found]: no such file or folder: nope');
  const noValues = validate({ 'a.yaml': NODE_POOL }, ['a.yaml', '--var-file', 'nope.env']);
  assert.is(noValues.status, 2);
  has(noValues, 'no such file: nope.env', 'help: Name a file of NAME=VALUE lines');
  assert.is(validate({ 'a.yaml': NODE_POOL }, ['a.yaml', '--var', 'x']).status, 2);
  assert.is(validate({ 'a.yaml': NODE_POOL }, ['a.yaml', '--base', 'main']).status, 2);
  assert.is(validate({}, ['--var', 'A=b']).status, 2);
});

test('gives programs the same', () => {
  const { stdout, status } = validate({ 'a.yaml': NODE_POOL.replace('"100"', 'x') }, [
    'a.yaml',
    '--format',
    'json',
  ]);
  assert.is(status, 1);
  const report = JSON.parse(stdout);
  assert.is(report.result.checked, 1);
  assert.equal(report.diagnostics[0].at.file, 'a.yaml');
});

test('reads the comment beside a budget, in files and in kustomize directories', () => {
  const budgets = (comment: string) =>
    `  disruption:\n    budgets:\n      ${comment}\n      - { nodes: "0", schedule: "0 9 * * *", duration: 8h }\n      - { nodes: 10% }\n`;
  const files = (comment: string) => ({
    'pool.yaml': `${NODE_POOL}${budgets(comment)}`,
    'class.yaml': NODE_CLASS,
    'kustomization.yaml': 'resources: [pool.yaml, class.yaml]\n',
  });
  for (const path of ['pool.yaml', '.']) {
    const result = validate(files('# 09:00 CET'), [path]);
    has(
      result,
      'warning[budget-time-zone]',
      'pool.yaml:',
      'it starts at 10:00 CET, and the comment says 09:00',
    );
    assert.not.ok(validate(files('# 09:00 UTC'), [path]).stderr.includes('budget-time-zone'));
  }
});

test('says nothing of workloads that may be in other files', () => {
  const tainted = NODE_POOL.replace(
    'requirements:',
    'taints: [{ key: team, effect: NoSchedule }]\n      requirements:',
  );
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, resources: { requests: { cpu: 1, memory: 1Gi } } }] }\n';
  const files = { 'pool.yaml': tainted, 'class.yaml': NODE_CLASS, 'pod.yaml': pod };
  assert.not.ok(validate(files, ['.']).stderr.includes('taint-untolerated'));
  const built = { ...files, 'kustomization.yaml': 'resources: [pool.yaml, class.yaml, pod.yaml]\n' };
  has(validate(built, ['.']), 'warning[taint-untolerated]');
});

test('points at the pods of a workload', () => {
  const deployment = (namespace: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: ${namespace} }\nspec:\n  template:\n    spec:\n      nodeSelector: { team: a }\n      containers: [{ name: web, resources: { requests: { cpu: 1, memory: 1Gi } } }]\n`;
  const files = { 'pool.yaml': NODE_POOL, 'class.yaml': NODE_CLASS, 'web.yaml': deployment('one') };
  has(
    validate(files, ['.']),
    '--> web.yaml:7:29',
    'in   Deployment/web spec.template.spec.nodeSelector.team',
  );
  const both = validate({ ...files, 'two.yaml': `\n${deployment('two')}` }, ['.']);
  has(both, '--> web.yaml:7:29', '--> two.yaml:8:29');
});

test('reports a key that a manifest has twice, from a file, a folder and standard input', () => {
  const twice = NODE_POOL.replace('limits:', 'limits: { cpu: "1000" }\n  limits:');
  const files = { 'pools/pool.yaml': `${NODE_CLASS}---\n${twice}` };
  for (const result of [
    validate(files, ['pools/pool.yaml']),
    validate(files, ['pools']),
    validateInput(files['pools/pool.yaml']),
  ]) {
    assert.is(result.status, 1, result.stderr);
    has(result, 'error[yaml-duplicate-key]: duplicate key: the mapping already has limits; kubectl', ':15:3');
    assert.is(result.stderr.split('error[').length, 2, result.stderr);
  }
  assert.is(validate({ 'a.yaml': `${NODE_CLASS}---\n${NODE_POOL}` }, ['a.yaml']).status, 0);
});

test.run();
