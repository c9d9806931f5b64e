import fc from 'fast-check';
import { blockScalars, oddScalars, textScalars } from './kustomize-scalars.ts';
import { type FuzzResource, indent, section } from './kustomize-text.ts';

/** Few names, so that references, patches and selectors match. */
export const names = fc.constantFrom('a', 'b', 'c', 'web');
export const namespaces = fc.constantFrom('', '', '', '', 'x', 'default');

function mapping(field: string, values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .dictionary(fc.constantFrom('k', 'app', 'tier', 'example.com/x'), values, { maxKeys: 3 })
    .map((pairs) => Object.entries(pairs))
    .map((pairs) =>
      pairs.length === 0 ? '' : `${field}:\n${pairs.map(([key, value]) => `  ${key}: ${value}\n`).join('')}`,
    );
}

export const labels = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('labels:\n  app: web\n', 'labels: {app: web}\n') },
  {
    weight: 1,
    arbitrary: mapping(
      'labels',
      fc.oneof({ weight: 16, arbitrary: fc.constantFrom('v1', '"v2"', 'web') }, blockScalars),
    ),
  },
);
export const annotations = fc.oneof(
  { weight: 6, arbitrary: mapping('annotations', oddScalars) },
  { weight: 1, arbitrary: fc.constantFrom('annotations: {}\n', 'annotations:\n', 'annotations: null\n') },
);

function header(apiVersion: string, kind: string): fc.Arbitrary<string> {
  return fc.tuple(names, namespaces, labels, annotations).map(([name, namespace, label, annotation]) => {
    const fields = `name: ${name}\n${namespace && `namespace: ${namespace}\n`}${label}${annotation}`;
    return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n${indent(fields, 2)}`;
  });
}

/** A list item; sometimes without the field that a strategic merge identifies it by. */
function item(key: string, keys: fc.Arbitrary<string>, fields: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(keys, fields, fc.nat(11)).map(([value, rest, odds]) => {
    const head = odds === 0 && rest !== '' ? '' : `${key}: ${value}\n`;
    return `- ${indent(head + rest, 2).trimStart()}`;
  });
}

const environment = fc.oneof(
  item(
    'name',
    names,
    textScalars.map((value) => `value: ${value}\n`),
  ),
  fc
    .tuple(names, fc.constantFrom('configMapKeyRef', 'secretKeyRef'), names)
    .map(
      ([name, ref, target]) =>
        `- name: ${name}\n  valueFrom:\n    ${ref}:\n      name: ${target}\n      key: k\n`,
    ),
);
const port = item(
  'containerPort',
  fc.constantFrom('80', '443', '"80"'),
  fc
    .tuple(fc.constantFrom('', 'TCP', 'UDP'), fc.constantFrom('', 'http', 'web'))
    .map(([protocol, name]) => [protocol && `protocol: ${protocol}\n`, name && `name: ${name}\n`].join('')),
);

const mount = item(
  'mountPath',
  fc.constantFrom('/a', '/b'),
  names.map((name) => `name: ${name}\n`),
);

const containerFields = fc
  .tuple(
    fc.constantFrom('', 'nginx', 'nginx:1.7', 'reg:5000/nginx@sha256:abc', '"busybox:latest"'),
    fc.array(environment, { maxLength: 2 }),
    fc.array(port, { maxLength: 3 }),
    fc.array(mount, { maxLength: 1 }),
    fc.array(textScalars, { maxLength: 2 }),
    fc.option(oddScalars, { nil: undefined }),
  )
  .map(([image, env, ports, mounts, args, odd]) =>
    [
      image && `image: ${image}\n`,
      section('env', env),
      section('ports', ports),
      section('volumeMounts', mounts),
      section(
        'args',
        args.map((arg) => `- ${arg}\n`),
      ),
      odd === undefined ? '' : `workingDir: ${odd}\n`,
    ].join(''),
  );

export const container = item('name', names, containerFields);

const volume = item(
  'name',
  names,
  fc
    .tuple(
      fc.constantFrom(
        'configMap:\n  name: ',
        'secret:\n  secretName: ',
        'persistentVolumeClaim:\n  claimName: ',
      ),
      names,
    )
    .map(([source, target]) => `${source}${target}\n`),
);

const podSpec = fc
  .tuple(
    fc.array(container, { maxLength: 3 }),
    fc.array(container, { maxLength: 1 }),
    fc.array(volume, { maxLength: 2 }),
    fc.option(names, { nil: undefined }),
  )
  .map(([containers, initContainers, volumes, account]) =>
    [
      section('containers', containers),
      section('initContainers', initContainers),
      section('volumes', volumes),
      account === undefined ? '' : `serviceAccountName: ${account}\n`,
    ].join(''),
  )
  .map((spec) => spec || 'restartPolicy: Never\n');

const podTemplate = fc
  .tuple(podSpec, fc.option(labels, { nil: '' }))
  .map(
    ([spec, label]) => `template:\n${label && `  metadata:\n${indent(label, 4)}`}  spec:\n${indent(spec, 4)}`,
  );

function spec(apiVersion: string, kind: string, body: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(header(apiVersion, kind), body).map(([head, text]) => `${head}spec:\n${indent(text, 2)}`);
}

function workload(apiVersion: string, kind: string): fc.Arbitrary<string> {
  const selector = fc.constantFrom(
    '',
    'selector:\n  matchLabels:\n    app: web\n',
    'replicas: 2\n',
    'replicas:\n',
  );
  return spec(
    apiVersion,
    kind,
    fc.tuple(selector, podTemplate).map(([first, template]) => first + template),
  );
}

function holder(kind: string): fc.Arbitrary<string> {
  const values = kind === 'Secret' ? fc.constantFrom('YQ==', 'Yg==') : fc.oneof(textScalars, oddScalars);
  return fc.tuple(header('v1', kind), mapping('data', values)).map(([head, data]) => head + data);
}

const subject = fc
  .tuple(fc.constantFrom('ServiceAccount', 'User'), fc.oneof(names, fc.constant('default')), namespaces)
  .map(
    ([kind, name, namespace]) =>
      `- kind: ${kind}\n  name: ${name}\n${namespace && `  namespace: ${namespace}\n`}`,
  );

function binding(kind: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      header('rbac.authorization.k8s.io/v1', kind),
      fc.constantFrom('Role', 'ClusterRole'),
      names,
      fc.array(subject, { maxLength: 2 }),
    )
    .map(([head, role, name, subjects]) =>
      [
        head,
        `roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ${role}\n  name: ${name}\n`,
        section('subjects', subjects),
      ].join(''),
    );
}

export const servicePort = item(
  'port',
  fc.constantFrom('80', '81', '443'),
  fc
    .tuple(
      fc.constantFrom('', 'TCP', 'UDP'),
      fc.constantFrom('', 'http', 'b'),
      fc.constantFrom('', '', '30001', '30002'),
    )
    .map(([protocol, name, nodePort]) =>
      [
        protocol && `protocol: ${protocol}\n`,
        name && `name: ${name}\n`,
        nodePort && `nodePort: ${nodePort}\n`,
      ].join(''),
    ),
);

/** Fields in flow style and in block style: an empty text without quotes is null only in the latter. */
export const styledFields = fc.constantFrom(
  '',
  'tags: {c: x}\n',
  'tags: {}\n',
  'tags:\n  c: x\n',
  'tags: {"c": null, "d": {}}\n',
  'terms: [{tags: {c: x}}]\n',
  'terms:\n- tags: {c: x}\n',
  'terms:\n- tags:\n    c: x\n',
  'terms: []\n',
  'words: [a, b]\n',
  'words:\n- a\n- b\n',
);

const customField = fc
  .tuple(oddScalars, fc.array(fc.tuple(names, oddScalars), { maxLength: 3 }), styledFields)
  .map(
    ([odd, items, styled]) =>
      `odd: ${odd}\n${styled}list:\n${items.map(([name, value]) => `- name: ${name}\n  value: ${value}\n`).join('')}`,
  );

const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: workload('apps/v1', 'Deployment') },
  { weight: 2, arbitrary: workload('apps/v1', 'StatefulSet') },
  workload('batch/v1', 'Job'),
  spec(
    'batch/v1',
    'CronJob',
    podTemplate.map((template) => `jobTemplate:\n  spec:\n${indent(template, 4)}`),
  ),
  spec('v1', 'Pod', podSpec),
  spec(
    'v1',
    'Service',
    fc
      .tuple(fc.constantFrom('', 'selector:\n  app: web\n'), fc.array(servicePort, { maxLength: 3 }))
      .map(([selector, ports]) => `type: ClusterIP\n${selector}${section('ports', ports)}`),
  ),
  { weight: 3, arbitrary: holder('ConfigMap') },
  { weight: 2, arbitrary: holder('Secret') },
  header('v1', 'ServiceAccount'),
  header('v1', 'Namespace'),
  header('rbac.authorization.k8s.io/v1', 'Role').map((head) => `${head}rules:\n- resourceNames: [a, b]\n`),
  header('rbac.authorization.k8s.io/v1', 'ClusterRole').map((head) => `${head}rules: []\n`),
  binding('RoleBinding'),
  binding('ClusterRoleBinding'),
  spec(
    'autoscaling/v1',
    'HorizontalPodAutoscaler',
    fc
      .tuple(fc.constantFrom('Deployment', 'StatefulSet'), names)
      .map(([kind, name]) => `scaleTargetRef:\n  apiVersion: apps/v1\n  kind: ${kind}\n  name: ${name}\n`),
  ),
  spec(
    'networking.k8s.io/v1',
    'Ingress',
    names.map(
      (name) =>
        `rules:\n- http:\n    paths:\n    - backend:\n        service:\n          name: ${name}\ntls:\n- secretName: ${name}\n`,
    ),
  ),
  { weight: 2, arbitrary: spec('karpenter.sh/v1', 'NodePool', customField) },
);

/** One Kubernetes object. */
export const resources: fc.Arbitrary<FuzzResource> = texts.map((text) => ({
  kind: /^kind: (.*)$/m.exec(text)?.[1] ?? '',
  name: /^ {2}name: (.*)$/m.exec(text)?.[1] ?? '',
  namespace: /^ {2}namespace: (.*)$/m.exec(text)?.[1] ?? '',
  text,
}));
